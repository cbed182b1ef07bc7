"""A case at a glance: taking records one by one gives what folding all of them gives."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.ledger import NOON, SECOND, act, opening

from plumbline.core.cases.overview import Overview, advance, begin, fold
from plumbline.core.cases.reserved import CONFIRM_ACT, OPEN_CASE, VOID_ACT
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Record

DAYS = [f"2026-03-{day:02}" for day in range(1, 6)]
TIMES = [Moment(day, "day") for day in DAYS] + [Moment(f"{day}T09:00+08:00", "minute") for day in DAYS]


def record(draft: Draft, position: int = 0) -> Record:
    return entered(draft, recorded_at=NOON + position * SECOND, previous=None, chance=bytes)[0]


def case(*acts: dict[str, Any]) -> list[Record]:
    drafts = [opening("c")] + [act("c", **{"id": f"r{n}", **one}) for n, one in enumerate(acts, 1)]
    return [record(draft, position) for position, draft in enumerate(drafts)]


def test_a_case_just_opened_stands_at_its_opening() -> None:
    found = fold(case())
    assert (found.first_step, found.last_step, found.position, found.ended) == (
        OPEN_CASE,
        OPEN_CASE,
        1,
        False,
    )
    assert (found.procedure, found.division, found.ends) == ("penalty.ordinary", "650105", ("close_case",))


def test_acts_are_ordered_by_when_they_happened_and_the_systems_own_do_not_count_as_progress() -> None:
    found = fold(
        case(
            {"step": "inspect", "at": Moment("2026-03-03", "day")},
            {"step": "report", "at": Moment("2026-03-01", "day")},
            {"step": CONFIRM_ACT, "at": Moment("2026-03-05", "day")},
        )
    )
    assert (found.first_step, found.first_at) == ("report", "2026-03-01")
    assert (found.last_step, found.last_at) == ("inspect", "2026-03-03")
    assert found.counts == {OPEN_CASE: 1, "inspect": 1, "report": 1, CONFIRM_ACT: 1}


def test_a_case_that_was_taken_up_again_has_not_ended_until_its_next_end() -> None:
    first, *acts = case({"step": "close_case"}, {"step": "reopen"}, {"step": "close_case"})
    stated = replace(first, fields={**first.fields, "reopens": ["reopen"]})
    ended = [fold([stated, *acts[:n]]).ended for n in range(len(acts) + 1)]
    assert ended == [False, True, False, True]


def test_a_voided_end_opens_the_case_again_and_a_restated_act_counts_once_at_its_new_time() -> None:
    acts = case(
        {"step": "inspect", "at": Moment("2026-03-02", "day")},
        {"step": "close_case", "at": Moment("2026-03-04", "day")},
        {"step": VOID_ACT, "corrects": "r2"},
        {"step": "inspect", "corrects": "r1", "at": Moment("2026-03-03", "day")},
    )
    assert fold(acts[:3]).ended
    found = fold(acts)
    assert not found.ended
    assert found.counts == {OPEN_CASE: 1, "inspect": 1}
    assert (found.first_at, found.last_at, found.position) == ("2026-03-03", "2026-03-03", 5)
    assert found.last_recorded_at == NOON + 4 * SECOND


def test_a_restated_opening_gives_its_new_header() -> None:
    again = replace(opening("c", fields={"number": "第2号"}), id="r9", corrects="c-open")
    assert fold([*case(), record(again, 1)]).number == "第2号"


@given(
    st.lists(
        st.tuples(st.sampled_from(["inspect", "decide", "close_case", CONFIRM_ACT]), st.sampled_from(TIMES))
    )
)
def test_one_by_one_is_the_same_as_all_at_once(acts: list[tuple[str, Moment]]) -> None:
    records = case(*({"step": step, "at": at} for step, at in acts))
    known: Overview = begin(records[0])
    for one in records[1:]:
        known = advance(known, one)
    assert known == fold(records)


def test_a_case_that_does_not_begin_with_an_opening_is_refused() -> None:
    with pytest.raises(RecordMalformed):
        fold(case({"step": "inspect"})[1:])
