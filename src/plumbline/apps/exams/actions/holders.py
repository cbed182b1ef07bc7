"""The names of who sat an exam are destroyed by two people after their retention, as other personal values are.

What a crash leaves: before COMMIT everything as it was, after it no name in any table; old bytes in the database's own
logs go with `plumbline ledger erase`, as after every destruction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import DatabaseError

from plumbline.apps.case_file.destruction import erase
from plumbline.apps.exams import store
from plumbline.apps.exams.actions.drafting import draft, pack
from plumbline.apps.exams.policies import DESTROY as MAY_DESTROY
from plumbline.apps.exams.queries.reading import sitting_of
from plumbline.apps.exams.waiting import MATTER
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter, enter_all
from plumbline.apps.ledger_store.erasing import TracesRemain
from plumbline.apps.ledger_store.queries import case_records, destroyed_places
from plumbline.apps.reminders.actions import forget
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.destroying import Proposal
from plumbline.core.cases.destroying_errors import NothingChosen, NotProposed
from plumbline.core.cases.legal_hold import check_not_held
from plumbline.core.cases.reserved import PROPOSE_DESTRUCTION, VOID_ACT
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.exams import holders, written
from plumbline.core.exams.errors import ExamUnknown
from plumbline.core.exams.sitting import Sitting, stream_of
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation, Record
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields


@dataclass(frozen=True, slots=True)
class Why:
    """Why the names go: the day on which their retention ran out (from 1970-01-01), appraisal and ground."""

    expired: int
    appraisal: str
    ground: str


def propose_holders_destroyed(
    *, person: Person, sitting: str, why: Why, seen: int, now: int, today: int
) -> None:
    """Proposes; nothing goes yet. Raises AccessRefused, ExamError, DestroyingError, HoldError, StoreError."""
    made = _reached(person, sitting, today)
    holders.check_may_destroy(made, why.expired, today)
    _check_hold(made)
    places = list(places_of(sitting).values())
    if not places:
        raise NothingChosen()
    fields = destruction_fields(
        places=places,
        retention_expired=date_of(why.expired).isoformat(),
        appraisal=why.appraisal.strip(),
        ground=why.ground.strip(),
    )
    one = draft(person, stream_of(sitting), PROPOSE_DESTRUCTION, fields, organ=made.organ, now=now)
    enter(one, expected=seen, now=now)


def refuse_holders_destroyed(
    *, person: Person, sitting: str, proposal: str, reason: str, seen: int, now: int, today: int
) -> None:
    """The proposal is void. Raises AccessRefused, NotProposed, StoreError."""
    made = _reached(person, sitting, today)
    found = holders.open_proposal(_records(sitting))
    if found is None or found.record != proposal:
        raise NotProposed(record=proposal)
    void = draft(person, stream_of(sitting), VOID_ACT, {"reason": reason.strip()}, organ=made.organ, now=now)
    enter(replace(void, corrects=proposal), expected=seen, now=now)


def confirm_holders_destroyed(
    *, person: Person, sitting: str, proposal: str, seen: int, now: int, today: int
) -> bool:
    """Destroys every name that was proposed, in the name of both; whether the database's own logs are clean, too.

    Raises AccessRefused, ExamError, DestroyingError, HoldError, StoreError, and then nothing was destroyed.
    """
    made = _reached(person, sitting, today)
    told = holders.proposal_to_confirm(_records(sitting), proposal, person.signs_as)
    holders.check_may_destroy(made, parse_day(told.retention_expired), today)
    _check_hold(made)
    places = places_of(sitting)
    if set(places.values()) != set(told.places):
        raise NothingChosen()
    fields: dict[str, Json] = {"proposal": proposal, "papers": len(places)}
    done = draft(person, stream_of(sitting), holders.DESTROYED, fields, organ=made.organ, now=now)
    acts = [_act(person, made, told, paper, place, now) for paper, place in places.items()]

    def along() -> None:
        store.forget_holders(sitting)
        for paper in places:
            forget(MATTER.format(paper=paper))

    wanted = [Wanted(done, seen), *(Wanted(one, None) for one in acts)]
    enter_all(wanted, now=now, along=along)
    try:
        erase()
    except (TracesRemain, DatabaseError):  # the web's role owns no table on PostgreSQL; the command goes on
        return False
    return True


def places_of(sitting: str) -> dict[str, ValuePlace]:
    """By paper where the name of its holder still lies."""
    found = {}
    for seat in store.seats_in(sitting):
        opening = case_records(written.stream_of(seat.paper))[0].record
        found[seat.paper] = ValuePlace(opening.id, "personal", written.HOLDER)
    gone = destroyed_places([place.record for place in found.values()])
    return {paper: place for paper, place in found.items() if place not in gone}


def _act(person: Person, made: Sitting, told: Proposal, paper: str, place: ValuePlace, now: int) -> Draft:
    me = person.signs_as
    return Draft(
        id=f"{told.order}-{paper}",
        case=written.stream_of(paper),
        step=DESTROY,
        at=Moment(written_instant(now), "microsecond"),
        organ=made.organ,
        entered_by=me,
        pack=f"sha256:{pack()}",
        by=(Actor(told.by, told.role), Actor(me, person.role.in_packs)),
        confirmations=(Confirmation(told.by, told.entered), Confirmation(me, now)),
        fields=destruction_fields(
            places=[place],
            retention_expired=told.retention_expired,
            appraisal=told.appraisal,
            ground=told.ground,
        ),
    )


def _reached(person: Person, sitting: str, today: int) -> Sitting:
    """The exam, as somebody may reach it who destroys names. Raises AccessRefused, ExamUnknown."""
    made = sitting_of(sitting)
    if not made.is_shown_to(person.signs_as):
        raise ExamUnknown()
    check_access(person, MAY_DESTROY, Place(made.organ, made.division), today)
    return made


def _check_hold(made: Sitting) -> None:
    """Raises FilesHeld: an authority may have ordered that the file of the exam is kept as it is."""
    if made.case:
        check_not_held([held.record for held in case_records(made.case)], made.plan.title)


def _records(sitting: str) -> list[Record]:
    return [held.record for held in case_records(stream_of(sitting))]
