"""Days counted by walking them, one by one, over a plain list of rest and make-up days.

Nothing here is shared with the clocks of the core: the key of the demo district is to be an opinion of its own.
Source of the lists: chinesecalendar 1.11.0 for 2022-2026 (notices of the State Council); statutory days by 放假办法 §2.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

ONE: Final = timedelta(days=1)

_REST = {  # weekdays on which nobody works
    2022: "0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007",
    2023: "0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006",
    2024: "0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007",
    2025: "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
    2026: "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007",
}
_WORK = {  # Saturdays and Sundays on which people work
    2022: "0129 0130 0402 0424 0507 1008 1009",
    2023: "0128 0129 0423 0506 0625 1007 1008",
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}
_STATUTORY = {
    2022: "0101 0201 0202 0203 0405 0501 0603 0910 1001 1002 1003",
    2023: "0101 0122 0123 0124 0405 0501 0622 0929 1001 1002 1003",
    2024: "0101 0210 0211 0212 0404 0501 0610 0917 1001 1002 1003",
    2025: "0101 0128 0129 0130 0131 0404 0501 0502 0531 1001 1002 1003 1006",
    2026: "0101 0216 0217 0218 0219 0405 0501 0502 0619 0925 1001 1002 1003",
}


def _listed(years: dict[int, str]) -> frozenset[date]:
    return frozenset(
        date(year, int(word[:2]), int(word[2:])) for year, words in years.items() for word in words.split()
    )


REST: Final = _listed(_REST)
MAKE_UP: Final = _listed(_WORK)
STATUTORY: Final = _listed(_STATUTORY)


def works(day: date) -> bool:
    return day in MAKE_UP or (day.weekday() < 5 and day not in REST)


def roll(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not works(day):
        day += ONE
    return day


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def working(day: date, count: int) -> date:
    """The count-th working day after the day (before it, if negative)."""
    step = ONE if count > 0 else -ONE
    left = abs(count)
    while left:
        day += step
        left -= works(day)
    return day


def calendar_days(day: date, count: int) -> date:
    """Last day of a period in calendar days; the first day is not counted, a rest day is not the last one."""
    return roll(later(day, count))


def months_on(day: date, months: int) -> date:
    """The corresponding day some months later, or the end of that month; not moved off a rest day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def earliest_within(day: date, months: int) -> date:
    """The earliest day from which so many months have not run out before the day: 1 March for 30 August and six."""
    first = months_on(day, -months)
    while months_on(first, months) < day:
        first += ONE
    return first


def months(day: date, count: int) -> date:
    return roll(months_on(day, count))


def paused(day: date, count: int, spans: Iterable[tuple[date, date]], *, in_working_days: bool) -> date:
    """Last day of a period in which the days after the first and up to the second of each span do not count."""
    out = {first + ONE * n for first, last in spans for n in range(1, (last - first).days + 1)}
    left = count
    while left:
        day += ONE
        left -= day not in out and (works(day) or not in_working_days)
    while day in out or not works(day):
        day += ONE
    return day


def before_working(day: date, count: int) -> date:
    """The latest day that leaves so many full working days between itself and the day."""
    return working(day, -count) - ONE


def free_working_days(first: date, second: date) -> int:
    """Working days between two days, neither counted."""
    return sum(works(first + ONE * n) for n in range(1, (second - first).days))


def off_the_usual(day: date) -> bool:
    """A make-up day, or the first working day after a rest: where counting by weekdays alone goes wrong."""
    return day in MAKE_UP or any(later(day, -n) in REST for n in range(1, 8))
