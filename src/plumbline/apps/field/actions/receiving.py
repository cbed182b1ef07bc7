"""A visit from the field is entered: the case if it is not there, each act as it happened, then the arrival.

Each step finds what an earlier attempt left, by the ids that the device gave, so a visit may be sent as often as the
network wants: a crash after any step leaves acts that the next attempt passes over. What stood against the acts is
judged from the records themselves once all are there, and sealed with the arrival: no later edit takes it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.attachments.queries import salt_of
from plumbline.apps.casework.act import Act, Paper, RecordingOf
from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseNotFound
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.field import interviews, store
from plumbline.apps.field.actions.confirming import confirm_acts
from plumbline.apps.field.actions.judging import conflicts_of, findings_of
from plumbline.apps.field.actions.numbers import use_number
from plumbline.apps.field.errors import FileMissing
from plumbline.apps.field.models import FieldArrival
from plumbline.apps.field.models import FieldFile as HeldFile
from plumbline.apps.ledger_store.actions import enter
from plumbline.apps.ledger_store.errors import CaseMoved, RecordKept
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.errors import ValueUnreadable
from plumbline.core.cases.field_clock import ClockReading
from plumbline.core.cases.field_values import read_value
from plumbline.core.cases.field_visit import FieldAct, FieldFile, Visit, VisitUnreadable
from plumbline.core.cases.reserved import FIELD_ARRIVAL
from plumbline.core.errors import InputError
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Attachment
from plumbline.core.procedures.definition import FieldDefinition

_TRIES = 5
_KINDS = {"film": "audio_video", "sound": "audio"}
"""Kinds of recordings of the packs, by what the device calls them."""
_PAPERS = {"interview": interviews.PAPER}


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a visit: its arrival; `again` when it had arrived before."""

    arrival: FieldArrival
    again: bool


def receive_visit(*, person: Person, visit: Visit, now: int, imported_by: Sequence[str] = ()) -> Received:
    """Enters a visit once. Raises AccessRefused, VisitUnreadable, FileMissing, StoreError; then nothing is lost: what
    was entered stays, and the device sends again.
    """
    there = store.arrival_of(visit.id)
    if there is not None:
        return Received(there, True)
    # A bundle travels for hours or days: its device's clock cannot be held against the server's, but for the future.
    compared = min(now, visit.sent.wall * 1000) if imported_by else now
    clock = ClockReading(visit.sent, compared)
    files = _files(visit)
    is_new = _case_of(person, visit, now)
    for act in visit.acts:
        _enter_act(person, visit, act, clock, files, now)
    today = read_case(visit.case).docket.calendar.local_day(now)
    unfit = confirm_acts(visit, now=now, today=today) if visit.confirmed else []
    _enter_arrival(person, visit, clock, (is_new, unfit), now, imported_by)
    arrived = store.arrival_of(visit.id)
    assert arrived is not None
    return Received(arrived, False)


def _files(visit: Visit) -> Mapping[str, HeldFile]:
    found = store.files(visit.files)
    for name in visit.files:
        if name not in found:
            raise FileMissing(file=name)
    return found


def _case_of(person: Person, visit: Visit, now: int) -> bool:
    """Sees that the case is there; whether this visit opened it."""
    try:
        file = read_case(visit.case)
    except CaseNotFound:
        _open(person, visit, now)
        return True
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    return False


def _open(person: Person, visit: Visit, now: int) -> None:
    told = visit.opening
    if told.procedure not in shelf().procedures:
        raise VisitUnreadable(place="opening.procedure", problem=told.procedure)
    place = Place(person.organ, person.divisions[0])
    docket = shelf().docket(told.procedure, told.field, place.division)
    facts: dict[str, Value] = {
        name: _read("opening.facts", docket.procedure.attributes[name].definition, value)
        for name, value in told.facts.items()
        if name in docket.procedure.attributes
    }
    opening = Opening(told.procedure, None, told.cause, told.field, facts, told.party)
    handlers = list(dict.fromkeys([person.signs_as, *visit.acts[0].others]))
    open_case(person=person, place=place, opening=opening, now=now, case=visit.case, handlers=handlers)


def _enter_act(
    person: Person,
    visit: Visit,
    act: FieldAct,
    clock: ClockReading,
    files: Mapping[str, HeldFile],
    now: int,
) -> None:
    for left in reversed(range(_TRIES)):
        file = read_case(visit.case)
        if any(one.record.id == act.record for one in file.held):
            break
        try:
            done = _act(file, visit, act, clock, files)
            perform_act(
                person=person,
                case=visit.case,
                act=done,
                seen=file.history.position,
                now=now,
                officers=officer_register(),
                mode="attest",
                record=act.record,
            )
        except CaseMoved:
            if not left:
                raise  # nothing is lost: the device sends again
            continue
        except RecordKept as error:
            if error.held.record.case != visit.case:
                raise
        break
    for kind, number in act.papers:
        if number:
            use_number(number, kind=kind, case=visit.case)


def _act(
    file: CaseFile, visit: Visit, act: FieldAct, clock: ClockReading, files: Mapping[str, HeldFile]
) -> Act:
    step = file.docket.step(act.step)
    if step is None:
        raise VisitUnreadable(place="acts.step", problem=act.step)
    values = {
        name: _read(f"acts.{act.step}.{name}", step.fields[name], value)
        for name, value in act.values.items()
        if name in step.fields and value is not None
    } | interviews.said(step, act.interviews)
    papers = [Paper(kind, number=number or None) for kind, number in act.papers]
    papers += [Paper(_PAPERS[one.role], _name_of(one)) for one in act.files if one.role in _PAPERS]
    try:
        salts = {_named(one.file): salt_of(files[one.file].hash) for one in act.taken}
    except NoSuchFile as error:  # swept after a week without its visit
        raise FileMissing(file=str(error.data.get("hash"))) from error
    return Act(
        act.step,
        _moment(act, clock),
        None if act.until is None else _written(clock.instant(act.until)),
        others=act.others,
        values=values,
        personal=interviews.apart(act.interviews),
        papers=tuple(papers),
        recordings=tuple(
            RecordingOf(
                _KINDS[one.role],
                _name_of(one),
                None if one.start is None else clock.instant(one.start),
                None if one.end is None else clock.instant(one.end),
            )
            for one in act.files
            if one.role in _KINDS
        ),
        attachments=tuple(_attachment(one.file, files[one.file]) for one in act.taken),
        salts={name: salt for name, salt in salts.items() if salt is not None},
        captured=_captured(visit, act, clock),
    )


def _read(place: str, definition: FieldDefinition, written: Json) -> Value:
    try:
        return read_value(definition, written)
    except (ValueUnreadable, InputError) as error:
        raise VisitUnreadable(place=place, problem=error.message("zh")) from error


def _moment(act: FieldAct, clock: ClockReading) -> Moment:
    """When it happened; a late entry states the minute by hand."""
    if act.stated_at:
        return Moment(f"{act.stated_at}+08:00", "minute")
    return _written(clock.instant(act.at))


def _written(instant: int) -> Moment:
    return Moment(written_instant(instant)[:19] + "+08:00", "second")


def _named(file: str) -> str:
    return f"field-{file[:12]}"


def _name_of(one: FieldFile) -> str | None:
    """Its id in the record; none of what was refused, which was made all the same."""
    return _named(one.file) if one.not_taken is None else None


def _attachment(identity: str, row: HeldFile) -> Attachment:
    return Attachment(_named(identity), row.media_type, row.size, row.hash, True)


def _captured(visit: Visit, act: FieldAct, clock: ClockReading) -> dict[str, Json]:
    """What the device says of the act, its clock beside the server's."""
    told: dict[str, Json] = {
        "visit": visit.id,
        "at": act.at.to_json(),
        "off_ms": clock.off,
        "clock_moved": clock.was_moved(act.at),
        "late": visit.late,
    }
    if act.unfinished:
        told["unfinished"] = True
    if act.until is not None:
        told["until"] = act.until.to_json()
    if act.checked:
        told["checked"] = [{"item": o.item, "result": o.result, "note": o.note} for o in act.checked]
    if act.interviews:
        kept = {one.file for one in act.taken}
        names = [_named(one.file) if one.file in kept else None for one in act.interviews]
        told["interviews"] = interviews.written(act.interviews, names)
    if refused := [(one.role, one.not_taken) for one in act.files if one.not_taken is not None]:
        told["refused"] = [
            {"role": role, "why": one.why, "sha256": one.sha256, "size": one.size} for role, one in refused
        ]
    for name, shown in (("card_shown", act.card_shown), ("code_shown", act.code_shown)):
        if shown is not None:
            told[name] = shown
    return told


def _enter_arrival(
    person: Person,
    visit: Visit,
    clock: ClockReading,
    found: tuple[bool, Sequence[str]],
    now: int,
    imported_by: Sequence[str],
) -> None:
    """The arrival, with what stood against the acts; what an earlier attempt entered already is passed over."""
    is_new, unfit = found
    for left in reversed(range(_TRIES)):
        file = read_case(visit.case)
        fields: dict[str, Json] = {
            "visit": visit.id,
            "device": visit.device,
            "officer": person.signs_as,
            "order": visit.order,
            "late": visit.late,
            "sent": visit.sent.to_json(),
            "off_ms": clock.off,
            "happened": written_instant(_moment(visit.acts[0], clock).earliest),
            "records": [one.record for one in visit.acts],
            "files": len(visit.files),
            "breaches": findings_of(file, visit, clock, now, unfit),
            "conflicts": conflicts_of(file, visit, is_new, now),
        }
        if imported_by:
            fields["imported_by"] = list(imported_by)
        draft = plain_draft(
            file.docket, visit.case, FIELD_ARRIVAL, person, file.history.opening.organ, now, fields=fields
        )
        try:
            enter(replace(draft, id=f"field-{visit.id}"), expected=file.history.position, now=now)
        except CaseMoved:
            if not left:
                raise
            continue
        except RecordKept:
            return
        return
