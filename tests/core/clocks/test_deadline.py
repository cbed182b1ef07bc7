"""Boundaries of counting, each chosen where an easy mistake gives another day."""

from __future__ import annotations

from datetime import date

import pytest

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import MICROSECONDS_A_HOUR, corresponding_day, date_of, parse_day
from plumbline.core.clocks.counting import Grant, Period, Span, Unit
from plumbline.core.clocks.deadline import (
    Due,
    Instants,
    due_day,
    earliest_event_day,
    granted,
    hours_due,
    hours_in_time,
    instants_of_day,
    interval_satisfied,
    latest_notice_day,
    united,
)
from plumbline.core.clocks.errors import DayBeyondCalendar, PeriodUnreadable, UnitNotAllowed

WD, CD, MO, Y = Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS, Unit.YEARS
d = parse_day


def due(cn: WorkingCalendar, start: str, n: int, unit: Unit, roll: bool = True, **adjusted: object) -> str:
    answer = due_day(d(start), Period(n, unit, roll), cn, **adjusted)  # type: ignore[arg-type]
    return "open" if answer.day is None else date_of(answer.day).isoformat()


@pytest.mark.parametrize(
    ("start", "n", "unit", "roll", "expected"),
    [
        pytest.param("2024-09-24", 7, WD, True, "2024-10-09", id="make-up Sunday 29 September counts"),
        pytest.param("2024-10-11", 1, WD, True, "2024-10-12", id="ends on a make-up Saturday"),
        pytest.param("2024-10-12", 1, WD, True, "2024-10-14", id="starts on a make-up Saturday"),
        pytest.param("2024-10-05", 1, WD, True, "2024-10-08", id="starts in the holiday"),
        pytest.param("2025-09-26", 3, WD, True, "2025-09-30", id="National Day 2025, make-up Sunday 28th"),
        pytest.param("2025-09-30", 2, WD, True, "2025-10-10", id="eight days off in 2025"),
        pytest.param("2024-02-09", 2, WD, True, "2024-02-19", id="Spring Festival 2024 to Sunday the 18th"),
        pytest.param("2025-01-26", 2, WD, True, "2025-02-05", id="Spring Festival 2025"),
        pytest.param("2026-02-14", 1, WD, True, "2026-02-24", id="Spring Festival 2026"),
        pytest.param("2024-12-31", 1, WD, True, "2025-01-02", id="year's end"),
        pytest.param("2024-09-20", 15, CD, True, "2024-10-08", id="rolls over the whole holiday"),
        pytest.param("2024-09-27", 15, CD, True, "2024-10-12", id="does not roll off a make-up Saturday"),
        pytest.param("2024-09-20", 15, CD, False, "2024-10-05", id="stays where it does not roll"),
        pytest.param("2024-02-28", 1, CD, True, "2024-02-29", id="leap day"),
        pytest.param("2023-02-28", 1, CD, True, "2023-03-01", id="no leap day"),
        pytest.param("2024-01-31", 1, MO, False, "2024-02-29", id="month's end in a leap year"),
        pytest.param("2023-01-31", 1, MO, False, "2023-02-28", id="month's end"),
        pytest.param("2023-02-28", 1, MO, False, "2023-03-28", id="corresponding day, not month's end"),
        pytest.param("2024-08-31", 6, MO, True, "2025-02-28", id="six months of suit"),
        pytest.param("2024-02-29", 1, Y, False, "2025-02-28", id="a year from the leap day"),
        pytest.param("2024-11-30", 3, MO, True, "2025-02-28", id="month's end over the year"),
        pytest.param("2024-10-05", 0, CD, True, "2024-10-08", id="none of days, on a rest day"),
        pytest.param("2024-10-05", 0, WD, False, "2024-10-08", id="none of working days, on a rest day"),
        pytest.param("2024-10-09", 0, WD, False, "2024-10-09", id="none of working days, on a working day"),
    ],
)
def test_due_days(cn: WorkingCalendar, start: str, n: int, unit: Unit, roll: bool, expected: str) -> None:
    assert due(cn, start, n, unit, roll) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        # fifteen days from 20 September 2024 end on Saturday 5 October and roll to the 8th
        pytest.param([("2024-10-08", "2024-10-20")], "2024-10-08", id="begins on the due day: nothing"),
        pytest.param([("2024-10-08", None)], "2024-10-08", id="open, but on the due day: nothing"),
        pytest.param([("2024-10-05", "2024-10-09")], "2024-10-10", id="begins in the rolled tail"),
        pytest.param([("2024-10-07", None)], "open", id="open since the last day of the tail"),
        pytest.param([("2024-09-25", "2024-09-26")], "2024-10-08", id="one day more, still in the holiday"),
        pytest.param([("2024-09-25", "2024-09-29")], "2024-10-09", id="four days more"),
        pytest.param(
            [("2024-09-25", "2024-09-27"), ("2024-09-26", "2024-09-29")], "2024-10-09", id="overlap"
        ),
        pytest.param([("2024-09-25", "2024-09-25")], "2024-10-08", id="a span of no days"),
        pytest.param(
            [("2024-09-01", "2024-09-22")], "2024-10-08", id="begun before: only 21 and 22 are left out"
        ),
        pytest.param(
            [("2024-10-05", "2024-10-09"), ("2024-10-09", "2024-10-11")], "2024-10-12", id="a chain"
        ),
    ],
)
def test_suspensions(cn: WorkingCalendar, spans: list[tuple[str, str | None]], expected: str) -> None:
    given = [Span(d(x), None if y is None else d(y)) for x, y in spans]
    assert due(cn, "2024-09-20", 15, CD, spans=given) == expected
    assert due(cn, "2024-09-20", 15, CD, spans=given[::-1]) == expected


def test_open_suspension_tells_since_when_it_lasts(cn: WorkingCalendar) -> None:
    spans = [Span(d("2024-09-22"), d("2024-09-24")), Span(d("2024-09-24"), None)]
    assert due_day(d("2024-09-20"), Period(15, CD), cn, spans=spans) == Due(None, d("2024-09-22"), False)
    assert united(spans) == [Span(d("2024-09-22"), None)]


def test_a_span_in_a_holiday_leaves_out_no_working_day(cn: WorkingCalendar) -> None:
    assert due(cn, "2024-09-24", 7, WD, spans=[Span(d("2024-09-30"), d("2024-10-07"))]) == "2024-10-09"


def test_an_extension_is_counted_in_one_piece_and_rolls_once(cn: WorkingCalendar) -> None:
    # 15 days end on 5 October (holiday); 15 + 1 are 6 October: rolling first would give the 9th
    assert due(cn, "2024-09-20", 15, CD, extra=1) == "2024-10-08"
    assert due(cn, "2024-11-30", 3, MO, extra=1) == "2025-03-31"  # 30 March 2025 is a Sunday


@pytest.mark.parametrize(
    ("grants", "cap", "times", "extra", "accepted"),
    [
        pytest.param([("2024-10-08", 30)], None, None, 30, (True,), id="on the rolled due day"),
        pytest.param([("2024-10-09", 30)], None, None, 0, (False,), id="the day after"),
        pytest.param([("2024-10-09", 5), ("2024-10-01", 10)], None, None, 15, (True, True), id="time order"),
        pytest.param([("2024-10-01", 5), ("2024-11-20", 10)], None, None, 5, (True, False), id="second late"),
        pytest.param(
            [("2024-10-01", 20), ("2024-10-02", 20)], 30, None, 30, (True, True), id="cap clips the sum"
        ),
        pytest.param([("2024-10-01", 20), ("2024-10-02", 20)], None, 1, 20, (True, False), id="once only"),
        pytest.param([("2024-10-01", 20)], None, 0, 0, (False,), id="never"),
    ],
)
def test_extensions(
    cn: WorkingCalendar,
    grants: list[tuple[str, int]],
    cap: int | None,
    times: int | None,
    extra: int,
    accepted: tuple[bool, ...],
) -> None:
    asked = [Grant(d(day), amount) for day, amount in grants]
    got = granted(d("2024-09-20"), Period(15, CD), asked, cap=cap, times=times, calendar=cn)
    assert got == (extra, extra, accepted)


def test_an_extension_of_unstated_length_has_two_bounds(cn: WorkingCalendar) -> None:
    asked = [Grant(d("2024-10-01"), None), Grant(d("2024-12-01"), 5)]
    assert granted(d("2024-09-20"), Period(15, CD), asked, calendar=cn) == (0, 9999, (True, False))
    assert granted(d("2024-09-20"), Period(15, CD), asked, cap=60, calendar=cn) == (0, 60, (True, False))


def test_an_extension_granted_while_suspended_is_in_time(cn: WorkingCalendar) -> None:
    asked, open_span = [Grant(d("2025-03-01"), 30)], [Span(d("2024-09-25"), None)]
    assert granted(d("2024-09-20"), Period(15, CD), asked, open_span, calendar=cn).accepted == (True,)


@pytest.mark.parametrize(
    ("start", "n", "unit", "roll", "provisional"),
    [
        ("2026-12-24", 5, WD, True, False),
        ("2026-12-25", 5, WD, True, True),
        ("2026-12-20", 20, CD, True, True),
        ("2026-12-20", 20, CD, False, False),  # no calendar is asked, so nothing can change
        ("2003-12-31", 1, WD, True, False),
        ("2003-12-30", 1, WD, True, True),
    ],
)
def test_provisional_beyond_the_published_calendar(
    cn: WorkingCalendar, start: str, n: int, unit: Unit, roll: bool, provisional: bool
) -> None:
    assert due_day(d(start), Period(n, unit, roll), cn).provisional is provisional
    assert due_day(d(start), Period(n, unit, roll), cn, spans=[Span(0, 0)]).provisional is provisional


def test_intervals_and_notices(cn: WorkingCalendar) -> None:
    week = Period(7, WD)
    # 30 September, 8-12 October (Saturday makes up) and 14 October lie between
    assert interval_satisfied(d("2024-09-29"), d("2024-10-15"), week, cn)
    assert not interval_satisfied(d("2024-09-30"), d("2024-10-15"), week, cn)
    assert not interval_satisfied(d("2024-09-29"), d("2024-10-14"), week, cn)
    assert latest_notice_day(d("2024-10-15"), week, cn) == d("2024-09-29")
    assert earliest_event_day(d("2024-09-29"), week, cn) == d("2024-10-15")
    assert latest_notice_day(d("2024-03-31"), Period(1, MO), cn) == d("2024-02-29")
    assert earliest_event_day(d("2024-01-31"), Period(1, MO), cn) == d("2024-03-01")
    assert earliest_event_day(d("2024-01-31"), Period(0, WD), cn) == d("2024-02-01")


def test_hours_run_on_and_the_last_one_is_in_time(cn: WorkingCalendar) -> None:
    start = cn.midnight(d("2024-09-30")) + 17 * MICROSECONDS_A_HOUR
    last = hours_due(start, 24)
    assert cn.local_day(last) == d("2024-10-01")
    assert hours_in_time(Instants(start, start), Instants(last, last), 24) is True
    assert hours_in_time(Instants(start, start), Instants(last + 1, last + 1), 24) is False
    whole_day = instants_of_day(d("2024-10-01"), cn)
    assert hours_in_time(Instants(start, start), whole_day, 24) is None
    assert hours_in_time(Instants(start, start), whole_day, 48) is True
    assert hours_in_time(instants_of_day(d("2024-09-29"), cn), whole_day, 24) is False


def test_what_cannot_be_counted_says_so(cn: WorkingCalendar) -> None:
    day = d("2024-10-01")
    for call in (
        lambda: due_day(day, Period(24, Unit.HOURS), cn),
        lambda: interval_satisfied(day, day + 3, Period(24, Unit.HOURS), cn),
        lambda: latest_notice_day(day, Period(24, Unit.HOURS), cn),
        lambda: earliest_event_day(day, Period(24, Unit.HOURS), cn),
    ):
        with pytest.raises(UnitNotAllowed):
            call()
    for start in ("1999-12-30", "2079-12-30", "1890-01-01"):
        with pytest.raises(DayBeyondCalendar) as caught:
            due_day(d(start), Period(5, WD), cn)
        assert "2000-01-01" in caught.value.message("zh")
    with pytest.raises(PeriodUnreadable):
        Period(-1, CD)


def test_calendar_days_outside_the_table_do_not_roll_and_are_provisional(cn: WorkingCalendar) -> None:
    assert due_day(d("1949-10-01"), Period(15, CD), cn) == Due(d("1949-10-16"), None, True)
    assert due_day(d("2079-12-31"), Period(9999, MO), cn).provisional
    assert due_day(d("2024-01-01"), Period(9999, Y), cn).day == corresponding_day(d("2024-01-01"), 12 * 9999)


def test_corresponding_days_go_both_ways() -> None:
    assert corresponding_day(d("2024-03-31"), -1) == d("2024-02-29")
    assert date_of(corresponding_day(d("2024-01-15"), -1)) == date(2023, 12, 15)


def test_corresponding_days_stay_within_the_civil_calendar() -> None:
    assert date_of(corresponding_day(d("2024-01-15"), -99_999)) == date.min
    assert date_of(corresponding_day(d("9999-12-31") + 5, 1)) == date.max
