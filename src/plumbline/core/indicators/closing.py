"""The cut-off of a statistical year, and what was entered after it.

A year is cut off by an act that says up to which leaf of the log its figures were counted (decision 0049). A record
that tells of a day of the year and has no place below that leaf was entered after the year was closed: it counts, and
it is marked wherever it is shown or counted. Leaves are used and not the clock: their order is what the log proves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.indicators.figure import Number, Period
from plumbline.core.indicators.indicator import Catalogue, Counts, Indicator

YEAR_END: Final = "year.end"
"""The procedure of the year end."""
CUT_OFF: Final = "cut_off"
"""Its step that closes a year."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A year that was closed: on which day (since 1970-01-01), by which record, counted up to which leaf."""

    year: int
    day: int
    leaf: int
    record: str

    @property
    def period(self) -> Period:
        """The days of the year."""
        return day_of(date(self.year, 1, 1)), day_of(date(self.year, 12, 31))

    def came_after(self, day: int, leaf: int | None) -> bool:
        """Whether an act of that day was entered after the year was closed; `leaf` None: it has no place yet."""
        first, last = self.period
        return first <= day <= last and (leaf is None or leaf >= self.leaf)


def entered_late(closings: Iterable[Closing], day: int, leaf: int | None) -> bool:
    """Whether an act was entered after its year was closed."""
    return any(one.came_after(day, leaf) for one in closings)


@dataclass(frozen=True, slots=True)
class Carried:
    """What one indicator held at the end of a year, and what the next year brings over: they must be the same."""

    indicator: str
    held: Number
    brought: Number

    @property
    def holds(self) -> bool:
        """Whether the opening of the next year is the end of this one."""
        return self.held == self.brought


def openings(catalogue: Catalogue) -> Mapping[str, Indicator]:
    """For each indicator that counts what is held, the one that counts the same as brought over into a period."""
    held = (one for one in catalogue.indicators.values() if one.counts is Counts.HELD)
    return {one.id: replace(one, id=f"{one.id}/opening", counts=Counts.BROUGHT) for one in held}


def carried(held: Mapping[str, Number], brought: Mapping[str, Number]) -> Iterator[Carried]:
    """The ends of a year beside the openings of the next one, by indicator; one that a side lacks is 0 there."""
    for id in sorted({*held, *brought}):
        yield Carried(id, held.get(id, 0), brought.get(id, 0))


def next_notice(published_through: int, today: int) -> int | None:
    """The first year from today's on whose holidays no notice tells, today's or the next; None while both are known.

    Days count from 1970-01-01; the State Council's yearly notice covers a whole year.
    """
    this = date_of(today).year
    return next((one for one in (this, this + 1) if published_through < day_of(date(one, 12, 31))), None)


NOTICE_FROM: Final = (11, 1)
"""Month and day from which the next year's notice is asked for every day. No article gives one: it is the house's own,
early enough that the days of January can be counted before they come.
"""


def notice_awaited(published_through: int, today: int) -> int | None:
    """The year whose notice has to be installed by now: today's at any time, the next from `NOTICE_FROM` on."""
    missing, this = next_notice(published_through, today), date_of(today).year
    is_early = missing == this + 1 and today < day_of(date(this, *NOTICE_FROM))
    return None if is_early else missing
