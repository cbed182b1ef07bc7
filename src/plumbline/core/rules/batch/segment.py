"""A segment of records as columns, its cases numbered, and the facts of its records.

A segment is a table in the layout of `facts/record_batch.py` that holds whole cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record_batch import arrow_type
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


class Segment:
    """The records of a segment as columns, with their cases numbered."""

    def __init__(self, records: pa.Table, around: Around) -> None:
        held = records.filter(pc.less_equal(records["recorded_at"], around.now)).combine_chunks()
        self.around = around
        self.table = held
        encoded = held["case_id"].combine_chunks().dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        self.case_ids: pa.Array = encoded.dictionary
        self.case: Ints = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        steps = held["step"].combine_chunks().dictionary_encode()
        self._step_names: list[str] = steps.dictionary.to_pylist()
        self._step_codes = steps.indices.to_numpy(zero_copy_only=False)
        self._rows: dict[str, Ints] = {}
        self._midnights: Ints | None = None

    @property
    def cases(self) -> int:
        """How many cases the segment holds."""
        return len(self.case_ids)

    def rows(self, step: str) -> Ints:
        """The row numbers of the records of a step."""
        found = self._rows.get(step)
        if found is None:
            code = self._step_names.index(step) if step in self._step_names else -1
            found = np.flatnonzero(self._step_codes == code).astype(np.int64)
            self._rows[step] = found
        return found

    def column(self, name: str) -> pa.Array:
        """A column of the segment."""
        return self.table[name].combine_chunks()

    def fact(self, name: str, rows: Ints | pa.Array, kind: ValueType | None = None) -> pa.Array:
        """A fact of the records at the given rows (null where the row is null)."""
        indices = rows if isinstance(rows, pa.Array) else pa.array(rows)
        if name in _PLAIN:
            return self.column(_PLAIN[name]).take(indices)
        if name == "rday":
            return self._local_days(self.column("recorded_at").take(indices))
        if name in ("tod", "etod"):
            return self._minutes(name == "etod", indices)
        if name not in self._named_fields():
            return pa.nulls(len(indices), arrow_type(kind or ValueType.TEXT))
        return self.column(f"f_{name[2:]}").take(indices)

    def _named_fields(self) -> set[str]:
        return {f"f:{n[2:]}" for n in self.table.schema.names if n.startswith("f_")}

    def midnights(self) -> tuple[Ints, int]:
        """The instants at which the days of the calendar begin, and the first of those days."""
        calendar = self.around.calendar
        if self._midnights is None:
            days = range(calendar.first_day, calendar.last_day + 1)
            self._midnights = np.fromiter((calendar.midnight(d) for d in days), dtype=np.int64)
        return self._midnights, calendar.first_day

    def begin_of(self, days: Ints) -> Ints:
        """The instants at which the days begin, days outside the calendar included."""
        starts, first = self.midnights()
        begin: Ints = starts[np.clip(days - first, 0, len(starts) - 1)]
        for i in np.flatnonzero((days < first) | (days >= first + len(starts))):
            begin[i] = self.around.calendar.midnight(int(days[i]))
        return begin

    def _local_days(self, instants: pa.Array) -> pa.Array:
        starts, first = self.midnights()
        values, missing = filled(instants)
        days = np.searchsorted(starts, values, side="right") - 1 + first
        for i in np.flatnonzero(~missing & ((values < starts[0]) | (values >= starts[-1]))):
            days[i] = self.around.calendar.local_day(int(values[i]))
        return pa.array(days.astype(np.int32), mask=missing)

    def _minutes(self, at_end: bool, rows: pa.Array) -> pa.Array:
        day, us, exact = ("eday", "eus", "epr") if at_end else ("day", "us", "pr")
        days, missing = filled(self.fact(day, rows))
        instants, _ = filled(self.fact(us, rows))
        precise = self.fact(exact, rows).fill_null(False).to_numpy(zero_copy_only=False)
        begin = self.begin_of(np.where(precise, days, self.around.calendar.first_day))
        return pa.array(((instants - begin) // _MINUTE).astype(np.int32), mask=missing | ~precise)


def filled(column: pa.Array) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Integers with nulls as 0, and where the nulls are."""
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    missing: Bools = np.zeros(len(column), np.bool_)
    if column.null_count:
        missing = column.is_null().to_numpy(zero_copy_only=False)
        column = column.fill_null(0)
    return column.to_numpy(zero_copy_only=False).astype(np.int64, copy=False), missing
