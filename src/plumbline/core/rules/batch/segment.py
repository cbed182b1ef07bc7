"""A segment of records as columns, its cases numbered, and the facts of its records.

A segment is a table in the layout of `facts/record_batch.py` that holds whole cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record_batch import arrow_type
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.evaluate_one import Figures
from plumbline.core.vocabulary import ValueType

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_PLAIN: Final = {
    "day": "day",
    "us": "instant",
    "pr": "precise",
    "eday": "end_day",
    "eus": "end_instant",
    "epr": "end_precise",
    "rec": "recorded_at",
    "seq": "seq",
}
_MINUTE: Final = 60_000_000


class Midnights:
    """Days of instants and instants of days, over whole columns; outside the calendar one distinct value at a time."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        days = range(calendar.first_day, calendar.last_day + 1)
        self._first, self._last = days.start, days.stop - 1
        self._starts = np.fromiter((calendar.midnight(d) for d in days), np.int64, len(days))

    def days(self, instants: Ints) -> Ints:
        """The local day of each instant."""
        starts = self._starts
        found = np.searchsorted(starts, instants, side="right") - 1 + self._first
        outside = np.flatnonzero((instants < starts[0]) | (instants >= starts[-1]))
        if len(outside):
            found[outside] = _each(instants[outside], self._calendar.local_day)
        return found

    def begin(self, days: Ints) -> Ints:
        """The instant at which each day begins."""
        found = self._starts[np.clip(days - self._first, 0, len(self._starts) - 1)]
        outside = np.flatnonzero((days < self._first) | (days > self._last))
        if len(outside):
            found[outside] = _each(days[outside], self._calendar.midnight)
        return found


def _each(values: Ints, function: Callable[[int], int]) -> Ints:
    distinct, where = np.unique(values, return_inverse=True)
    return np.array([function(v) for v in distinct.tolist()], np.int64)[where]


class Remembered:
    """Dated figures that answer the same question once: one chunk asks for much the same days as the last."""

    def __init__(self, figures: Figures) -> None:
        self._asked = lru_cache(65_536)(figures.ask)

    def ask(
        self, figure: str, day: int, key: str | None, divisions: Sequence[str]
    ) -> Decimal | int | Unset | None:
        """The value in force on a day."""
        return self._asked(figure, day, key, tuple(divisions))


@dataclass(frozen=True, slots=True)
class Around:
    """What derived columns need besides the records."""

    calendar: WorkingCalendar
    figures: Figures
    divisions: tuple[str, ...]
    officers: OfficerRegister
    gates: tuple[str, ...]
    conditions: Mapping[int, Callable[[Mapping[str, Any]], bool | None]]
    now: int
    midnights: Midnights


class Segment:
    """The records of a segment as columns, with their cases numbered; each column is made ready once."""

    def __init__(self, records: pa.Table, around: Around) -> None:
        told = pc.less_equal(records["recorded_at"], around.now)
        held = records.filter(told) if pc.any(pc.invert(told)).as_py() else records
        self.around = around
        self.table: pa.Table = held.combine_chunks()
        self.case_ids, self.case = _numbered(self.column("case_id"))
        steps = self.column("step").dictionary_encode()
        names = steps.dictionary.to_pylist()
        codes = steps.indices.to_numpy(zero_copy_only=False)
        order = np.argsort(codes, kind="stable")
        bounds = np.searchsorted(codes[order], np.arange(len(names) + 1))
        self._rows: dict[str, Ints] = {
            name: order[bounds[n] : bounds[n + 1]].astype(np.int64, copy=False)
            for n, name in enumerate(names)
        }
        self._ints: dict[str, tuple[Ints, Bools | None]] = {}

    @property
    def cases(self) -> int:
        """How many cases the segment holds."""
        return len(self.case_ids)

    def rows(self, step: str) -> Ints:
        """The row numbers of the records of a step."""
        return self._rows.get(step, _NO_ROWS)

    def column(self, name: str) -> pa.Array:
        """A column of the segment."""
        column = self.table[name]
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()

    def field(self, name: str, rows: pa.Array, kind: ValueType | None = None) -> pa.Array:
        """A field of the records at the given rows (null where the row is null)."""
        if f"f_{name}" not in self.table.schema.names:
            return pa.nulls(len(rows), arrow_type(kind or ValueType.TEXT))
        return self.column(f"f_{name}").take(rows)

    def ints(self, name: str) -> tuple[Ints, Bools | None]:
        """A fact of every record as integers, and where it is not known (None: nowhere)."""
        found = self._ints.get(name)
        if found is None:
            found = self._ints[name] = self._made(name)
        return found

    def _made(self, name: str) -> tuple[Ints, Bools | None]:
        if name in _PLAIN:
            return filled(self.column(_PLAIN[name]))[0], None
        midnights = self.around.midnights
        if name == "rday":
            return midnights.days(self.ints("rec")[0]), None
        day, us, exact = ("eday", "eus", "epr") if name.startswith("e") else ("day", "us", "pr")
        precise = self.ints(exact)[0].astype(np.bool_)
        if name in ("tod", "etod"):
            return (self.ints(us)[0] - midnights.begin(self.ints(day)[0])) // _MINUTE, ~precise
        return np.where(precise, self.ints(us)[0], midnights.begin(self.ints(day)[0] + 1) - 1), None


class Facts:
    """The facts of the single records of each row of a table: as Arrow columns, or as integers with 0 for nothing.

    `single` are the row numbers of those records by step, -1 where there is none; `kinds` the types of fields.
    """

    def __init__(
        self, segment: Segment, single: Mapping[str, Ints], kinds: Callable[[str, str], ValueType | None]
    ) -> None:
        self.segment = segment
        self._single, self._kinds = single, kinds
        self._there: dict[str, Bools] = {}
        self._at: dict[str, pa.Array] = {}
        self._values: dict[tuple[str, str], Ints] = {}
        self._columns: dict[tuple[str, str], pa.Array] = {}

    def rows(self, step: str) -> pa.Array:
        """The row numbers of the step's records, null where there is none."""
        if step not in self._at:
            self._at[step] = pa.array(self._single[step], mask=~self.there(step))
        return self._at[step]

    def there(self, step: str) -> Bools:
        """Where there is a record of the step."""
        if step not in self._there:
            self._there[step] = self._single[step] >= 0
        return self._there[step]

    def values(self, step: str, name: str) -> Ints:
        """A fact of records, but no field, as integers."""
        found = self._values.get((step, name))
        if found is None:
            every, at = self.segment.ints(name)[0], self._single[step]
            found = np.where(self.there(step), every[at], 0) if len(every) else np.zeros(len(at), np.int64)
            self._values[step, name] = found
        return found

    def put(self, step: str, name: str, column: pa.Array) -> None:
        """Keep a derived column."""
        self._columns[step, name] = column

    def __call__(self, step: str, name: str) -> pa.Array:
        """A fact, a field (`f:` and its name) or a derived column, null where there is no record."""
        found = self._columns.get((step, name))
        if found is None:
            found = self._columns[step, name] = self._column(step, name)
        return found

    def _column(self, step: str, name: str) -> pa.Array:
        if name.startswith("f:"):
            return self.segment.field(name[2:], self.rows(step), self._kinds(step, name))
        absent = ~self.there(step)
        unknown = self.segment.ints(name)[1]
        if unknown is not None and len(unknown):
            absent = absent | unknown[self._single[step]]
        return pa.array(self.values(step, name).astype(_DTYPES.get(name, np.int64)), mask=absent)


_DTYPES: Final[dict[str, type]] = {
    **dict.fromkeys(("day", "eday", "rday", "tod", "etod"), np.int32),
    **dict.fromkeys(("pr", "epr"), np.bool_),
}
_NO_ROWS: Final = np.zeros(0, np.int64)


def _numbered(ids: pa.Array) -> tuple[pa.Array, Ints]:
    """The cases in order of their first record, and the number of each record's case."""
    ends = pc.run_end_encode(ids)
    if pc.count_distinct(ends.values).as_py() == len(ends.values):
        lengths = np.diff(ends.run_ends.to_numpy(), prepend=0)
        return ends.values, np.repeat(np.arange(len(lengths)), lengths)
    encoded = ids.dictionary_encode()
    return encoded.dictionary, encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def filled(column: pa.Array) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Integers with nulls as 0, and where the nulls are."""
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    missing: Bools = np.zeros(len(column), np.bool_)
    if column.null_count:
        missing = column.is_null().to_numpy(zero_copy_only=False)
        column = column.fill_null(0)
    return column.to_numpy(zero_copy_only=False).astype(np.int64, copy=False), missing
