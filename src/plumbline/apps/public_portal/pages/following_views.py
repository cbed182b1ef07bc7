"""What became of something sent: each step with its day, the answers, and how each day of a limit was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.pages.case_parts import state_word
from plumbline.apps.casework.pages.clock_explained import explanation
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.page_parts.clocks import ClockExplanation
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.public_portal.frame import Request, service_page, shown, to
from plumbline.apps.public_service.queries import followed, personal_of
from plumbline.core.cases.standing import clock_states, main_line
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.facts.record import Value
from plumbline.core.vocabulary import Bearer, ValueType

_TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "guide": ("told_way",),
    "reply": ("answer",),
    "inform": ("way",),
    "feedback": ("answer",),
    "divert": ("competent_body",),
    "ask_supplement": ("gaps", "supplement_until"),
    "extend": ("days_granted", "reason"),
    "charge": ("amount",),
}
"""What of an act is meant for who wrote; nothing else of it is shown, and no name of an officer."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A step that was done."""

    title: str
    day: str
    told: tuple[str, ...]


@service_page
def follow(request: Request, language: Language) -> HttpResponse:
    """Asks for a receipt code, and shows what became of the case that it opens."""
    code = (request.POST if request.method == "POST" else request.GET).get("code", "")
    file = followed(code)
    values: dict[str, Any] = {
        "title": _("Follow what you sent"),
        "path": [
            Link(_("Complaints and requests"), to("complaints", language)),
            Link(_("Follow what you sent")),
        ],
        "code": code,
        "missing": bool(code) and file is None,
        "facts": None,
    }
    if file is not None:
        values |= _shown(file, Speaker(file.docket, request.today), request.now)
    return shown(request, language, "follow.html", values, 404 if values["missing"] else 200)


def _shown(file: CaseFile, speak: Speaker, now: int) -> dict[str, Any]:
    case, procedure = file.history.folded(now), file.docket.procedure
    _stage, following = main_line(file.docket, case)
    states = clock_states(file.docket, file.history, now, None)
    clocks = [
        told
        for one in states
        if one.bearer is Bearer.ORGAN and (told := _explained(file, speak, one.rule.id, one.opened.id, now))
    ]
    word = state_word(file, case, states)
    ended = file.docket.end_of(case) is not None
    return {
        "facts": [
            Fact(_("Number"), file.history.opening.number),
            Fact(_("Procedure"), procedure.title if speak.language == "zh" else procedure.english),
            Fact(_("State"), word=word),
        ],
        "steps": _steps(file, speak, now),
        "next": "" if ended or not following else speak.step_id(following),
        "clocks": clocks,
    }


def _steps(file: CaseFile, speak: Speaker, now: int) -> list[Followed]:
    case = file.history.folded(now)
    acts = sorted(
        (
            act
            for group in case.by_step.values()
            for act in group
            if not act.deemed and file.docket.step(act.step)
        ),
        key=lambda act: act.instant,
    )
    personal = personal_of([act.id for act in acts if act.step in _TOLD])
    found = []
    for act in acts:
        held = {name: value for name, value in act.fields.items() if value is not None} | personal.get(
            act.id, {}
        )
        told = tuple(
            _said(file, act.step, name, held[name]) for name in _TOLD.get(act.step, ()) if held.get(name)
        )
        found.append(Followed(speak.step_id(act.step), date_of(act.day).isoformat(), told))
    return found


def _said(file: CaseFile, step: str, name: str, value: Value) -> str:
    known = file.docket.step(step)
    is_day = known is not None and known.fields[name].type is ValueType.DATE
    return date_of(value).isoformat() if is_day and isinstance(value, int) else str(value)


def _explained(file: CaseFile, speak: Speaker, rule: str, record: str, now: int) -> ClockExplanation | None:
    found = explanation(file, speak, rule, record, now)
    return None if found is None else replace(found, embedded=True)
