"""What the agreement tests and the third reading once found, each as one small case judged both ways."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agreement.judging import Batch, agree, explain, judge_plain
from agreement.random_cases import RandomCase
from agreement.random_expressions import vocabulary
from agreement.world import SET_BY, Figures, calendar, register
from plumbline.core.clocks.civil import day_of
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.facts.case import Coverage
from plumbline.core.facts.record import Record
from plumbline.core.rules.evaluate_batch import Setting
from plumbline.core.rules.evaluate_one import RuleSet
from plumbline.core.rules.expression import Due, Expression
from plumbline.core.rules.parse import parse
from plumbline.core.rules.rule import (
    Before,
    Body,
    ByDate,
    Clock,
    Exclusion,
    Extension,
    FigurePeriod,
    Interval,
    Limit,
    OnExpiry,
    Place,
    Rule,
    Until,
)  # fmt: skip
from plumbline.core.rules.typing import check_truth, check_value
from plumbline.core.vocabulary import Bearer

DAY = day_of(date(2024, 9, 2))
HOUR = 3_600_000_000


def truth(text: str, step: str) -> Expression:
    return check_truth(parse(text), vocabulary(()), [step])


def act(number: int, step: str, after: int, hour: int | None = None, **fields: Any) -> Record:
    day, table = DAY + after, calendar("cn")
    at = table.midnight(day) + (hour or 0) * HOUR
    exact = hour is not None
    return Record(str(number), step, number, day, at, exact, day, at, exact, at, (), fields, case="c")


def clock(n: int = 5, unit: Unit = Unit.DAYS, **more: Any) -> Clock:
    term = more.pop("term", Period(n, unit, roll=False))
    return Clock(Bearer.ORGAN, more.pop("opens", ("file",)), more.pop("to", ("decide",)), term, **more)


def outcomes(
    bodies: Body | list[Body], *records: Record, now: int = 30, ends: tuple[str, ...] = (), **more: Any
) -> list[tuple[str, str, int | None]]:
    """Rule, outcome and due day of the plain evaluator, after the columns were seen to say the same."""
    bodies = bodies if isinstance(bodies, list) else [bodies]
    as_of = more.pop("as_of", None)
    rules = tuple(
        Rule(f"r{i}", "p", "says", "says", ("§1",), b, "2026-01-01", Place("t", 1), 0, as_of=as_of)
        for i, b in enumerate(bodies)
    )
    table = calendar("cn")
    missing = Coverage(frozenset(more.pop("uncovered", ())))
    setting = Setting(table, Figures(DAY), (), register(DAY, closed=True), missing, table.midnight(DAY + now))
    batch = Batch(
        0, RuleSet(rules, SET_BY, ends), setting, (RandomCase("c", records, more.pop("header", {})),)
    )
    report = agree(batch)
    assert not report.differences, explain(batch, report.differences[0])
    return [
        (v.rule, v.outcome.value, None if v.due is None else v.due - DAY) for v in judge_plain(batch)["c"]
    ]


@pytest.mark.parametrize(
    ("condition", "counts"),
    [("exists(notify)", True), ("case.special", True), ("at > '2024-01-31'", True), ("is_working_day(at)", True),
     ("figure('cap') > 50", True), ("b", False)],
)  # fmt: skip
def test_the_condition_of_a_pause_is_read_in_full(condition: str, counts: bool) -> None:
    body = clock(excludes=(Exclusion("pause", "resume", truth(condition, "pause")),))
    acts = [
        act(0, "file", 0),
        act(1, "notify", 1),
        act(2, "pause", 2),
        act(3, "resume", 4),
        act(4, "decide", 7),
    ]
    found = outcomes(body, *acts, header={"special": True})
    assert found == [("r0", "satisfied" if counts else "violated", 7 if counts else 5)]


def test_a_truth_that_is_compared_is_decided_by_itself() -> None:
    body = Before(("decide",), truth("(last(review).n > 1) = false", "decide"))
    assert outcomes(body, act(0, "decide", 0)) == [("r0", "satisfied", None)]


def test_equal_to_an_unknown_is_unknown() -> None:
    body = Before(("decide",), truth("sum(review.m) = 0", "decide"))
    assert outcomes(body, act(0, "decide", 0), uncovered=("review",)) == [("r0", "undetermined", None)]


def test_a_day_shifted_from_no_record_is_no_record() -> None:
    body = Limit(("inspect",), truth("plus(case.deadline, 2, 'days') >= at", "inspect"))
    assert outcomes(body, act(0, "inspect", 0)) == [("r0", "violated", None)]


def test_of_two_fields_of_the_judged_record_the_first_sets_the_fact() -> None:
    body = Limit(("assess",), truth("case.twice", "assess"))
    assert outcomes(body, act(0, "assess", 0, b=True, granted=False)) == [("r0", "satisfied", None)]


def test_one_figure_in_two_units_gives_two_terms() -> None:
    terms = [FigurePeriod("term", unit, roll=False) for unit in (Unit.DAYS, Unit.MONTHS)]
    found = outcomes([clock(term=t) for t in terms], act(0, "file", 1), now=2)
    assert [due for _, _, due in found] == [8, 1 + (date(2025, 4, 3) - date(2024, 9, 3)).days]


@pytest.mark.parametrize(("days", "outcome"), [(-1, "satisfied"), (1, "violated"), (None, "undetermined")])
def test_the_term_of_a_clock_is_asked_on_the_day_the_rule_names(days: int | None, outcome: str) -> None:
    """The term is 7 days from the middle on, and before the day 40 days earlier nobody knows it."""
    asked = {"d": DAY - 20} if days == 1 else {"d": DAY} if days == -1 else {}
    as_of = check_value(parse("d"), vocabulary(()), ["file"])
    term = FigurePeriod("term", Unit.DAYS, roll=False)
    found = outcomes(clock(term=term), act(0, "file", 1, **asked), act(1, "decide", 7), as_of=as_of)
    assert found[0][1] == outcome


def test_an_interval_may_begin_on_the_day_of_entry() -> None:
    start = check_value(parse("recorded_on"), vocabulary(()), ["notify"])
    body = Interval(Bearer.ORGAN, ("notify",), ("decide",), Period(3, Unit.DAYS), start)
    assert outcomes(body, act(0, "notify", 0), act(1, "decide", 4)) == [("r0", "satisfied", None)]


@pytest.mark.parametrize("order", [1, -1])
def test_an_end_that_another_clock_deems_is_seen_whatever_is_written_first(order: int) -> None:
    ending = clock(5, on_expiry=OnExpiry(deem="withdraw"), to=("notify",))
    waiting = clock(20)
    found = outcomes([ending, waiting][::order], act(0, "file", 0), ends=("withdraw",), now=12)
    assert sorted(o for _, o, _ in found) == ["not_applicable", "violated"]


def test_a_clock_does_not_read_what_it_deems_itself() -> None:
    body = clock(5, opens=("file", "request"), on_expiry=OnExpiry(deem="withdraw"))
    found = outcomes(body, act(0, "file", 0), act(1, "request", 2), ends=("withdraw",))
    assert [o for _, o, _ in found] == ["violated", "violated"]


def test_a_restart_may_bring_forward_a_period_that_begins_later() -> None:
    start = check_value(parse("d"), vocabulary(()), ["file"])
    body = clock(start=start, restart=("renew",))
    found = outcomes(body, act(0, "file", 0, d=DAY + 10), act(1, "renew", 1), act(2, "decide", 9))
    assert found == [("r0", "violated", 6)]


def test_a_set_date_replaces_a_fixed_last_day() -> None:
    until = Until(check_value(parse("d"), vocabulary(()), ["file"]))
    body = clock(term=until, extensions=(Extension("extend", None, "d", None, None, None),))
    acts = [act(0, "file", 0, d=DAY + 5), act(1, "extend", 5, d=DAY + 9), act(2, "decide", 9)]
    assert outcomes(body, *acts) == [("r0", "satisfied", 9)]


def test_an_extension_never_shortens() -> None:
    body = clock(extensions=(Extension("extend", "n", None, None, None, None),))
    acts = [act(0, "file", 0), act(1, "extend", 1, n=-3), act(2, "decide", 5)]
    assert outcomes(body, *acts) == [("r0", "satisfied", 5)]


def test_the_due_day_of_an_extended_clock_is_read_as_extended_though_it_was_met_without() -> None:
    extended = clock(extensions=(Extension("extend", "n", None, None, None, None),))
    reader = clock(opens=("extend",), to=("notify",), term=Until(Due("r0")))
    acts = [act(0, "file", 0), act(1, "decide", 1), act(2, "extend", 2, n=4), act(3, "notify", 8)]
    assert outcomes([extended, reader], *acts) == [("r0", "satisfied", 9), ("r1", "satisfied", 9)]


def test_what_may_match_after_the_end_of_the_case_leaves_no_doubt() -> None:
    acts = [act(0, "file", 0, k="x"), act(1, "close", 2), act(2, "decide", 3)]
    assert outcomes(clock(match=("k",)), *acts, ends=("close",)) == [("r0", "not_applicable", 5)]


def test_what_may_match_after_the_last_hour_leaves_no_doubt() -> None:
    acts = [act(0, "file", 0, 1, k="x"), act(1, "decide", 0, 8)]
    assert outcomes(clock(6, Unit.HOURS, match=("k",)), *acts)[0][1] == "violated"


def test_an_unstated_match_field_of_the_opener_is_unknown_in_hours_too() -> None:
    assert outcomes(clock(24, Unit.HOURS, match=("k",)), act(0, "file", 0, 9))[0][1] == "undetermined"


@pytest.mark.parametrize(
    ("text", "outcome"), [("count(review) != 1.5", "satisfied"), ("count(review) = 1.5", "violated")]
)
def test_a_count_is_a_whole_number(text: str, outcome: str) -> None:
    body = Before(("decide",), truth(text, "decide"))
    assert outcomes(body, act(0, "decide", 0), uncovered=("review",)) == [("r0", outcome, None)]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("recorded_on = '1997-03-01'", "satisfied"), ("time_of_day(at) = '09:00'", "satisfied")],
)
def test_an_act_before_the_calendar_has_its_own_day_and_hour(text: str, outcome: str) -> None:
    body = Limit(("decide",), truth(text, "decide"))
    assert outcomes(body, act(0, "decide", day_of(date(1997, 3, 1)) - DAY, 9)) == [("r0", outcome, None)]


@pytest.mark.parametrize(("after", "outcome"), [(0, "undetermined"), (-3, "satisfied")])
def test_a_last_day_read_from_an_act_needs_one_that_stands_before(after: int, outcome: str) -> None:
    until = Until(check_value(parse("plus(last(notify).at, 9, 'days')"), vocabulary(()), ["file"]))
    acts = [act(0, "notify", after), act(1, "file", 0), act(2, "decide", 2)]
    assert outcomes(clock(term=until), *acts)[0][1] == outcome


@pytest.mark.parametrize(
    "term", [ByDate(1, 31), Period(90, Unit.DAYS, roll=False), Period(2, Unit.YEARS, roll=False)]
)
def test_a_term_may_reach_beyond_the_last_year_of_the_language(term: Any) -> None:
    last = day_of(date.max)
    acts = [act(0, "file", last - 1 - DAY), act(1, "decide", last - DAY)]
    assert outcomes(clock(term=term), *acts, now=last - DAY)[0][:2] == ("r0", "satisfied")


def test_an_absurd_amount_ends_no_scan() -> None:
    body = Limit(("decide",), truth("q * 100 <= q * q + 1000", "decide"))
    assert outcomes(body, act(0, "decide", 0, q=Decimal("999999999999.999999"))) == [
        ("r0", "satisfied", None)
    ]


@pytest.mark.parametrize(
    ("start", "outcome"), [(44_000, "violated"), (DAY + 5, "violated"), (DAY, "satisfied")]
)
def test_an_interval_from_beyond_the_calendar_has_not_passed(start: int, outcome: str) -> None:
    body = Interval(
        Bearer.COURT,
        ("pause",),
        ("notify",),
        Period(5, Unit.WORKING_DAYS, roll=True),
        start=check_value(parse("d"), vocabulary(()), ["pause"]),
    )
    assert outcomes(body, act(0, "pause", 0, d=start), act(1, "notify", 10)) == [("r0", outcome, None)]
