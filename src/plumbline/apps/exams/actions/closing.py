"""The end of an exam: what was not handed in is, papers are marked, the seed is published; later the result by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case, perform_acts
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.exams import store
from plumbline.apps.exams.actions.drafting import EXAM, checked_seed, draft, paper_draft
from plumbline.apps.exams.actions.setting_up import CONFIDENTIAL, plan_in_case, run_by
from plumbline.apps.exams.actions.taking import hand_in_saved
from plumbline.apps.exams.models import ExamPaper
from plumbline.apps.exams.queries.reading import versions
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter, enter_all
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.queries.entries import officer_register_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.exams import written
from plumbline.core.exams.errors import NotNow
from plumbline.core.exams.paper import mark
from plumbline.core.exams.sitting import (
    CLOSE,
    PUBLISH,
    Sitting,
    Tally,
    check_close,
    check_publish,
    stream_of,
    written_tallies,
)
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant

_LOT: Final = 400


def close_exam(*, person: Person, sitting: str, now: int, today: int) -> None:
    """Hands in what is left, marks every paper by the keys of its versions and publishes the seed.

    Stopped half-way and asked again it goes on where it was. Raises NotNow, ExamUnknown.
    """
    made = run_by(person, sitting, today)
    seats = store.seats_in(sitting)
    begun = [one for one in seats if one.began_at is not None]
    left = [one for one in begun if one.handed_at is None]
    running = sum(one.due_at is not None and one.due_at > now for one in left)
    check_close(made, now, running, sum(one.handed_at is None for one in seats))
    seed = checked_seed(made)
    for one in left:
        hand_in_saved(one.paper, organ=made.organ, now=now, by_system=True)
    unmarked = ExamPaper.objects.filter(sitting=sitting, right=None).exclude(handed_at=None)
    _enter(marks(made, list(unmarked.order_by("key").values_list("key", flat=True)), now), now)
    fields: dict[str, Json] = {"seed": seed, "appeals_end": today + made.plan.appeal_days}
    closing = draft(person, stream_of(sitting), CLOSE, fields, organ=made.organ, now=now)
    seen = len(case_records(stream_of(sitting)))

    def still_all() -> None:
        if any(one.began_at is not None and one.handed_at is None for one in store.seats_in(sitting)):
            raise NotNow(problem_zh="有人刚刚开始答题", problem_en="somebody has just begun")

    enter_all([Wanted(closing, seen)], now=now, then=still_all)


def marks(
    made: Sitting, papers: Sequence[str], now: int, corrected: Mapping[str, str] | None = None
) -> list[Draft]:
    """Records that mark these papers, under the keys of the versions as far as they were corrected."""
    seats = {one.paper: store.questions_of(one) for one in store.seats_in(made.id)}
    answers = store.answers_in(papers)
    known = versions({item for paper in papers for item in seats[paper]})
    keys = {item: one.wording.key for item, one in known.items()} | {**made.corrected, **(corrected or {})}
    found = []
    for paper in papers:
        result = mark(seats[paper], answers[paper], keys)
        fields: dict[str, Json] = {
            "right": result.right,
            "of": result.of,
            "passed": result.passes(made.plan.share),
        }
        found.append(paper_draft(paper, written.MARK, fields, organ=made.organ, now=now))
    return found


def publish_result(*, person: Person, sitting: str, now: int, today: int) -> None:
    """Puts the result into the exam's case: of an exam before appointment one number, else counts by unit.

    Raises NotNow, ExamUnknown, ActRefused.
    """
    made = run_by(person, sitting, today)
    sat = ExamPaper.objects.filter(sitting=sitting).exclude(handed_at=None)
    check_publish(made, today, sum(sat.values_list("waiting", flat=True)))
    tallies = tallied(sat.values_list("unit", "passed"))
    case = made.case or _open_confidential(person, made, now)
    if not any(held.record.step == "close_exam" for held in case_records(case)):
        _fill(person, case, made, tallies, now)
    if made.plan.training:
        _tell_training(person, made, tallies, now)
    fields: dict[str, Json] = {"tallies": written_tallies(tallies), "case": case}
    told = draft(person, stream_of(sitting), PUBLISH, fields, organ=made.organ, now=now)
    enter(told, expected=len(case_records(stream_of(sitting))), now=now)


def tallied(papers: Iterable[tuple[str, bool | None]]) -> list[Tally]:
    """Participants and passed by unit, in the order of the units' numbers."""
    sat: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for unit, well in papers:
        sat[unit] += 1
        passed[unit] += bool(well)
    return [Tally(unit, sat[unit], passed[unit]) for unit in sorted(sat)]


def _open_confidential(person: Person, made: Sitting, now: int) -> str:
    """The case of an exam before appointment begins when its number may be known, and under the exam's own id."""
    if case_records(made.id):
        return made.id
    facts: dict[str, Value] = {"exam_kind": made.plan.purpose.value, "party_kind": "organisation"}
    opening = Opening(EXAM, None, CONFIDENTIAL, facts=facts)
    place = Place(made.organ, made.division)
    case = open_case(person=person, place=place, opening=opening, now=now, case=made.id)
    plan_in_case(person, case, made.plan, now)
    return case


def _fill(person: Person, case: str, made: Sitting, tallies: Sequence[Tally], now: int) -> None:
    at = Moment(written_instant(now), "microsecond")
    kind = made.plan.purpose.value
    if made.plan.is_confidential:
        total = sum(one.participants for one in tallies)
        acts = [Act("appointment_result", at, values={"participants": total})]
    else:
        acts = [
            Act(
                "unit_result",
                at,
                values={
                    "exam_kind": kind,
                    "unit": one.unit,
                    "participants": one.participants,
                    "passed": one.passed,
                },
            )
            for one in tallies
        ]
    acts.append(Act("close_exam", at))
    officers = officer_register_of(person)
    perform_acts(person=person, case=case, acts=acts, seen=None, now=now, officers=officers)


def _tell_training(person: Person, made: Sitting, tallies: Sequence[Tally], now: int) -> None:
    """The test of a training becomes counts by unit in the training's own case; told once."""
    told = {
        str(held.record.fields.get("unit"))
        for held in case_records(made.plan.training)
        if held.record.step == "after_test"
    }
    at = Moment(written_instant(now), "microsecond")
    acts = [
        Act("after_test", at, values={"unit": one.unit, "taken": one.participants, "passed": one.passed})
        for one in tallies
        if one.unit not in told
    ]
    if acts:
        officers = officer_register_of(person)
        case = read_case(made.plan.training).history.opening.case
        perform_acts(person=person, case=case, acts=acts, seen=None, now=now, officers=officers)


def _enter(drafts: Sequence[Draft], now: int) -> None:
    for start in range(0, len(drafts), _LOT):
        enter_all([Wanted(one, None) for one in drafts[start : start + _LOT]], now=now)
