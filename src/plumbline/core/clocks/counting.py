"""Periods of time as the law writes them, and the spans that do not count.

A *day* is an `int`: days since 1970-01-01 in the pack's time zone. An *instant* is an `int`:
microseconds since the Unix epoch, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plumbline.core.clocks.errors import PeriodUnreadable


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"


UNKNOWN_AMOUNT = 9999
"""What an extension of unstated length may come to at most, in the clock's unit, before `cap` clips it."""


@dataclass(frozen=True, slots=True)
class Period:
    """`n` units. `roll`: a last day that is a rest day moves to the next working day (民诉法 §85 ¶3,
    民法典 §203); a period of working days ends on a working day whether `roll` is set or not.

    >>> Period(7, Unit.WORKING_DAYS, roll=True).n
    7
    """

    n: int
    unit: Unit
    roll: bool = True

    def __post_init__(self) -> None:
        if self.n < 0:
            raise PeriodUnreadable(text=f"{self.n} {self.unit}")


@dataclass(frozen=True, slots=True)
class Span:
    """Time that is not counted: days `start` + 1 to `end`; `end` None while it has not ended.

    The first day of the span counts, its last does not (architecture §5, «first day excluded and last not»).
    """

    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Grant:
    """An extension granted on `day` by `amount` of the clock's own unit; None when the length is unstated."""

    day: int
    amount: int | None
