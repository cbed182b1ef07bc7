"""Days of the board: named periods, weeks that have ended, the lead within which a limit counts as near."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.supervision.queries import DAY
from plumbline.apps.supervision.queries.board import Period
from plumbline.apps.supervision.queries.morning import Since
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of, day_of, weekday

LEAD: Final = 3
"""Working days ahead that count as «about to be breached»."""
_CLOSE: Final = 18 * 3600 * 1_000_000
"""Close of a working day, µs after midnight."""
WEEKS: Final = 8
"""Weeks that a chart shows."""
PERIODS: Final = {
    "week": _("this week"),
    "last_week": _("last week"),
    "month": _("this month"),
    "last_month": _("last month"),
    "quarter": _("this quarter"),
    "year": _("this year"),
    "last_year": _("last year"),
}


def calendar_here() -> WorkingCalendar:
    """The calendar of this site."""
    return shelf().docket(shelf().procedures[0]).calendar


def day_now(now: int) -> int:
    """The day of an instant."""
    return calendar_here().local_day(now)


def soon_after(today: int) -> int:
    """The last day of the lead."""
    calendar = calendar_here()
    if not calendar.covers(today):
        return today + LEAD
    return calendar.nth_working(calendar.working_index(today) + LEAD)


def last_close(today: int) -> int:
    """When the working day before today ended (µs UTC); yesterday's evening beyond the calendar."""
    calendar, day = calendar_here(), today - 1
    if calendar.covers(today):
        while not calendar.is_working(day):
            day -= 1
    return calendar.midnight(day) + _CLOSE


def since_of(now: int, today: int) -> Since:
    """From when on the morning page counts."""
    return Since(last_close(today), now - 7 * DAY, today, soon_after(today))


def period_of(first: int, last: int) -> Period:
    """Days as a period of this site's calendar."""
    calendar = calendar_here()
    return Period(first, last, calendar.midnight(first), calendar.midnight(last + 1))


def last_mondays(today: int) -> list[int]:
    """The instants (µs UTC) at which the last weeks began, this one included."""
    this_week = today - weekday(today)
    return [calendar_here().midnight(this_week - 7 * back) for back in range(WEEKS - 1, -1, -1)]


def days_of(period: str, today: int) -> tuple[int, int]:
    """First and last day of a named period, both included; one that runs ends today."""
    day = date_of(today)
    month = day.replace(day=1)
    monday = today - weekday(today)
    match period:
        case "week":
            return monday, today
        case "last_week":
            return monday - 7, monday - 1
        case "last_month":
            return day_of(_month_before(month)), day_of(month) - 1
        case "quarter":
            return day_of(month.replace(month=(day.month - 1) // 3 * 3 + 1)), today
        case "year":
            return day_of(day.replace(month=1, day=1)), today
        case "last_year":
            return day_of(date(day.year - 1, 1, 1)), day_of(date(day.year - 1, 12, 31))
        case _:
            return day_of(month), today


def _month_before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
