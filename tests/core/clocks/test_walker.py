"""Every answer of `deadline` against a walker that takes one day at a time, over twenty-two years.

The walker shares nothing with the code under test but the question «is this day a working day».
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.examples import some

from plumbline.core.clocks.arithmetic import account
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import parse_day
from plumbline.core.clocks.counting import Grant, Period, Span, Unit
from plumbline.core.clocks.deadline import due_day, granted, interval_satisfied, latest_notice_day

FIRST, LAST = parse_day("2004-06-01"), parse_day("2026-03-31")
DAY_UNITS = (Unit.DAYS, Unit.WORKING_DAYS)
ALL_UNITS = (*DAY_UNITS, Unit.MONTHS, Unit.YEARS)

starts = st.integers(FIRST, LAST)


def corresponding(start: int, months: int) -> int:
    """民法典 §202 the slow way: try the day, then each earlier one, until the month has it."""
    day = date(1970, 1, 1) + timedelta(days=start)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return (date(year, month + 1, number) - date(1970, 1, 1)).days
        except ValueError:
            continue
    raise AssertionError


def excluded_by(spans: Sequence[Span], day: int) -> bool:
    return any(span.start < day and (span.end is None or day <= span.end) for span in spans)


def walk(start: int, n: int, unit: Unit, roll: bool, calendar: WorkingCalendar, spans: Sequence[Span]) -> int:
    if unit in (Unit.MONTHS, Unit.YEARS):
        n = corresponding(start, n * (12 if unit is Unit.YEARS else 1)) - start
    day, counted = start, 0
    while counted < n:
        day += 1
        if not excluded_by(spans, day) and (unit is not Unit.WORKING_DAYS or calendar.is_working(day)):
            counted += 1
    rolls = roll or unit is Unit.WORKING_DAYS
    while excluded_by(spans, day) or (rolls and not calendar.is_working(day)):
        day += 1
    return day


def walk_due(
    start: int, period: Period, calendar: WorkingCalendar, extra: int, spans: Sequence[Span]
) -> tuple[int | None, int | None]:
    """Spans join one at a time, in order of their beginning, while they begin before the due day."""
    in_force: list[Span] = []
    n = period.n + extra
    due = walk(start, n, period.unit, period.roll, calendar, in_force)
    for span in sorted(spans, key=lambda s: s.start):
        if span.start >= due:
            break
        in_force.append(span)
        if span.end is None:
            since = span.start
            while excluded_by([s for s in in_force if s is not span], since):
                since -= 1
            return None, since
        due = walk(start, n, period.unit, period.roll, calendar, in_force)
    return due, None


@st.composite
def questions(draw: st.DrawFn) -> tuple[int, Period, int, list[Span]]:
    """Starts everywhere, lengths as statutes have them, spans thick around the due day and its rolled tail."""
    start = draw(starts)
    unit = draw(st.sampled_from(ALL_UNITS))
    longest = {Unit.DAYS: 200, Unit.WORKING_DAYS: 60, Unit.MONTHS: 14, Unit.YEARS: 3}[unit]
    period = Period(draw(st.integers(0, longest)), unit, draw(st.booleans()))
    extra = draw(st.sampled_from((0, 0, 1, 5, 30))) if unit in DAY_UNITS else draw(st.integers(0, 3))
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        x = start + draw(st.integers(-8, 40) | st.integers(period.n - 5, period.n + 6))
        length = draw(st.none() if draw(st.integers(0, 9)) == 0 else st.integers(0, 15))
        spans.append(Span(x, None if length is None else x + length))
    return start, period, extra, spans


@settings(max_examples=some(1500), deadline=None)
@given(question=questions())
def test_due_day_is_the_walkers(cn: WorkingCalendar, question: tuple[int, Period, int, list[Span]]) -> None:
    start, period, extra, spans = question
    due = due_day(start, period, cn, extra=extra, spans=spans)
    assert (due.day, due.suspended_since) == walk_due(start, period, cn, extra, spans)


@settings(max_examples=some(400), deadline=None)
@given(question=questions())
def test_the_account_ends_on_the_due_day(
    cn: WorkingCalendar, question: tuple[int, Period, int, list[Span]]
) -> None:
    start, period, extra, spans = question
    told = account(start, period, cn, extra=extra, spans=spans)
    assert told.due == due_day(start, period, cn, extra=extra, spans=spans)
    if told.due.day is not None:
        assert [run.first for run in told.runs] == sorted(run.first for run in told.runs)
        assert sum(run.days for run in told.runs) == told.due.day - start
        assert sum(run.days for run in told.runs if run.counts) == told.total
    for earlier, later in zip(told.runs, told.runs[1:], strict=False):
        assert earlier.last is not None
        assert later.first == earlier.last + 1


@settings(max_examples=some(600), deadline=None)
@given(start=starts, unit=st.sampled_from(DAY_UNITS), n=st.integers(0, 45), roll=st.booleans())
def test_plain_due_days_over_the_years(
    cn: WorkingCalendar, start: int, unit: Unit, n: int, roll: bool
) -> None:
    assert due_day(start, Period(n, unit, roll), cn).day == walk(start, n, unit, roll, cn, ())


def test_every_single_day_of_twenty_years_for_seven_working_days(cn: WorkingCalendar) -> None:
    period = Period(7, Unit.WORKING_DAYS)
    for start in range(FIRST, LAST):
        assert due_day(start, period, cn).day == walk(start, 7, period.unit, True, cn, ())


@settings(max_examples=some(500), deadline=None)
@given(
    question=questions(),
    grants=st.lists(st.tuples(st.integers(0, 90), st.none() | st.integers(1, 40)), max_size=4),
    cap=st.none() | st.integers(0, 60),
    times=st.none() | st.integers(0, 3),
)
def test_extensions_are_taken_one_by_one(
    cn: WorkingCalendar,
    question: tuple[int, Period, int, list[Span]],
    grants: list[tuple[int, int | None]],
    cap: int | None,
    times: int | None,
) -> None:
    start, period, _, spans = question
    if period.unit not in DAY_UNITS:
        period = Period(period.n, Unit.DAYS, period.roll)
    asked = [Grant(start + day, amount) for day, amount in grants]
    got = granted(start, period, asked, spans, cap=cap, times=times, calendar=cn)
    for unknown, total in ((0, got.extra_low), (9999, got.extra_high)):
        expected, said, open_list = 0, [False] * len(asked), True
        for position, i in enumerate(sorted(range(len(asked)), key=lambda i: (asked[i].day, i))):
            open_list = open_list and (times is None or position < times)
            # only what had begun by the day of the grant was known then
            known = [span for span in spans if span.start < asked[i].day]
            due, _ = walk_due(start, period, cn, expected, known)
            open_list = open_list and (due is None or asked[i].day <= due)
            if open_list:
                said[i] = True
                amount = asked[i].amount
                expected = min(expected + (unknown if amount is None else amount), 9999)
                expected = expected if cap is None else min(expected, cap)
            if expected > 400:
                break  # the walker is slow, and a due day decades away refuses nothing
        else:
            assert total == expected
            if unknown == 0:
                assert got.accepted == tuple(said)


@settings(max_examples=some(500), deadline=None)
@given(start=starts, gap=st.integers(-3, 60), unit=st.sampled_from(DAY_UNITS), n=st.integers(0, 30))
def test_minimum_interval_counts_the_days_between(
    cn: WorkingCalendar, start: int, gap: int, unit: Unit, n: int
) -> None:
    end = start + gap
    between = [d for d in range(start + 1, end) if unit is Unit.DAYS or cn.is_working(d)]
    expected = len(between) >= n and (n > 0 or gap > 0)
    if gap > 0:
        assert interval_satisfied(start, end, Period(n, unit), cn) is expected
    else:
        assert not interval_satisfied(start, end, Period(max(n, 1), unit), cn)


@settings(max_examples=some(500), deadline=None)
@given(event=starts, unit=st.sampled_from(ALL_UNITS), n=st.integers(1, 20))
def test_latest_notice_is_the_last_day_that_still_leaves_the_interval(
    cn: WorkingCalendar, event: int, unit: Unit, n: int
) -> None:
    if unit is Unit.YEARS:
        n = 1 + n % 2
    elif unit is Unit.MONTHS:
        n = 1 + n % 14
    period = Period(n, unit)
    last = latest_notice_day(event, period, cn)
    assert last < event
    assert interval_satisfied(last, event, period, cn)
    assert not any(interval_satisfied(day, event, period, cn) for day in range(last + 1, event))
