"""Setting an exam up: who sits it, what papers are drawn from, the seed committed to; and more time where it is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.casework.opening import Also
from plumbline.apps.exams import store
from plumbline.apps.exams.actions.drafting import EXAM, draft, opening, paper_draft, paper_opening, seed_of
from plumbline.apps.exams.models import ExamQuestion, ExamSeat
from plumbline.apps.exams.policies import RUN
from plumbline.apps.exams.queries.reading import sitting_of, version_of
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter, enter_all
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.entries import officer_register_of
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.docket import Docket
from plumbline.core.clocks.civil import date_of
from plumbline.core.exams import written
from plumbline.core.exams.errors import ExamUnknown, NotNow
from plumbline.core.exams.question import Body, State, Version, cited, is_in_force
from plumbline.core.exams.sitting import (
    EXTEND,
    MINUTE,
    PROCEDURE,
    Enrolled,
    Plan,
    Sitting,
    check_extend,
    check_plan,
    opened,
    stream_of,
)
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.oversight.draw import commitment_of, in_order, list_hash

CONFIDENTIAL: Final = "任前考法"
"""All that is called of an exam before appointment where others may read."""


def items_for(plan: Plan, division: str, on: int) -> tuple[str, ...]:
    """Versions in use for these bodies whose article is in force on the day; of an exam before appointment without
    those that the two people who see it wrote, since they decide its appeals.
    """
    rows = ExamQuestion.objects.filter(division=division, state=State.IN_USE.value)
    wanted = {Body.ALL, *plan.bodies}
    found = [
        one.item
        for one in map(version_of, rows)
        if wanted & set(one.wording.bodies)
        and not (plan.is_confidential and one.author in plan.watchers)
        and _in_force(one, on)
    ]
    return in_order(found) if found else ()


def _in_force(one: Version, on: int) -> bool:
    """Whether every edition that the question cites holds on the day."""
    registry = shelf().registry
    return all(
        is_in_force(citation, registry, date_of(on)) for citation in cited(one.wording.basis, registry)
    )


def set_up_exam(*, person: Person, plan: Plan, people: Sequence[Enrolled], now: int, today: int) -> str:
    """Sets an exam up with a paper for each who sits it, and commits to the seed; the exam's id. Raises ExamUnfit."""
    place = Place(person.organ, person.divisions[0][:6] if person.divisions else "")
    check_access(person, RUN, place, today)
    items = items_for(plan, place.division, today)
    check_plan(plan, len(items), [one.holder for one in people], now, person.signs_as)
    id = uuid4().hex
    if plan.is_confidential:
        wanted = _drafts(person, plan, place, id, "", items, now)
        seats, papers = _papers(plan, place, id, people, now)
        enter_all([wanted, *papers], now=now, along=lambda: store.place_seats(seats))
        return id

    def more(_docket: Docket, first: Sequence[Draft]) -> Also:
        seats, papers = _papers(plan, place, id, people, now)
        made = _drafts(person, plan, place, id, first[0].case, items, now)
        return Also([made, *papers], lambda: store.place_seats(seats))

    facts: dict[str, Value] = {"exam_kind": plan.purpose.value, "party_kind": "organisation"}
    case = open_case(
        person=person, place=place, opening=Opening(EXAM, None, plan.title, facts=facts), now=now, more=more
    )
    plan_in_case(person, case, plan, now)
    return id


def plan_in_case(person: Person, case: str, plan: Plan, now: int) -> None:
    """The case of the exam says what is planned."""
    docket = shelf().docket(EXAM)
    values: dict[str, Value] = {
        "exam_kind": plan.purpose.value,
        "title": CONFIDENTIAL if plan.is_confidential else plan.title,
        "held_on": docket.calendar.local_day(plan.opens_at),
        "questions": plan.count,
        "pass_share": plan.share,
    }
    act = Act("plan_exam", Moment(written_instant(now), "microsecond"), values=values)
    officers = officer_register_of(person)
    perform_act(person=person, case=case, act=act, seen=None, now=now, officers=officers)


def _drafts(
    person: Person, plan: Plan, place: Place, id: str, case: str, items: Sequence[str], now: int
) -> Wanted:
    more = opened(
        plan, items=items, list_hash=list_hash(items), commitment=commitment_of(seed_of(id)), case=case
    )
    told = {"organ": person.organ, "now": now}
    made = opening(person, stream_of(id), PROCEDURE, plan.title, place.division, more, **told)  # type: ignore[arg-type]
    return Wanted(made, 0)


def _papers(
    plan: Plan, place: Place, id: str, people: Sequence[Enrolled], now: int
) -> tuple[list[ExamSeat], list[Wanted]]:
    """A seat and the opening of a paper for each; the opening names nobody, and of a confidential exam no unit."""
    seats, wanted = [], []
    title = CONFIDENTIAL if plan.is_confidential else plan.title
    for one in people:
        paper = uuid4().hex
        seats.append(ExamSeat(paper=paper, sitting=id, holder=one.holder, unit=one.unit))
        unit = "" if plan.is_confidential else one.unit
        made = (id, title, place.organ, place.division)
        wanted.append(Wanted(paper_opening(paper, one.holder, unit, made, now), 0))
    return seats, wanted


def run_by(person: Person, sitting_id: str, today: int) -> Sitting:
    """The exam, as somebody who runs exams may reach it. Raises AccessRefused, ExamUnknown."""
    made = sitting_of(sitting_id)
    if not made.is_shown_to(person.signs_as):
        raise ExamUnknown()
    check_access(person, RUN, Place(made.organ, made.division), today)
    return made


def extend_time(
    *, person: Person, sitting: str, minutes: int, reason: str, now: int, today: int, paper: str = ""
) -> None:
    """Gives more time, to everybody or to one paper, with the reason: the server was away, somebody needs longer."""
    made = run_by(person, sitting, today)
    check_extend(made, minutes, reason)
    fields: dict[str, Json] = {"minutes": minutes, "reason": reason.strip()}
    if not paper:
        wanted = draft(person, stream_of(sitting), EXTEND, fields, organ=made.organ, now=now)
        seen = len(case_records(stream_of(sitting)))
        enter(wanted, expected=seen, now=now, along=lambda: store.extend(sitting, minutes * MINUTE))
        return
    seat = store.seat_of(paper)
    if seat is None or seat.sitting != sitting or seat.began_at is None or seat.handed_at is not None:
        raise NotNow(problem_zh="这份试卷没有开始，或者已经交卷", problem_en="it is not begun, or handed in")
    fields["by"] = person.signs_as
    one = paper_draft(paper, written.EXTEND, fields, organ=made.organ, now=now)
    enter(one, expected=None, now=now, along=lambda: store.extend(sitting, minutes * MINUTE, paper, now))
