"""What may be done and how: powers with their basis, procedures with their steps and limits, inspections under way."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

import segno
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.apps.people.queries.entries import (
    EntryView,
    certificates_of,
    every,
    organ_name,
    organ_names,
)
from plumbline.apps.public_portal.frame import Request, portal_page, shown, to
from plumbline.apps.public_portal.pages.organ_views import certificate_word
from plumbline.apps.public_service.inspection_codes import INSPECTION, looked_up
from plumbline.core.authority.access import Visible
from plumbline.core.cases.standing import main_line
from plumbline.core.errors import Language
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.procedures.diagram import diagram as drawn
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


@portal_page
def powers(request: Request, language: Language) -> HttpResponse:
    """Powers with their basis, the inspection list among them; procedures; what is recorded."""
    listed = list(every("power", _ALL, ended=False))
    names = organ_names([one.organ for one in listed])
    rows = [_power(one, names, language) for one in listed]
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
        "organs": to("organs", language),
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
        "diagram": to("diagram", language, procedure=procedure),
        "limits": limits,
    }
    return shown(request, language, "procedure.html", values)


@portal_page
def diagram(request: Request, language: Language, procedure: str) -> HttpResponse:
    """The picture of a procedure: every step, and each time limit between two of them. It speaks both languages."""
    if procedure not in SHOWN:
        raise Http404
    return HttpResponse(drawn(shelf().docket(procedure).procedure), content_type="image/svg+xml")


@portal_page
def inspections(request: Request, language: Language) -> HttpResponse:
    """A running inspection by its number and code: which organ, which officers; never whom it concerns."""
    number, code = (request.GET.get(name, "").strip()[:60] for name in ("q", "code"))
    file = looked_up(number, code, request.now) if number and code else None
    values = {
        "title": _("Inspections under way"),
        "asked": number,
        "code": code,
        "found": _inspection(file, request, language, code) if file else None,
        "action": to("inspections", language),
        "items": _items(language),
        "procedure": to("procedure", language, procedure=INSPECTION),
    }
    return shown(request, language, "inspections.html", values)


def _items(language: Language) -> DataTable | None:
    """The list of inspections: what is inspected, by which organ, on which basis."""
    listed = list(every("power", _ALL, filters={"power_kind": INSPECTION}, ended=False))
    names = organ_names([one.organ for one in listed])
    rows = [
        Row(
            [
                Cell(one.name, under=one.code),
                Cell(names.get(one.organ, one.organ), to("organ", language, code=one.organ)),
                Cell(str(one.values.get("power_basis") or "—")),
            ]
        )
        for one in listed
    ]
    columns = [
        Column(_("Item of inspection"), "head"),
        Column(_("Organ"), "meta"),
        Column(_("Basis"), "rest"),
    ]
    return DataTable(_("List of inspections"), columns, rows) if rows else None


def _inspection(file: CaseFile, request: Request, language: Language, code: str) -> dict[str, Any]:
    opening = file.history.opening
    name = organ_name(opening.organ) or opening.organ
    case = file.history.folded(request.now)
    done, _next = main_line(file.docket, case)
    step = file.docket.step(done)
    ended = file.docket.end_of(case) is not None
    asked = urlencode({"q": opening.number, "code": code})  # and nothing else that an address may hold
    address = request.build_absolute_uri(f"{to('inspections', language)}?{asked}")
    return {
        "facts": [
            Fact(_("Number"), opening.number),
            Fact(_("Organ"), link=Link(name, to("organ", language, code=opening.organ))),
            Fact(_("Stands at"), _("ended") if ended else _step(step, language) if step else "—"),
        ],
        "people": _people(file.history.handlers, request.today),
        "drawn": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
    }


def _people(handlers: tuple[str, ...], today: int) -> list[tuple[str, str, StatusWord]]:
    names, cards = officer_names(handlers), certificates_of(handlers)
    people = []
    for code in handlers:
        held = [one for one in cards.get(code, ()) if not one.ended]
        card = held[-1] if held else None
        people.append((names.get(code, code), card.number if card else "—", certificate_word(card, today)))
    return people


def _power(one: EntryView, names: dict[str, str], language: Language) -> Row:
    kind = str(one.values.get("power_kind") or "")
    return Row(
        [
            Cell(one.name, under=one.code),
            Cell(shelf().words.word("power_kind", kind, language)),
            Cell(names.get(one.organ, one.organ), to("organ", language, code=one.organ)),
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
