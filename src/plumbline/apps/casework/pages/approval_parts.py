"""Approval on the case page: the boxes of the form with their opinions, and what this person may do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.approving import away_today, may_give, why_no_deputy
from plumbline.apps.casework.carrying import recordings_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.discretion_form import typed_discretion
from plumbline.apps.casework.form_papers import ask_name
from plumbline.apps.casework.forms import PREFIX
from plumbline.apps.casework.pages.file_parts import files_shown
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.pages.uploads import recording_slots
from plumbline.apps.casework.papers import kind_of_paper
from plumbline.apps.casework.possible import possible
from plumbline.apps.casework.service_form import typed_service
from plumbline.apps.casework.submitted_things import submitted_listing, things_sent_back
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.papers import ApprovalBox, ApprovalBoxes
from plumbline.core.authority.person import Person
from plumbline.core.cases.approval import Opinion, Seat, State, Submission, submissions
from plumbline.core.cases.door import OUTSIDE_ROLES, SAME_ROLE, is_apart
from plumbline.core.cases.field_values import read_fields
from plumbline.core.cases.standing import Possibility
from plumbline.core.clocks.civil import day_of
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import Step

OFFICES = {
    "unit": gettext_lazy("handling unit"),
    "legal": gettext_lazy("legal unit"),
    "deputy_head": gettext_lazy("head in charge"),
    "head": gettext_lazy("principal head"),
}
Opens = Callable[[Record], bool]
_STATES = {
    State.AWAITING: gettext_lazy("under way"),
    State.RETURNED: gettext_lazy("sent back"),
    State.RECALLED: gettext_lazy("taken back"),
    State.APPROVED: gettext_lazy("approved, to be entered"),
    State.PERFORMED: gettext_lazy("approved and entered"),
}


def approval_cards(
    file: CaseFile, speak: Speaker, person: Person, now: int, opens: Opens
) -> list[dict[str, Any]]:
    """The last submission of each step, the newest first; `opens` says whose files are open to this person."""
    last = {one.step: one for one in submissions(file.history.sealed)}
    found = sorted(last.values(), key=lambda one: one.record.recorded_at, reverse=True)
    for one in found:
        speak.know({one.record.entered_by, one.by, *(seat.officer for seat in one.seats)})
        speak.know(opinion.by for opinion in (*one.opinions, *one.beside))
    return [_card(file, speak, one, person, now, opens) for one in found]


def _card(
    file: CaseFile, speak: Speaker, one: Submission, person: Person, now: int, opens: Opens
) -> dict[str, Any]:
    me = person.officer or person.account
    awaiting = one.state is State.AWAITING
    seated = {one.by, *(seat.officer for seat in one.seats)}
    title = _("Approval: {step} ({state})").format(step=speak.step_id(one.step), state=_STATES[one.state])
    things = submitted_listing(file, one.record)
    address = {"case": file.history.opening.case, "submission": one.record.id}
    return {
        "boxes": ApprovalBoxes(title, _boxes(file, speak, one, now)),
        "key": one.record.id,
        "past": one.state is State.PERFORMED,
        "ended": _("{name}: {text}").format(name=speak.officer(one.ended.by), text=one.ended.text)
        if one.ended
        else "",
        "url": url_of("casework:approval", **address),
        "files": files_shown(one.record, speak) if one.record.attachments and opens(one.record) else (),
        "things": [f"{name}{spec and f' {spec}'} {n} {unit}" for name, spec, n, unit in things],
        "seen": file.history.position,
        "gives": may_give(file, one, person, now),
        "barred": _barred(speak, why_no_deputy(file, one, person, now)),
        "recalls": awaiting and one.by == me,
        "countersigns": awaiting and me not in seated and not may_give(file, one, person, now),
        "carries": one.state is State.APPROVED and me in (one.by, one.opinions[-1].by),
    }


def _barred(speak: Speaker, why: PlumblineError | None) -> str:
    stop = "。" if speak.language == "zh" else ". "
    said = (why.message(speak.language), why.remedy(speak.language)) if why else ()
    return "".join(f"{one}{stop}" for one in said if one)


def _boxes(file: CaseFile, speak: Speaker, one: Submission, now: int) -> list[ApprovalBox]:
    first = ApprovalBox(
        _("handler"),
        str(one.record.fields.get("opinion") or "") or _("Submitted for approval."),
        speak.officer(one.record.entered_by),
        speak.time(one.record.recorded_at),
    )
    boxes = [first]
    for place, seat in enumerate(one.seats):
        if place < len(one.opinions):
            boxes.append(_said(speak, str(OFFICES[seat.office]), one.opinions[place], seat))
        else:
            awaited = _awaits(file, speak, one, seat, now)
            boxes.append(ApprovalBox(str(OFFICES[seat.office]), awaited=awaited))
    return boxes + [_said(speak, _("countersigned"), opinion, None) for opinion in one.beside]


def _said(speak: Speaker, office: str, opinion: Opinion, seat: Seat | None) -> ApprovalBox:
    name = speak.officer(opinion.by)
    if seat is not None and opinion.by != seat.officer:
        name = _("{deputy} for {name}").format(deputy=name, name=speak.officer(seat.officer))
    return ApprovalBox(office, opinion.text, name, speak.time(opinion.at))


def _awaits(file: CaseFile, speak: Speaker, one: Submission, seat: Seat, now: int) -> str:
    name = speak.officer(seat.officer)
    if seat != one.awaited:
        return str(_("then {name}")).format(name=name) if one.state is State.AWAITING else "—"
    away = away_today(file, one, now)
    if away is None:
        return str(_("waits for {name}")).format(name=name)
    if not away.deputy:
        told = _("waits for {name}, away until {day} without a deputy")
    elif away.may:
        told = _("waits for {name}; {deputy} stands in until {day}")
    else:
        told = _("waits for {name}, away until {day}; {deputy}, who stands in, may not sign here")
    speak.know([away.deputy])
    deputy, day = speak.officer(away.deputy), speak.short(day_of(away.last))
    return str(told).format(name=name, deputy=deputy, day=day)


def with_chains(
    file: CaseFile,
    found: list[Possibility],
    now: int,
    officers: OfficerRegister,
    known: Mapping[tuple[str, str], tuple[Seat, ...]],
    mine: str,
) -> list[Possibility]:
    """Steps with an approval chain may be submitted by whoever handles the case, whatever role does them; by whoever
    reviews or presides their own alone.

    `known` are the chains of the organ, `mine` is the role whose page it is.
    """
    procedure, apart = file.history.opening.procedure, is_apart(file.docket.procedure, mine)
    chained = {step for of, step in known if of == procedure}
    wanted = {
        SAME_ROLE.get(one.step.role, one.step.role)
        for one in found
        if one.step.id in chained and one.step.role and one.step.role not in OUTSIDE_ROLES and not apart
    }
    instead = {
        one.step.id: one
        for role in sorted(wanted)
        for one in possible(file, now, role, officers)
        if one.step.id in chained and SAME_ROLE.get(one.step.role or "", one.step.role) == role
    }
    open_states = (State.AWAITING, State.APPROVED)
    awaited = {one.step for one in submissions(file.history.sealed) if one.state in open_states}
    return [replace(instead.get(one.step.id, one)) for one in found if one.step.id not in awaited]


def typed_before(file: CaseFile, step: Step) -> dict[str, Any]:
    """What the form said when it was sent back or taken back, to be mended: fields, officers, papers with their blanks,
    the spans of recordings.
    """
    record = _sent_back(file, step)
    if record is None:
        return {}
    values = record.fields.get("values")
    read = read_fields(step.fields, values) if isinstance(values, Mapping) else {}
    found: dict[str, Any] = {PREFIX + name: value for name, value in read.items()}
    for slot, recorded in recording_slots(recordings_of(record)).items():
        found |= {f"{slot}_from": recorded.start, f"{slot}_to": recorded.end}
    made = [one for one in _rows(record, "make") if isinstance(one, Mapping)]
    for one in made:
        kind, asks = kind_of_paper(str(one.get("kind"))), one.get("asks")
        if kind is not None and isinstance(asks, Mapping):
            found |= {ask_name(kind, str(name)): text for name, text in asks.items()}
    found["papers"] = [str(one.get("kind")) for one in made] + list(map(str, _rows(record, "papers")))
    found["others"] = list(map(str, _rows(record, "others")))
    return found


def parts_before(file: CaseFile, step: Step) -> dict[str, list[str]]:
    """What its parts said, as they were sent: things it is about, benchmark and leniency list, how it was served."""
    record = _sent_back(file, step)
    if record is None:
        return {}
    return {**things_sent_back(file, step.id), **typed_discretion(record), **typed_service(record)}


def opinion_before(file: CaseFile, step: Step) -> str:
    """The opinion with which it was submitted."""
    record = _sent_back(file, step)
    return str(record.fields.get("opinion") or "") if record is not None else ""


def _sent_back(file: CaseFile, step: Step) -> Record | None:
    last = next((one for one in reversed(submissions(file.history.sealed)) if one.step == step.id), None)
    return last.record if last is not None and last.state in (State.RETURNED, State.RECALLED) else None


def _rows(record: Record, name: str) -> tuple[Json, ...]:
    rows = record.fields.get(name)
    return tuple(rows) if isinstance(rows, list | tuple) else ()
