"""What may be done and how: powers with their basis, procedures with their steps and limits, inspections under way."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.queries import case_of_number
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.queries.entries import certificates, entry, every
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.public_portal.frame import Request, portal_page, shown, to
from plumbline.apps.public_portal.pages.organ_views import certificate_word
from plumbline.core.authority.access import Visible
from plumbline.core.cases.standing import main_line
from plumbline.core.errors import Language
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.rules.rule import Clock
from plumbline.core.vocabulary import Bearer

_ALL = Visible(everything=True)
SHOWN: Final = (
    "penalty.ordinary",
    "penalty.simple",
    "hearing",
    "permit",
    "compulsory.measure",
    "compulsory.enforcement",
    "inspection",
)
INSPECTION: Final = "inspection"


@portal_page
def powers(request: Request, language: Language) -> HttpResponse:
    """Powers with their basis, the inspection list among them; procedures; what is recorded."""
    rows = [_power(one, language) for one in every("power", _ALL, ended=False)]
    columns = [
        Column(_("Power"), "head"),
        Column(_("Kind"), "meta"),
        Column(_("Organ"), "line"),
        Column(_("Basis"), "rest"),
    ]
    values = {
        "title": _("Powers and procedures"),
        "procedures": [
            (_title(shelf().docket(one).procedure, language), to("procedure", language, procedure=one))
            for one in SHOWN
        ],
        "table": DataTable(_("Powers"), columns, rows) if rows else None,
        "recordings": _recordings(language),
    }
    return shown(request, language, "powers.html", values)


@portal_page
def procedure(request: Request, language: Language, procedure: str) -> HttpResponse:
    """A procedure: its line of steps, and every limit that the organ or the party must keep, with its article."""
    if procedure not in SHOWN:
        raise Http404
    docket = shelf().docket(procedure)
    known = docket.procedure
    line = [known.steps[one] for one in known.main_line or tuple(known.steps)]
    limits = [
        (
            one.says if language == "zh" else one.english or one.says,
            "；".join(shelf().written(b) for b in one.basis),
        )
        for one in known.rules
        if isinstance(one.body, Clock) and one.body.bearer in (Bearer.ORGAN, Bearer.PARTY)
    ]
    values = {
        "title": _title(known, language),
        "path": [Link(_("Powers and procedures"), to("powers", language)), Link(_title(known, language))],
        "steps": [_step(one, language) for one in line],
        "limits": limits,
    }
    return shown(request, language, "procedure.html", values)


@portal_page
def inspections(request: Request, language: Language) -> HttpResponse:
    """A running inspection by its number: which organ, which officers, since when; never whom it concerns."""
    number = request.GET.get("q", "").strip()[:60]
    case = case_of_number(number) if number else None
    file = read_case(case) if case else None
    found = (
        _inspection(file, request, language)
        if file and file.history.opening.procedure == INSPECTION
        else None
    )
    values = {
        "title": _("Inspections under way"),
        "asked": number,
        "found": found,
        "action": to("inspections", language),
        "items": [
            one for one in every("power", _ALL, ended=False) if one.values.get("power_kind") == INSPECTION
        ],
        "procedure": to("procedure", language, procedure=INSPECTION),
    }
    return shown(request, language, "inspections.html", values)


def _inspection(file: CaseFile, request: Request, language: Language) -> dict[str, Any]:
    opening = file.history.opening
    organ = organ_entry(opening.organ)
    case = file.history.folded(request.now)
    done, _next = main_line(file.docket, case)
    step = file.docket.step(done)
    people = []
    for code in file.history.handlers:
        known = entry("officer", code)
        held = [one for one in certificates(code) if not one.ended]
        card = held[-1] if held else None
        people.append(
            (
                known.name if known else code,
                card.number if card else "—",
                certificate_word(card, request.today),
            )
        )
    ended = file.docket.end_of(case) is not None
    return {
        "facts": [
            Fact(_("Number"), opening.number),
            Fact(
                _("Organ"),
                link=Link(organ.name if organ else opening.organ, to("organ", language, code=opening.organ)),
            ),
            Fact(_("Stands at"), _("ended") if ended else _step(step, language) if step else "—"),
        ],
        "people": people,
    }


def _power(one: Any, language: Language) -> Row:
    organ = organ_entry(one.organ)
    kind = str(one.values.get("power_kind") or "")
    return Row(
        [
            Cell(one.name, under=one.code),
            Cell(shelf().words.word("power_kind", kind, language)),
            Cell(organ.name if organ else one.organ, to("organ", language, code=one.organ)),
            Cell(str(one.values.get("power_basis") or "—")),
        ]
    )


def _recordings(language: Language) -> list[tuple[str, str, str]]:
    """The steps of which recordings are made: procedure, step, how."""
    found = []
    for id in SHOWN:
        known = shelf().docket(id).procedure
        for step in known.steps.values():
            for kind in step.recordings:
                found.append((_title(known, language), _step(step, language), _recording_word(str(kind))))
    return found


def _recording_word(kind: str) -> str:
    words = {"audio_video": _("audio and video"), "photo": _("photographs"), "audio": _("audio")}
    return str(words.get(kind, kind))


def _title(known: Procedure, language: Language) -> str:
    return known.title if language == "zh" else known.english or known.title


def _step(step: Step, language: Language) -> str:
    return step.title if language == "zh" else step.english or step.title
