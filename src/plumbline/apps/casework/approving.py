"""Approval of acts: submitted with the form as typed, an opinion in every box, the last one performs the act.

What was submitted is sealed with the submission, so that what is performed is what was approved. The door judges the
act when it is submitted (all but the role at the desk) and again when it is performed; no guard is passed by. Files and
recordings are sealed with the submission, where those who approve see them, and the act names the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from plumbline.apps.attachments.actions import attach
from plumbline.apps.casework.act import Act, Paper, PaperWanted
from plumbline.apps.casework.act_draft import written_recording
from plumbline.apps.casework.actions import Done, drop_draft, hindrances_of, perform_act
from plumbline.apps.casework.approval_chains import chain_of, is_named, named, wanted_role
from plumbline.apps.casework.carrying import recordings_of, things_of
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import (
    AlreadySubmitted,
    DeputyMayNot,
    NoChain,
    NotAwaited,
    OwnSubmission,
    ReasonMissing,
)
from plumbline.apps.casework.handing_over import system_draft
from plumbline.apps.casework.own_pages import check_own_page
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.casework.submitted_things import (
    listed_things,
    moves_of,
    photographs_in,
    photographs_of,
    written_moves,
)
from plumbline.apps.casework.things import check_moves
from plumbline.apps.ledger_store.actions import Draft, Receipt, enter
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.people.queries import away_on, deputises, holders
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.approval import Seat, State, Submission, submissions
from plumbline.core.cases.door import check_person, is_apart
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.field_values import read_fields, written_value
from plumbline.core.cases.hindrance import Side
from plumbline.core.cases.measures import written_things
from plumbline.core.cases.reserved import (
    COUNTERSIGN,
    DISCRETION,
    MOVES,
    OPINION,
    RECALL,
    RECEIVER,
    RECORDINGS,
    RETURN,
    SERVICE,
    SUBMIT,
    THINGS,
)
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.goods.stock import Move
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.procedures.definition import Procedure, Step


@dataclass(frozen=True, slots=True)
class Given:
    """An opinion that was entered; `done` is the act, where it was the last one and the act was performed with it."""

    receipt: Receipt
    done: Done | None = None


def submit_for_approval(
    *,
    person: Person,
    case: str,
    act: Act,
    opinion: str,
    seen: int | None,
    now: int,
    officers: OfficerRegister | None = None,
) -> Receipt:
    """Submits an act to the organ's chain. Raises ActRefused where something stands against it but the role alone, of
    whoever reviews or presides also for that; GoodsError where things could not be moved as it says.
    """
    file = _open(person, case, now)
    step = file.docket.step(act.step)
    seats = chain_of(file, act.step)
    said = {"step": step.title if step else act.step, "step_en": step.english if step else act.step}
    if step is None or not seats:
        raise NoChain(**said)
    open_states = (State.AWAITING, State.APPROVED)
    if any(one.step == act.step and one.state in open_states for one in submissions(file.history.sealed)):
        raise AlreadySubmitted(**said)
    check_own_page(file, act)
    found = hindrances_of(person=person, file=file, act=act, now=now, officers=officers)
    is_own = is_apart(file.docket.procedure, person.role.in_packs)
    against = tuple(one for one in found if one.blocks and (is_own or one.side is not Side.PERSON))
    if against:
        raise ActRefused(title=step.title, hindrances=against)
    check_moves(file, person, act, now)
    draft = _submission(file, person, step, act, seats, opinion, now)
    hashes = [one.hash for one in draft.attachments]

    def along() -> None:
        attach(hashes=hashes, record=draft.id)
        drop_draft(person=person, case=case, step=act.step)

    return enter(draft, expected=_expected(seen, file), now=now, along=along)


def give_opinion(
    *,
    person: Person,
    case: str,
    submission: str,
    opinion: str,
    seen: int | None,
    now: int,
    officers: OfficerRegister | None = None,
) -> Given:
    """The opinion of whoever is awaited, or of their deputy for the day; the last one performs the act.

    Where the act is one of the handler's own, whoever submitted it enters it (`carry_out`). Raises NotAwaited,
    OwnSubmission, DeputyMayNot, and ActRefused or GoodsError where the act may no longer be done: then no opinion is
    entered either.
    """
    file = _open(person, case, now)
    one, seat = _awaited(file, submission, person, now)
    _check_text(opinion)
    act, step = _act(file, one, now)
    performs = (
        one.is_last and is_named(step) and not check_person(file.docket.procedure, step, person.role.in_packs)
    )
    if performs:
        found = hindrances_of(person=person, file=file, act=act, now=now, officers=officers)
        against = tuple(why for why in found if why.blocks)
        if against:
            raise ActRefused(title=step.title, hindrances=against)
        check_moves(file, person, act, now)
    fields: dict[str, Json] = {"submission": submission, "office": str(seat.office), "opinion": opinion}
    position = _expected(seen, file)
    receipt = enter(system_draft(file, OPINION, person, fields, now), expected=position, now=now)
    if not performs:
        return Given(receipt)
    done = perform_act(
        person=person, case=case, act=act, seen=position + 1, now=now, officers=officers, approved=True
    )
    return Given(receipt, done)


def carry_out(
    *, person: Person, case: str, submission: str, now: int, officers: OfficerRegister | None = None
) -> Done:
    """Enters an approved act, exactly as it was approved: by whoever submitted it, or the last to approve it."""
    file = _open(person, case, now)
    one = _found(file, submission)
    if one.state is not State.APPROVED or _name(person) not in (one.by, one.opinions[-1].by):
        raise NotAwaited()
    act, _step = _act(file, one, now)
    return perform_act(
        person=person, case=case, act=act, seen=None, now=now, officers=officers, approved=True
    )


def return_for_mending(
    *, person: Person, case: str, submission: str, reason: str, seen: int | None, now: int
) -> Receipt:
    """Whoever is awaited sends it back; the form as typed is with whoever submitted it."""
    file = _open(person, case, now)
    _one, seat = _awaited(file, submission, person, now)
    _check_text(reason)
    fields: dict[str, Json] = {"submission": submission, "office": str(seat.office), "reason": reason}
    return enter(system_draft(file, RETURN, person, fields, now), expected=_expected(seen, file), now=now)


def recall_submission(
    *, person: Person, case: str, submission: str, reason: str, seen: int | None, now: int
) -> Receipt:
    """Whoever submitted it takes it back while it awaits an opinion."""
    file = _open(person, case, now)
    one = _found(file, submission)
    if one.state is not State.AWAITING or one.by != _name(person):
        raise NotAwaited()
    _check_text(reason)
    fields: dict[str, Json] = {"submission": submission, "reason": reason}
    return enter(system_draft(file, RECALL, person, fields, now), expected=_expected(seen, file), now=now)


def countersign(
    *, person: Person, case: str, submission: str, opinion: str, seen: int | None, now: int
) -> Receipt:
    """Somebody of the organ beside the chain adds an opinion while it is under way."""
    file = _open(person, case, now)
    one = _found(file, submission)
    if one.state is not State.AWAITING or _name(person) in (one.by, *(seat.officer for seat in one.seats)):
        raise NotAwaited()
    _check_text(opinion)
    fields: dict[str, Json] = {"submission": submission, "opinion": opinion}
    return enter(
        system_draft(file, COUNTERSIGN, person, fields, now), expected=_expected(seen, file), now=now
    )


def may_give(file: CaseFile, one: Submission, person: Person, now: int) -> bool:
    """Whether the submission awaits the opinion of this person."""
    try:
        _awaited(file, one.record.id, person, now)
    except (NotAwaited, OwnSubmission, DeputyMayNot):
        return False
    return True


def why_no_deputy(
    file: CaseFile, one: Submission, person: Person, now: int
) -> OwnSubmission | DeputyMayNot | None:
    """Why somebody who stands in for whoever is awaited may not give the opinion; None for all others."""
    try:
        _awaited(file, one.record.id, person, now)
    except (OwnSubmission, DeputyMayNot) as why:
        return why
    except NotAwaited:
        return None
    return None


@dataclass(frozen=True, slots=True)
class Away:
    """Whoever is awaited is away to the day: who stands in (empty: nobody), and whether they may give the opinion."""

    last: dt.date
    deputy: str
    may: bool


def away_today(file: CaseFile, one: Submission, now: int) -> Away | None:
    """That whoever the submission awaits is away today; None for somebody who is there."""
    today = file.docket.calendar.local_day(now)
    seat, step = one.awaited, file.docket.step(one.step)
    found = away_on(seat.officer, today) if seat is not None else None
    if seat is None or step is None or found is None:
        return None
    deputy, last = found
    wanted = wanted_role(seat, step, is_last=one.is_last)
    holds = wanted is None or deputy in holders(wanted, today, organ=file.history.opening.organ)
    return Away(last, deputy, bool(deputy) and deputy != one.by and holds)


def _open(person: Person, case: str, now: int) -> CaseFile:
    file = read_case(case)
    check_access(person, CASE_ACT, file.place, file.docket.calendar.local_day(now))
    return file


def _found(file: CaseFile, submission: str) -> Submission:
    for one in submissions(file.history.sealed):
        if one.record.id == submission:
            return one
    raise NotAwaited()


def _awaited(file: CaseFile, submission: str, person: Person, now: int) -> tuple[Submission, Seat]:
    one = _found(file, submission)
    seat, step = one.awaited, file.docket.step(one.step)
    if seat is None or step is None:
        raise NotAwaited()
    if _name(person) != seat.officer:
        if not deputises(_name(person), seat.officer, file.docket.calendar.local_day(now)):
            raise NotAwaited()
        _check_deputy(one, seat, file.docket.procedure, step, person)
    return one, seat


def _check_deputy(one: Submission, seat: Seat, procedure: Procedure, step: Step, person: Person) -> None:
    """A deputy signs where the organ alone wants a name, never for what they submitted themselves; where the law names
    a role, only who holds it.
    """
    if _name(person) == one.by:
        raise OwnSubmission(step=step.title, step_en=step.english)
    wanted = wanted_role(seat, step, is_last=one.is_last)
    if wanted is not None and person.role is not wanted:
        raise DeputyMayNot(step=step.title, step_en=step.english, **named(wanted, procedure, step))


def _submission(
    file: CaseFile, person: Person, step: Step, act: Act, seats: tuple[Seat, ...], opinion: str, now: int
) -> Draft:
    """The record of the submission: the form as typed, files and photographs, whoever receives things beside it."""
    photographs, salts = photographs_of(act.moves)
    receiver = next((one.receiver for one in act.moves if one.receiver), "")
    personal = {**act.personal, **({RECEIVER: receiver} if receiver else {})}
    draft = system_draft(file, SUBMIT, person, _submitted(step, act, seats, opinion), now, personal=personal)
    return replace(draft, attachments=(*act.attachments, *photographs), salts={**act.salts, **salts})


def _submitted(step: Step, act: Act, seats: tuple[Seat, ...], opinion: str) -> dict[str, Json]:
    values = {
        name: written_value(step.fields[name], value)
        for name, value in act.values.items()
        if name in step.fields and value is not None
    }
    return {
        "step": step.id,
        "seats": [{"office": str(one.office), "officer": one.officer} for one in seats],
        "opinion": opinion,
        "values": values,
        "others": list(act.others),
        "papers": [one.kind for one in act.papers],
        "make": [{"kind": one.kind, "asks": dict(one.asks)} for one in act.make],
        **({} if act.named is None else {THINGS: written_things(act.named)}),
        **({MOVES: written_moves(act.moves)} if act.moves else {}),
        **({RECORDINGS: [written_recording(one) for one in act.recordings]} if act.recordings else {}),
        **({} if act.discretion is None else {DISCRETION: dict(act.discretion)}),
        **({SERVICE: act.beside[SERVICE]} if SERVICE in act.beside else {}),
    }


def _act(file: CaseFile, one: Submission, now: int) -> tuple[Act, Step]:
    """The act as it was submitted; it happens when it is approved."""
    step = file.docket.step(one.step)
    if step is None:
        raise NotAwaited()
    fields = one.record.fields
    values = fields.get("values")
    opened = personal_values([one.record.id])
    personal = {
        place.name: opening.value
        for place, opening in opened.items()
        if place.kind == "personal" and opening.value is not None
    }
    receiver = str(personal.pop(RECEIVER, ""))
    salts = {place.name: opening.salt for place, opening in opened.items() if place.kind == "attachment"}
    moves, shown = moves_of(one.record, receiver, salts), photographs_in(one.record)
    named = things_of(one.record)
    act = Act(
        step=step.id,
        at=Moment(written_instant(now), "microsecond"),
        others=tuple(map(str, _rows(fields.get("others")))),
        values=read_fields(step.fields, values) if isinstance(values, Mapping) else {},
        personal=personal,
        papers=tuple(Paper(str(kind)) for kind in _rows(fields.get("papers"))),
        make=tuple(_wanted(row) for row in _rows(fields.get("make")) if isinstance(row, Mapping)),
        recordings=recordings_of(one.record),
        attachments=tuple(file for file in one.record.attachments if file.id not in shown),
        salts={name: salt for name, salt in salts.items() if name not in shown},
        discretion=said if isinstance(said := fields.get(DISCRETION), Mapping) else None,
        beside={SERVICE: fields[SERVICE]} if SERVICE in fields else {},
        named=named,
        moves=moves,
        listing=listed_things(file, named or (), moves),
        place=next((each.movement.place for each in moves if each.movement.move is Move.TAKE_IN), ""),
    )
    return act, step


def _wanted(row: Mapping[str, Json]) -> PaperWanted:
    asks = row.get("asks")
    said = {name: str(text) for name, text in asks.items()} if isinstance(asks, Mapping) else {}
    return PaperWanted(str(row.get("kind")), said)


def _rows(written: Json) -> tuple[Json, ...]:
    return tuple(written) if isinstance(written, list | tuple) else ()


def _check_text(text: str) -> None:
    if not text.strip():
        raise ReasonMissing()


def _expected(seen: int | None, file: CaseFile) -> int:
    return seen if seen is not None else file.history.position


def _name(person: Person) -> str:
    return person.officer or person.account
