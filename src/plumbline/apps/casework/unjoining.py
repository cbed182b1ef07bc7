"""Undoing a joining, or a note of another case, that was wrong: every record of it is declared void, with the reason,
in one transaction.

A joining is undone only while nothing rests on it: once the lead case went on, what it did was done for both, and a
case is split off instead. Voided records stay to be read, and the limits of both cases run again as if never joined.
"""

from __future__ import annotations

from typing import Final

from plumbline.apps.casework.act_draft import plain_draft
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import ReasonMissing
from plumbline.apps.casework.link_errors import JoinRests, LinkUnknown, NotJoined
from plumbline.apps.casework.policies import CASE_ACT, CASE_JOIN
from plumbline.apps.ledger_store.actions import Receipt, Wanted, enter_all
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import void_of
from plumbline.core.cases.joining import RELATED, REVIEWED_BY, SUED_IN, joining_of, rests_on
from plumbline.core.cases.reserved import LINK_CASE, VOID_ACT
from plumbline.core.facts.case import LEAD_CASE
from plumbline.core.ledger.record import Record


def undo_joining(*, person: Person, case: str, reason: str, seen: int | None, now: int) -> Receipt:
    """Takes the joining of the case into its lead back; raises NotJoined, JoinRests, ReasonMissing, CaseMoved."""
    file = _opened(person, case, now)
    if not reason.strip():
        raise ReasonMissing()
    here = joining_of(file.history)
    if here is None:
        raise NotJoined(number=file.history.opening.number)
    lead = _opened(person, str(here.fields[LEAD_CASE]), now)
    there = joining_of(lead.history, case)
    if there is None:
        raise NotJoined(number=file.history.opening.number)
    for one, record in ((lead, there), (file, here)):
        _check_nothing_rests(one, record)
    wanted = [_void(file, here, person, reason, now, seen), _void(lead, there, person, reason, now, None)]
    return enter_all(wanted, now=now)[0]


def undoable_links(file: CaseFile) -> list[Record]:
    """The notes of related cases, reconsiderations and suits that stand: noted by hand, and nothing rests on them."""
    void = void_of(file.history.sealed)
    return [
        one
        for one in file.history.sealed
        if one.step == LINK_CASE and one.id not in void and one.fields.get("kind") in _BY_HAND
    ]


def undo_link(*, person: Person, case: str, record: str, reason: str, seen: int | None, now: int) -> Receipt:
    """Takes a note of another case back, wherever it stands; raises LinkUnknown, ReasonMissing, CaseMoved."""
    file = _opened(person, case, now)
    if not reason.strip():
        raise ReasonMissing()
    here = next((one for one in undoable_links(file) if one.id == record), None)
    if here is None:
        raise LinkUnknown(kind="—")
    wanted = [_void(file, here, person, reason, now, seen)]
    other = str(here.fields.get("case") or "")
    there = read_case(other) if other else None
    if there is not None and there.place.organ == file.place.organ:
        back = [one for one in undoable_links(there) if one.fields.get("case") == case]
        wanted += [_void(there, one, person, reason, now, None) for one in back[-1:]]
    return enter_all(wanted, now=now)[0]


_BY_HAND: Final = frozenset({RELATED, REVIEWED_BY, SUED_IN})


def _opened(person: Person, case: str, now: int) -> CaseFile:
    file = read_case(case)
    today = file.docket.calendar.local_day(now)
    check_access(person, CASE_ACT, file.place, today)
    check_access(person, CASE_JOIN, file.place, today)
    return file


def _check_nothing_rests(file: CaseFile, joining: Record) -> None:
    later = rests_on(file.history, joining)
    if later is not None:
        step = file.docket.step(later.step)
        raise JoinRests(
            number=file.history.opening.number,
            step=step.title if step else "系统记录",
            step_en=step.english if step else "an entry of the system",
        )


def _void(file: CaseFile, record: Record, person: Person, reason: str, now: int, seen: int | None) -> Wanted:
    opening = file.history.opening
    draft = plain_draft(
        file.docket,
        opening.case,
        VOID_ACT,
        person,
        opening.organ,
        now,
        fields={"reason": reason.strip()},
        corrects=record.id,
    )
    return Wanted(draft, seen if seen is not None else file.history.position)
