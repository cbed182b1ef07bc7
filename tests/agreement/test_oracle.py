"""The plain evaluator against a reading of the specification that walks days and tries every order within a day."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.examples import some

from agreement import oracle
from agreement.world import calendar
from plumbline.core.clocks.civil import day_of
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.data_file.errors import Place
from plumbline.core.facts.case import fold
from plumbline.core.facts.record import Record
from plumbline.core.rules.evaluate_one import CompiledRules, NoFigures, RuleSet
from plumbline.core.rules.expression import COMPARISONS
from plumbline.core.rules.parse import parse
from plumbline.core.rules.rule import Before, Body, Clock, Exclusion, Extension, Interval, Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Bearer, Outcome

HOUR = 3_600_000_000
ANCHORS = {"cn": (date(2024, 9, 26), date(2025, 1, 24), date(2024, 2, 1)), "nl": (date(2024, 3, 27),)}
COMPARE: dict[str, Callable[[object, object], bool]] = dict(
    zip(
        COMPARISONS,
        (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge),
        strict=True,
    )
)


def verdicts(body: Body, records: Sequence[Record], now: int, ends: tuple[str, ...] = (), zone: str = "cn"):  # type: ignore[no-untyped-def]
    rule = Rule("r", "p", "r", "r", ("§1",), body, "2026-01-01", Place("t", 1), 0)
    compiled = CompiledRules(RuleSet((rule,), {}, ends), calendar(zone), NoFigures())
    return compiled.judge(fold("c", records, now), now)


@st.composite
def record(draw: st.DrawFn, number: int, steps: Sequence[str], days: tuple[int, int], zone: str) -> Record:
    table = calendar(zone)
    day = draw(st.integers(*days))
    precise = draw(st.booleans())
    instant = table.midnight(day) + (draw(st.sampled_from((1, 8, 9, 12))) * HOUR if precise else 0)
    end_day, end_instant, end_precise = day, instant, precise
    if draw(st.integers(0, 5)) == 0:
        end_day = day + draw(st.integers(0, 2))
        end_precise = precise and draw(st.booleans())
        end_instant = max(instant, table.midnight(end_day)) + (HOUR if end_precise else 0)
    late = draw(st.sampled_from((0, 0, 0, 1, 24, 72, -24)))
    fields = {"k": draw(st.sampled_from(("x", "x", "y", None))), "n": draw(st.sampled_from((1, 2, 5, None)))}
    return Record(
        f"{number}", draw(st.sampled_from(steps)), draw(st.integers(0, 3)) * 10 + number, day, instant, precise,
        end_day, end_instant, end_precise, end_instant + late * HOUR, (),
        {name: value for name, value in fields.items() if value is not None},
    )  # fmt: skip


@st.composite
def histories(draw: st.DrawFn, steps: Sequence[str], most: int, spread: int) -> tuple[str, int, list[Record]]:
    zone = draw(st.sampled_from(("cn", "cn", "nl")))
    first = day_of(draw(st.sampled_from(ANCHORS[zone])))
    number = draw(st.integers(1, most))
    records = [draw(record(i, steps, (first, first + spread), zone)) for i in range(number)]
    return zone, first, records


# what stands before


ATOMS = ("exists(p)", "count(p)", "last(p).n", "first(p).n", "not exists(p)", "last(p).k")


def _reading(atom: str, compare: str, limit: int) -> Callable[[Sequence[Record], Record], bool | None]:
    def holds(earlier: Sequence[Record], judged: Record) -> bool | None:
        found = [r for r in earlier if r.step == "p"]
        if atom.endswith("exists(p)"):
            return bool(found) is not atom.startswith("not")
        if atom == "count(p)":
            return COMPARE[compare](len(found), limit)
        if not found:
            return False
        value = found[0 if atom.startswith("first") else -1].fields.get(atom[-1])
        if value is None:
            return None
        return value == "x" if atom.endswith("k") else COMPARE[compare](value, limit)

    return holds


@settings(max_examples=some(400))
@given(
    histories(("p", "p", "d"), 4, 2), st.sampled_from(ATOMS), st.sampled_from(COMPARISONS), st.integers(0, 3)
)
def test_before_tries_every_order(history, atom, compare, limit) -> None:  # type: ignore[no-untyped-def]
    zone, first, records = history
    text = (
        atom if "exists" in atom else f"{atom} = 'x'" if atom.endswith("k") else f"{atom} {compare} {limit}"
    )
    now = calendar(zone).midnight(first + 40)
    body = Before(("d",), parse(text))
    for verdict in verdicts(body, records, now, zone=zone):
        expected = oracle.before(records, verdict.record, calendar(zone), _reading(atom, compare, limit))
        assert verdict.outcome.value == expected.outcome, text


@settings(max_examples=some(300))
@given(
    histories(("a", "t"), 4, 8),
    st.sampled_from((Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS)),
    st.integers(1, 4),
)
def test_intervals_count_full_days(history, unit, n) -> None:  # type: ignore[no-untyped-def]
    zone, first, records = history
    body = Interval(Bearer.ORGAN, ("a",), ("t",), Period(1 if unit is Unit.MONTHS else n, unit))
    for verdict in verdicts(body, records, calendar(zone).midnight(first + 40), zone=zone):
        expected = oracle.interval(body, records, verdict.record, calendar(zone))
        assert verdict.outcome.value == expected.outcome


# clocks


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    unit = draw(
        st.sampled_from((Unit.DAYS, Unit.DAYS, Unit.WORKING_DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS))
    )
    n = 1 if unit in (Unit.MONTHS, Unit.YEARS) else draw(st.integers(1, 8))
    extensions = (
        (
            Extension(
                "x",
                draw(st.sampled_from(("n", 2))),
                None,
                draw(st.sampled_from((None, 3))),
                draw(st.sampled_from((None, 1))),
                None,
            ),
        )
        if unit is not Unit.YEARS and draw(st.booleans())
        else ()
    )
    return Clock(
        Bearer.ORGAN,
        ("a",),
        ("t",),
        Period(n, unit, draw(st.booleans())),
        match=("k",) if draw(st.integers(0, 3)) == 0 else (),
        extensions=extensions,
        excludes=(Exclusion("p", "q", None),) if draw(st.booleans()) else (),
        restart=("s",) if draw(st.integers(0, 3)) == 0 else (),
        survives=draw(st.booleans()),
    )


def _agrees(verdict: Verdict, expected: oracle.Answer) -> None:
    assert verdict.outcome.value == expected.outcome
    if verdict.outcome in (Outcome.PENDING, Outcome.VIOLATED) and expected.due is not None:
        assert verdict.due == expected.due
    if verdict.outcome is Outcome.VIOLATED and expected.days_over is not None:
        assert verdict.days_over == expected.days_over
    if verdict.outcome is not Outcome.VIOLATED and expected.late_entry is not None:
        assert verdict.late_entry is expected.late_entry


@settings(max_examples=some(600))
@given(histories(("t", "t", "x", "p", "q", "s", "z"), 6, 14), clocks(), st.integers(5, 45), st.integers(0, 3))
def test_clocks_walk_day_by_day(history, body, today, opened) -> None:  # type: ignore[no-untyped-def]
    zone, first, records = history
    table = calendar(zone)
    day = first + opened
    opener = Record(
        "a", "a", 5, day, table.midnight(day), False, day, table.midnight(day), False, 0, (), {"k": "x"}
    )
    now = table.midnight(first + today) + HOUR
    held = [r for r in [opener, *records] if r.recorded_at <= now]
    found = verdicts(body, [opener, *records], now, ("z",), zone)
    _agrees(found[0], oracle.clock(body, opener, held, ("z",), now, table))


@settings(max_examples=some(300))
@given(
    histories(("a", "t", "t", "z"), 4, 3), st.sampled_from((6, 24, 48)), st.integers(0, 100), st.booleans()
)
def test_clocks_in_hours(history, n, hours, matched) -> None:  # type: ignore[no-untyped-def]
    zone, first, records = history
    table = calendar(zone)
    now = table.midnight(first) + hours * HOUR
    body = Clock(Bearer.ORGAN, ("a",), ("t",), Period(n, Unit.HOURS), match=("k",) if matched else ())
    held = [r for r in records if r.recorded_at <= now]
    for verdict in verdicts(body, records, now, ("z",), zone):
        opener = next(r for r in held if r.id == verdict.record)
        expected = oracle.clock(body, opener, held, ("z",), now, table)
        assert verdict.outcome.value == expected.outcome


@pytest.mark.parametrize("zone", ["cn", "nl"])
def test_the_walk_knows_a_rest_day(zone: str) -> None:
    table = calendar(zone)
    saturdays = [
        d for d in range(day_of(date(2024, 3, 2)), day_of(date(2024, 12, 1)), 7) if not table.is_working(d)
    ]
    assert saturdays
