"""Which days are working days: an immutable table, built from data, with a version.

Weekends, statutory holidays (全国年节及纪念日放假办法 §2), rest moved by the yearly notice of the State
Council and make-up working days; a region's own festivals (§4) as an overlay. A table covers whole years;
days for which no notice has been published are *provisional*: weekends and statutory days only.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from zoneinfo import ZoneInfo

from plumbline.core.clocks.civil import EPOCH_ORDINAL, LAST_CIVIL_DAY, MICROSECONDS_A_DAY, weekday
from plumbline.core.clocks.errors import DayBeyondCalendar


class DayKind(StrEnum):
    """Why a day is a working day or a rest day."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MOVED_REST = "moved_rest"
    MAKEUP = "makeup"


@dataclass(frozen=True, slots=True)
class DayNote:
    """What a day is and the festival it belongs to (“国庆节”), empty for ordinary days.

    A weekend inside the rest of a festival is a `weekend` that bears the festival's name.
    """

    kind: DayKind
    name: str = ""

    @property
    def working(self) -> bool:
        """Whether a day of this kind is a working day."""
        return self.kind in (DayKind.WEEKDAY, DayKind.MAKEUP)


@dataclass(frozen=True, slots=True)
class CalendarTables:
    """The table in columns: entry `i` is day `first_day + i`."""

    first_day: int
    working: array[int]
    """1 on working days, 0 on rest days."""
    index: array[int]
    """Working days up to and including the day, counted from `first_day`."""
    roll: array[int]
    """The day itself if working, else the next working day."""
    nth: array[int]
    """Entry `k`: the day of the k-th working day; entry 0 is `first_day - 1`."""


_WEEKDAY, _WEEKEND = DayNote(DayKind.WEEKDAY), DayNote(DayKind.WEEKEND)


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """The working days of a place. Days are `int` since 1970-01-01 in `zone`.

    Every question about working days outside `first_day` … `last_day` raises `DayBeyondCalendar`.
    `notes` holds the days that are no ordinary weekday or weekend, `festivals` the English of their names,
    `awaited` the festivals that the place keeps and whose dates have not been entered.
    """

    id: str
    version: str
    zone: str
    first_day: int
    last_day: int
    published_from: int
    published_through: int
    awaited: tuple[str, ...]
    notes: Mapping[int, DayNote]
    festivals: Mapping[str, str]
    digest: str = field(init=False)
    _working: list[bool] = field(init=False, repr=False)
    _index: list[int] = field(init=False, repr=False)
    _roll: list[int] = field(init=False, repr=False)
    _nth: list[int] = field(init=False, repr=False)
    _midnights: list[int] | None = field(init=False, repr=False)
    _offset: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        working = [self._by_note(day).working for day in range(self.first_day, self.last_day + 1)]
        index: list[int] = []
        nth = [self.first_day - 1]
        for position, is_working in enumerate(working):
            if is_working:
                nth.append(self.first_day + position)
            index.append(len(nth) - 1)
        roll = [0] * len(working)
        following = self.last_day + 1
        for position in range(len(working) - 1, -1, -1):
            if working[position]:
                following = self.first_day + position
            roll[position] = following
        put = object.__setattr__
        put(self, "_working", working)
        put(self, "_index", index)
        put(self, "_nth", nth)
        put(self, "_roll", roll)
        put(self, "digest", self._digest(working))
        offsets = _offsets(ZoneInfo(self.zone), self.first_day, self.last_day + 2)
        put(self, "_offset", offsets[0])
        fixed = len(set(offsets)) == 1
        midnights = [
            (self.first_day + position) * MICROSECONDS_A_DAY - offset
            for position, offset in enumerate(offsets)
        ]
        put(self, "_midnights", None if fixed else midnights)

    def _digest(self, working: list[bool]) -> str:
        seen = f"{self.id} {self.zone} {self.first_day} {self.published_from} {self.published_through} "
        statutory = ",".join(str(d) for d, note in sorted(self.notes.items()) if note.kind is DayKind.HOLIDAY)
        return sha256(seen.encode() + bytes(working) + statutory.encode()).hexdigest()[:12]

    def _by_note(self, day: int) -> DayNote:
        note = self.notes.get(day)
        if note is not None:
            return note
        return _WEEKEND if weekday(day) >= 5 else _WEEKDAY

    def _position(self, day: int) -> int:
        if not self.first_day <= day <= self.last_day:
            raise self._beyond(day)
        return day - self.first_day

    def _beyond(self, day: int) -> DayBeyondCalendar:
        return DayBeyondCalendar(calendar=self.id, day=day, first_day=self.first_day, last_day=self.last_day)

    def is_working(self, day: int) -> bool:
        """Whether `day` is a working day, make-up Saturdays and Sundays included."""
        return self._working[self._position(day)]

    def is_statutory_holiday(self, day: int) -> bool:
        """Whether `day` is one of the statutory days themselves (§2), not rest moved next to them."""
        self._position(day)
        note = self.notes.get(day)
        return note is not None and note.kind is DayKind.HOLIDAY

    def why(self, day: int) -> DayNote:
        """What the day is: kind and festival."""
        self._position(day)
        return self._by_note(day)

    def working_index(self, day: int) -> int:
        """Working days from `first_day` up to and including `day`; 0 for `first_day` - 1."""
        if day == self.first_day - 1:
            return 0
        return self._index[self._position(day)]

    def nth_working(self, k: int) -> int:
        """The day of the `k`-th working day (from 1), the inverse of `working_index`."""
        if not 1 <= k < len(self._nth):
            beyond = self.last_day + 1 if k > 0 else self.first_day - 1
            raise self._beyond(beyond)
        return self._nth[k]

    def roll(self, day: int) -> int:
        """`day` itself if it is a working day, else the next working day."""
        return self._roll[self._position(day)]

    def covers(self, day: int) -> bool:
        """Whether the table holds `day`."""
        return self.first_day <= day <= self.last_day

    def is_provisional(self, day: int) -> bool:
        """Whether no published notice covers `day`: what is said of it may still change."""
        return not self.published_from <= day <= self.published_through

    def local_day(self, instant: int) -> int:
        """The day on which an instant (microseconds UTC) falls in `zone`."""
        midnights = self._midnights
        if midnights is None:
            return (instant + self._offset) // MICROSECONDS_A_DAY
        if not midnights[0] <= instant < midnights[-1]:
            offset = _offset_at(ZoneInfo(self.zone), instant)
            return (instant + offset) // MICROSECONDS_A_DAY
        return self.first_day + bisect_right(midnights, instant) - 1

    def midnight(self, day: int) -> int:
        """The instant at which `day` begins in `zone`; a due day d ends at `midnight(d + 1)`, exclusive."""
        midnights = self._midnights
        if midnights is None:
            return day * MICROSECONDS_A_DAY - self._offset
        position = day - self.first_day
        if 0 <= position < len(midnights):
            return midnights[position]
        return day * MICROSECONDS_A_DAY - _offset_of_day(ZoneInfo(self.zone), day)

    def tables(self) -> CalendarTables:
        """The table in columns, for scans over many records."""
        return CalendarTables(
            self.first_day,
            array("b", self._working),
            array("i", self._index),
            array("i", self._roll),
            array("i", self._nth),
        )


def _offset_of_day(zone: ZoneInfo, day: int) -> int:
    """Microseconds that local time is ahead of UTC at the midnight with which `day` begins."""
    bounded = min(max(day + EPOCH_ORDINAL, 2), LAST_CIVIL_DAY + EPOCH_ORDINAL - 1)
    moment = datetime.fromordinal(bounded).replace(tzinfo=zone)
    return (moment.utcoffset() or timedelta()) // timedelta(microseconds=1)


def _offset_at(zone: ZoneInfo, instant: int) -> int:
    last = (LAST_CIVIL_DAY - 1) * MICROSECONDS_A_DAY
    bounded = min(max(instant, (2 - EPOCH_ORDINAL) * MICROSECONDS_A_DAY), last)
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=bounded)
    return (moment.astimezone(zone).utcoffset() or timedelta()) // timedelta(microseconds=1)


def _offsets(zone: ZoneInfo, first: int, last: int) -> list[int]:
    """The offset of each midnight. A zone whose offset never moves is seen by a sample every ten days."""
    sample = {_offset_of_day(zone, day) for day in range(first, last + 1, 10)}
    if len(sample) == 1:
        return [sample.pop()] * (last - first + 1)
    return [_offset_of_day(zone, day) for day in range(first, last + 1)]
