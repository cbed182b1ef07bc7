"""The lawful way to destroy personal values: proposed by one person of the organ, confirmed by another.

`now` is microseconds since 1970-01-01 UTC, `seen` the number of records of the case that the person saw.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.db import DatabaseError

from plumbline.apps.case_file.actions import case_draft, open_file
from plumbline.apps.case_file.destruction import (
    Destroying,
    carry_out,
    check_may_destroy,
    erase,
    identifies_served,
)
from plumbline.apps.case_file.policies import DESTRUCTION_CONFIRM, DESTRUCTION_PROPOSE
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.ledger_store.actions import Receipt, enter
from plumbline.apps.ledger_store.erasing import TracesRemain
from plumbline.apps.ledger_store.queries import destroyed_places
from plumbline.core.authority.person import Person
from plumbline.core.cases.destroying import check_run_out, open_proposal, proposal_to_confirm
from plumbline.core.cases.destroying_errors import NothingChosen, NotProposed, NotYetExpired
from plumbline.core.cases.keeping import Keeping
from plumbline.core.cases.keeping_errors import NotEnded
from plumbline.core.cases.reserved import PROPOSE_DESTRUCTION, VOID_ACT
from plumbline.core.clocks.civil import date_of
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.ledger.system_acts import ValuePlace, destruction_fields
from plumbline.core.ledger.verify import places_of


@dataclasses.dataclass(frozen=True, slots=True)
class Proposing:
    """What goes and why; `expired` is the day on which its retention ran out, as days since 1970-01-01."""

    places: Sequence[ValuePlace]
    expired: int
    appraisal: str
    ground: str


def propose_destruction(*, person: Person, case: str, proposing: Proposing, seen: int, now: int) -> Receipt:
    """Proposes; nothing is destroyed yet.

    Raises AccessRefused, DestroyingError, KeepingError, KeptWithTheFile, RecordMalformed, CaseMoved.
    """
    file, keeping = open_file(person, case, DESTRUCTION_PROPOSE, now)
    if proposing.expired > file.docket.calendar.local_day(now):
        raise NotYetExpired(day=date_of(proposing.expired).isoformat())
    _check(file, keeping, proposing.places, proposing.expired, now)
    fields = destruction_fields(
        places=proposing.places,
        retention_expired=date_of(proposing.expired).isoformat(),
        appraisal=proposing.appraisal.strip(),
        ground=proposing.ground.strip(),
    )
    return enter(case_draft(file, person, PROPOSE_DESTRUCTION, now, fields), expected=seen, now=now)


def refuse_destruction(
    *, person: Person, case: str, proposal: str, reason: str, seen: int, now: int
) -> Receipt:
    """The proposal is void; raises AccessRefused, NotProposed, CaseMoved."""
    file, _keeping = open_file(person, case, DESTRUCTION_PROPOSE, now)
    found = open_proposal(file.history.sealed)
    if found is None or found.record != proposal:
        raise NotProposed(record=proposal)
    draft = case_draft(file, person, VOID_ACT, now, {"reason": reason.strip()})
    return enter(dataclasses.replace(draft, corrects=proposal), expected=seen, now=now)


def confirm_destruction(*, person: Person, case: str, proposal: str, seen: int, now: int) -> bool:
    """Destroys what was proposed, in the name of both people; whether no trace is left in the database's own logs.

    Called again for an act that did not come to its end it goes on from there. Raises AccessRefused, DestroyingError,
    KeepingError, KeptWithTheFile, CaseMoved; then nothing was destroyed.
    """
    file, keeping = open_file(person, case, DESTRUCTION_CONFIRM, now)
    name = person.officer or person.account
    told = proposal_to_confirm(file.history.sealed, proposal, name)
    if not any(one.id == told.order for one in file.history.sealed):
        expired = Moment(told.retention_expired, "day")
        _check(file, keeping, told.places, file.docket.calendar.local_day(expired.earliest), now)
    order = Destroying(
        id=told.order,
        case=case,
        places=told.places,
        retention_expired=told.retention_expired,
        appraisal=told.appraisal,
        ground=told.ground,
        at=Moment(written_instant(now), "microsecond"),
        by=(Actor(told.by, told.role), Actor(name, person.role.in_packs)),
        confirmations=(Confirmation(told.by, told.entered), Confirmation(name, now)),
        organ=file.history.opening.organ,
        entered_by=name,
        pack=f"sha256:{file.docket.procedure.content_hash}",
    )
    carry_out(order, expected=seen, now=now)
    try:
        erase()
    except (TracesRemain, DatabaseError):  # the web's role owns no table on PostgreSQL; the command goes on
        return False
    return True


def _check(file: CaseFile, keeping: Keeping, places: Sequence[ValuePlace], expired: int, now: int) -> None:
    ended = file.docket.end_of(file.history.folded(now))
    if ended is None:
        raise NotEnded(number=file.history.opening.number)
    records = file.history.sealed
    there = {place for one in records for place in places_of(one)} - destroyed_places(
        [one.id for one in records]
    ).keys()
    if not places or not there.issuperset(places):
        raise NothingChosen()
    check_may_destroy(file.held, places)
    with_file = identifies_served(file.held, places)
    check_run_out(keeping, places, ended=ended.day, expired=expired, with_file=with_file)
