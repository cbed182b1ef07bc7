"""The ladder: how many working days before a due day whom to tell, and the list before a long holiday.

Days are counted from 1970-01-01 in the zone of the calendar. Everything here is arithmetic over the calendar's table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from plumbline.core.clocks.calendar import WorkingCalendar


class Office(StrEnum):
    """Who is told, from the bottom up."""

    HANDLER = "handler"
    UNIT_HEAD = "unit_head"
    ORGAN_HEAD = "organ_head"
    SUPERVISOR = "supervisor"


LADDER: Final = ((7, Office.HANDLER), (3, Office.UNIT_HEAD), (1, Office.ORGAN_HEAD), (0, Office.SUPERVISOR))
"""Working days left, and the office that is told from then on; whoever was told before is told again."""
FIRST_RUNG: Final = LADDER[0][0]
LONG_HOLIDAY: Final = 3
"""Days off in a row that make a holiday long: a weekend alone is none."""
LIST_BEFORE: Final = 3
"""Working days before a long holiday from which its list is made."""


@dataclass(frozen=True, slots=True)
class LongHoliday:
    """Days off from `first` to `last`; `back` is the working day after, `name` the festival or empty."""

    first: int
    last: int
    back: int
    name: str

    def holds(self, due: int) -> bool:
        """Whether a limit falls due in it: on a day off, or on the day to which the law moves such a day's end."""
        return self.first <= due <= self.back


def days_left(calendar: WorkingCalendar, today: int, due: int) -> int | None:
    """Working days from today to the due day, negative when it is over; None beyond the calendar."""
    if not calendar.covers(today) or not calendar.covers(due):
        return None
    left = calendar.working_index(due) - calendar.working_index(today)
    return left if left or due >= today else -1


def rung_at(left: int) -> int | None:
    """The rung that is reached with so many working days left; None while there is time."""
    reached = [days for days, _office in LADDER if left <= days]
    return min(reached) if reached else None


def offices_at(rung: int) -> Sequence[Office]:
    """Everybody who is told on that rung, from the bottom up."""
    return [office for days, office in LADDER if days >= rung]


def holiday_ahead(calendar: WorkingCalendar, today: int) -> LongHoliday | None:
    """The long holiday that begins within the next working days, today counted; None on a day off."""
    if not calendar.covers(today) or not calendar.is_working(today):
        return None
    day, worked = today, 0
    while worked <= LIST_BEFORE and calendar.covers(day):
        if calendar.is_working(day):
            worked += 1
            day += 1
            continue
        first = day
        while calendar.covers(day) and not calendar.is_working(day):
            day += 1
        if day - first >= LONG_HOLIDAY and calendar.covers(day):
            return LongHoliday(first, day - 1, day, _festival(calendar, first, day))
    return None


def _festival(calendar: WorkingCalendar, first: int, back: int) -> str:
    notes = (calendar.notes.get(day) for day in range(first, back))
    return next((note.name for note in notes if note and note.name), "")
