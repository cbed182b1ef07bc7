"""Errors of the clocks package.

ClockError (InputError)
├── DayBeyondCalendar   a working-day question about a day outside the calendar's table
├── UnitNotAllowed      a unit the asked function cannot count in (hours in a due *day*)
├── PeriodUnreadable    a text that is no period of time
├── PeriodUncounted     a counting rule that has no answer for the number or unit asked
└── CountingRuleUnknown no counting rule of that id

A data file (calendar, notice, counting table) that does not load raises `PackErrors` of `core.data_file`.
"""

from __future__ import annotations

from datetime import date

from plumbline.core.clocks.civil import EPOCH_ORDINAL
from plumbline.core.errors import InputError


class ClockError(InputError):
    """Root of every error raised by `plumbline.core.clocks`."""


class DayBeyondCalendar(ClockError):
    """A working-day question about a day that the calendar's table does not hold.

    `day`, `first_day` and `last_day` are days since 1970-01-01; `day` is the nearest day outside the
    table where only the side is known.
    """

    zh = "{shown} 不在工作日历“{calendar}”之内（{first} 至 {last}）"
    en = "{shown} lies outside the working calendar “{calendar}” ({first} to {last})"
    remedy_zh = "核对日期；日期无误时，在日历数据的 range 中加宽年份"
    remedy_en = "check the date; if it is right, widen `range` in the calendar's data"

    day: int

    def __init__(self, *, calendar: str, day: int, first_day: int, last_day: int, **_: object) -> None:
        super().__init__(
            calendar=calendar,
            day=day,
            first_day=first_day,
            last_day=last_day,
            shown=_shown(day),
            first=_shown(first_day),
            last=_shown(last_day),
        )


class UnitNotAllowed(ClockError):
    """The unit cannot be used where it was given, e.g. hours where a due day is asked for."""

    zh = "此处不能以“{unit}”计算"
    en = "{unit} cannot be counted here"


class PeriodUnreadable(ClockError):
    """A text such as «sevenish days» that is no number with a unit."""

    zh = "“{text}”不是期间"
    en = "“{text}” is no period of time"
    remedy_zh = "写作“七日”“7个工作日”“3个月”“24小时”或 7 working_days、90 days"
    remedy_en = "write e.g. 7 working_days, 90 days, 3 months, 24 hours, 七日, 7个工作日"


class PeriodUncounted(ClockError):
    """The counting rule has no answer for a period, e.g. a statute that names no number of days."""

    zh = "{rule}（{law}）没有“{period}”的计算规则"
    en = "{rule} ({law}) does not say how “{period}” is counted"
    remedy_zh = "写明单位（工作日或日），或改用 cnt.civil"
    remedy_en = "state the unit (working_days or days), or use cnt.civil"


class CountingRuleUnknown(ClockError):
    """No counting rule of that id in the table."""

    zh = "没有计算规则“{rule}”"
    en = "there is no counting rule “{rule}”"
    remedy_zh = "可用：{known}"
    remedy_en = "there are: {known}"


def _shown(day: int) -> str:
    try:
        return date.fromordinal(day + EPOCH_ORDINAL).isoformat()
    except (ValueError, OverflowError):
        return f"day {day}"
