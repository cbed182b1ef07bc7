"""Days as integers: days since 1970-01-01 of the civil (Gregorian) calendar, and months added to them.

民法典 §200: periods are counted by the Gregorian calendar; §202: a period of months or years ends on the
corresponding day of its last month, or on that month's last day where there is no corresponding day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
"""`date.toordinal()` of day 0."""

FIRST_CIVIL_DAY = date.min.toordinal() - EPOCH_ORDINAL
"""0001-01-01, the first day the civil calendar of the language can name."""

LAST_CIVIL_DAY = date.max.toordinal() - EPOCH_ORDINAL
"""9999-12-31, the last day the civil calendar of the language can name."""

MICROSECONDS_A_HOUR = 3_600_000_000
MICROSECONDS_A_DAY = 24 * MICROSECONDS_A_HOUR


def day_of(value: date) -> int:
    """The day number of a date."""
    return value.toordinal() - EPOCH_ORDINAL


_REMEMBERED = 16_384
"""Corresponding days that are remembered: cases of one year ask for much the same ones."""


def date_of(day: int) -> date:
    """The date of a day number; a day after 9999-12-31, where long terms reach, as that one, and so at the start."""
    return date.fromordinal(min(max(day, FIRST_CIVIL_DAY), LAST_CIVIL_DAY) + EPOCH_ORDINAL)


def parse_day(text: str) -> int:
    """The day number of an ISO date `YYYY-MM-DD`; `ValueError` when it is none."""
    if len(text) != 10 or text[7] != "-":  # else the ISO calendar's weeks, 2024-W09-4, are dates too
        raise ValueError(text)
    return day_of(date.fromisoformat(text))


def weekday(day: int) -> int:
    """Monday 0 … Sunday 6; day 0 was a Thursday."""
    return (day + 3) % 7


@lru_cache(_REMEMBERED)
def corresponding_day(day: int, months: int) -> int:
    """The corresponding day `months` months after (or, negative, before) `day`, else the month's end.

    民法典 §202. Results after 9999-12-31 are given as that day, so that «unknown, at most …» stays a number, and
    results before 0001-01-01 as that one.
    """
    at = date.fromordinal(min(max(day, FIRST_CIVIL_DAY), LAST_CIVIL_DAY) + EPOCH_ORDINAL)
    index = at.year * 12 + at.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > 9999:
        return LAST_CIVIL_DAY
    if year < 1:
        return FIRST_CIVIL_DAY
    day_of_month = at.day
    if day_of_month > 28:
        day_of_month = min(day_of_month, monthrange(year, month)[1])
    return date(year, month, day_of_month).toordinal() - EPOCH_ORDINAL
