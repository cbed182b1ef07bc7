"""When a period ends: due days, extensions, minimum intervals, backward periods, hours.

Follows architecture §5 («Order and days», «Extension and pause») and decisions 9, 10, 12, 13, 16, 17 and 18
of the batch-evaluation paper. The start day is not counted (民诉法 §85 ¶2, 民法典 §201). The due day is the
first day at or after the n-th counted, not excluded day which is itself not excluded and, where the period
rolls, no rest day. A span that begins on the due day or later changes nothing; a span without an end that
is in force leaves no due day. Days are `int` in the calendar's zone, instants microseconds UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import MICROSECONDS_A_HOUR, corresponding_day
from plumbline.core.clocks.counting import UNKNOWN_AMOUNT, Grant, Period, Span, Unit
from plumbline.core.clocks.errors import UnitNotAllowed

_DAYS, _WORKING = Unit.DAYS, Unit.WORKING_DAYS

# The plain cases read the calendar's lists directly: a scan asks for millions of due days, and a checked method
# call costs more than the answer.


class Due(NamedTuple):
    """A due day. A tuple, because a frozen dataclass costs more to make than the day costs to find.

    `day` is None while an open span suspends the period, and then `suspended_since` is the first day
    of that suspension. `provisional`: the day rests on days for which no calendar has been published.
    """

    day: int | None
    suspended_since: int | None
    provisional: bool


class Granted(NamedTuple):
    """What extensions come to, in the clock's unit: at least `extra_low`, at most `extra_high`.

    `accepted` answers each grant in the order given, as it stands when every unstated amount is 0.
    """

    extra_low: int
    extra_high: int
    accepted: tuple[bool, ...]


def due_day(
    start: int,
    period: Period,
    calendar: WorkingCalendar,
    *,
    extra: int = 0,
    spans: Sequence[Span] = (),
) -> Due:
    """The day on which `period` plus `extra` of the same unit, begun on `start`, ends.

    Raises `UnitNotAllowed` for hours and `DayBeyondCalendar` for working days outside the table. A rolled
    day outside the table stays where it is and is provisional.
    """
    unit = period.unit
    n = period.n + extra
    if not spans and n > 0:
        if unit is _WORKING:
            return _plain_working(start, n, calendar)
        if unit is _DAYS:
            day = start + n
            if not period.roll:
                return Due(day, None, False)
            position = day - calendar.first_day
            if 0 <= position < len(calendar._roll):
                day = calendar._roll[position]
            return Due(
                day,
                None,
                not calendar.published_from <= day <= calendar.published_through,
            )
    if unit is Unit.HOURS:
        raise UnitNotAllowed(unit=unit)
    if unit is _WORKING:
        return _adjusted(start, n, calendar, spans, working=True, rolls=True)
    if unit is not _DAYS:
        n = in_days(start, unit, n)
    return _adjusted(start, n, calendar, spans, working=False, rolls=period.roll)


def _plain_working(start: int, n: int, calendar: WorkingCalendar) -> Due:
    position = start - calendar.first_day
    if not -1 <= position < len(calendar._index):
        calendar.working_index(start)  # raises DayBeyondCalendar
    k = (calendar._index[position] if position >= 0 else 0) + n
    day = calendar._nth[k] if k < len(calendar._nth) else calendar.nth_working(k)
    return Due(
        day,
        None,
        day > calendar.published_through or start < calendar.published_from - 1,
    )


def in_days(start: int, unit: Unit, n: int) -> int:
    """Months and years as the number of days to their corresponding day (decision 16)."""
    return corresponding_day(start, n if unit is Unit.MONTHS else 12 * n) - start


def united(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap made one, empty ones dropped."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if span.end is not None and span.end <= span.start:
            continue
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and span.start > last.end):
            joined.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            joined[-1] = Span(last.start, span.end)
    return joined


def _adjusted(
    start: int,
    n: int,
    calendar: WorkingCalendar,
    spans: Sequence[Span],
    *,
    working: bool,
    rolls: bool,
) -> Due:
    """Decision 9 in one pass: each span that begins before the due day as it then stands adds its counted
    days to the target and keeps the due day behind its own end.
    """
    target = (calendar.working_index(start) if working else start) + n
    barrier = start
    due = _settle(target, barrier, calendar, working, rolls)
    for span in united(spans):
        if span.start >= due:
            break
        if span.end is None:
            return Due(None, span.start, False)
        begin = max(span.start, start)
        if span.end > begin:
            if working:
                target += calendar.working_index(span.end) - calendar.working_index(begin)
            else:
                target += span.end - begin
        barrier = max(barrier, span.end + 1)
        due = _settle(target, barrier, calendar, working, rolls)
    if working:
        provisional = due > calendar.published_through or start < calendar.published_from - 1
    else:
        provisional = rolls and calendar.is_provisional(due)
    return Due(due, None, provisional)


def _settle(target: int, barrier: int, calendar: WorkingCalendar, working: bool, rolls: bool) -> int:
    day = max(calendar.nth_working(target), barrier) if working and target > 0 else max(target, barrier)
    if working:
        return calendar.roll(day)
    return calendar.roll(day) if rolls and calendar.covers(day) else day


def granted(
    start: int,
    period: Period,
    extensions: Sequence[Grant],
    spans: Sequence[Span] = (),
    *,
    cap: int | None = None,
    times: int | None = None,
    calendar: WorkingCalendar,
) -> Granted:
    """Which extensions count, and what they come to (decisions 12 and 13).

    They are taken in order of day, those of one day in the order given; a grant on the due day as it then
    stood is in time; the first that is too late ends the list, as does the `times`-th; `cap` clips
    the sum. Grants made before `start` are the caller's to leave out. Same errors as `due_day`.
    """
    low, accepted = _granted(start, period, extensions, spans, cap, times, calendar, unknown=0)
    if all(grant.amount is not None for grant in extensions):
        return Granted(low, low, accepted)
    high, _ = _granted(start, period, extensions, spans, cap, times, calendar, unknown=UNKNOWN_AMOUNT)
    return Granted(low, high, accepted)


def _granted(
    start: int,
    period: Period,
    extensions: Sequence[Grant],
    spans: Sequence[Span],
    cap: int | None,
    times: int | None,
    calendar: WorkingCalendar,
    *,
    unknown: int,
) -> tuple[int, tuple[bool, ...]]:
    extra = 0
    accepted = [False] * len(extensions)
    in_order = sorted(range(len(extensions)), key=lambda i: extensions[i].day)
    for i in in_order if times is None else in_order[:times]:
        grant = extensions[i]
        due = due_day(start, period, calendar, extra=extra, spans=spans).day
        if due is not None and grant.day > due:
            break
        accepted[i] = True
        extra = min(extra + (unknown if grant.amount is None else grant.amount), UNKNOWN_AMOUNT)
        if cap is not None:
            extra = min(extra, cap)
    return extra, tuple(accepted)


def interval_satisfied(start: int, end: int, period: Period, calendar: WorkingCalendar) -> bool:
    """Whether `period.n` full days (or working days, months, years) lie between, both ends excluded.

    Decision 18. A minimum interval never rolls.
    """
    if period.unit is _WORKING:
        if end <= start:
            return period.n == 0 and end == start
        return calendar.working_index(end - 1) - calendar.working_index(start) >= period.n
    if period.unit is Unit.HOURS:
        raise UnitNotAllowed(unit=period.unit)
    n = period.n if period.unit is _DAYS else in_days(start, period.unit, period.n)
    return end - start - 1 >= n


def latest_notice_day(event: int, period: Period, calendar: WorkingCalendar) -> int:
    """The last day on which notice is lawful where it must precede `event` by `period` (七日前通知).

    Notice day and event day are both excluded (procedures §0.4 ⟨D⟩); the answer may be a rest day.
    """
    if period.unit is Unit.HOURS:
        raise UnitNotAllowed(unit=period.unit)
    if period.unit is _DAYS:
        return event - 1 - period.n
    if period.unit is _WORKING:
        return calendar.nth_working(calendar.working_index(event - 1) - period.n + 1) - 1
    months = period.n if period.unit is Unit.MONTHS else 12 * period.n
    day = corresponding_day(event - 1, -months)
    while corresponding_day(day + 1, months) < event:
        day += 1
    return day


def earliest_event_day(start: int, period: Period, calendar: WorkingCalendar) -> int:
    """The first day that leaves `period` in full after `start`, both ends excluded (decision 18)."""
    if period.unit is Unit.HOURS:
        raise UnitNotAllowed(unit=period.unit)
    if period.unit is _WORKING:
        k = calendar.working_index(start) + period.n
        return (calendar.nth_working(k) if period.n else start) + 1
    n = period.n if period.unit is _DAYS else in_days(start, period.unit, period.n)
    return start + n + 1


def hours_due(start_us: int, n: int) -> int:
    """The instant `n` hours after an instant, itself still in time (民法典 §201 ¶2, decision 17)."""
    return start_us + n * MICROSECONDS_A_HOUR


class Instants(NamedTuple):
    """An instant known only to lie in `low` … `high`, both included, microseconds UTC."""

    low: int
    high: int


def instants_of_day(day: int, calendar: WorkingCalendar) -> Instants:
    """All instants of a day, for records of day precision."""
    return Instants(calendar.midnight(day), calendar.midnight(day + 1) - 1)


def hours_in_time(start: Instants, end: Instants, n: int) -> bool | None:
    """Whether `end` comes at most `n` hours after `start`; None where the unknown time of day decides."""
    if end.high <= hours_due(start.low, n):
        return True
    if end.low > hours_due(start.high, n):
        return False
    return None
