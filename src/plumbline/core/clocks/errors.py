"""Errors of the clocks package.

ClockError
├── DayBeyondCalendar   a working-day question about a day outside the calendar's table
├── UnitNotAllowed      a unit the asked function cannot count in (hours in a due *day*)
├── PeriodUnreadable    a text that is no period of time
├── PeriodUncounted     a counting rule that has no answer for the number or unit asked
└── ClockDataError      a data file (calendar, notice, counting table) that does not load
"""

from __future__ import annotations

from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()


class ClockError(Exception):
    """Root of every error raised by ``plumbline.core.clocks``."""


class DayBeyondCalendar(ClockError, LookupError):
    """A working-day question about a day that the calendar's table does not hold.

    ``day``, ``first_day`` and ``last_day`` are days since 1970-01-01 in the calendar's zone; ``day``
    is the nearest known bound plus or minus one where only «past the end» is known.
    """

    def __init__(self, calendar: str, day: int, first_day: int, last_day: int) -> None:
        self.calendar = calendar
        self.day = day
        self.first_day = first_day
        self.last_day = last_day
        super().__init__(calendar, day, first_day, last_day)

    def __str__(self) -> str:
        first, last = (
            date.fromordinal(day + _EPOCH) for day in (self.first_day, self.last_day)
        )
        return f"day {self.day} since 1970-01-01 lies outside calendar «{self.calendar}» ({first} … {last})"


class UnitNotAllowed(ClockError, ValueError):
    """The unit cannot be used where it was given, e.g. hours where a due day is asked for."""

    def __init__(self, unit: str, where: str) -> None:
        self.unit = unit
        self.where = where
        super().__init__(unit, where)

    def __str__(self) -> str:
        return f"{self.where} cannot count in {self.unit}"


class PeriodUnreadable(ClockError, ValueError):
    """A text such as «sevenish days» that is no number with a unit."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return f"«{self.text}» is no period; write e.g. «7 working_days», «90 days», «3 months», «七日»"


class PeriodUncounted(ClockError, ValueError):
    """The counting rule has no answer for a period, e.g. a statute that names no number of days."""

    def __init__(self, rule: str, period: str, reason: str) -> None:
        self.rule = rule
        self.period = period
        self.reason = reason
        super().__init__(rule, period, reason)

    def __str__(self) -> str:
        return f"{self.rule} does not count «{self.period}»: {self.reason}"


class ClockDataError(ClockError, ValueError):
    """A data file that does not load: where, what is wrong, how to mend it. ``line`` counts from 1."""

    def __init__(self, file: str, line: int, cause: str, remedy: str) -> None:
        self.file = file
        self.line = line
        self.cause = cause
        self.remedy = remedy
        super().__init__(file, line, cause, remedy)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.cause}; {self.remedy}"
