"""Reading segments: cases with their records, in order, in bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from plumbline.apps.record_intake.mapping import RECORD_COLUMNS as NATIVE_COLUMNS
from plumbline.apps.record_intake.rejects import Rejects
from plumbline.apps.record_intake.rows import Source
from plumbline.apps.record_intake.segments import Segment
from plumbline.core.facts.record import Record, Value
from plumbline.core.facts.record_batch import by_case
from plumbline.core.facts.record_batch import to_records as records_of

__all__ = [
    "NATIVE_COLUMNS",
    "CaseRecords",
    "Rejects",
    "Segment",
    "Source",
    "batches_of",
    "case_ranges",
    "cases_of",
    "headers_of",
    "joined_records",
    "records_of",
]
_BATCH = 16_384


@lru_cache(maxsize=4)
def joined_records(path: Path) -> Mapping[str, Sequence[Record]]:
    """The records of the cases that were joined into others (`Segment.joined`), by case."""
    return {case: tuple(records) for case, records in by_case(pq.read_table(path))}


@dataclass(slots=True)
class CaseRecords:
    """One case of a segment: all versions of its records, their places in the input, and its header facts."""

    id: str
    records: list[Record]
    places: list[tuple[int, int]]
    header: dict[str, Value] = field(default_factory=dict)


def case_ranges(segment: Segment, parts: int) -> list[tuple[str | None, str | None]]:
    """The segment cut into about equal ranges of case ids: from (included) and to (not included), None for open."""
    file = pq.ParquetFile(segment.records)
    groups = file.metadata.num_row_groups
    bounds: list[str | None] = [None]
    for part in range(1, min(parts, groups)):
        first = file.read_row_group(part * groups // min(parts, groups), columns=["case_id"])["case_id"][
            0
        ].as_py()
        if first != bounds[-1]:
            bounds.append(first)
    return list(zip(bounds, [*bounds[1:], None], strict=True))


def cases_of(
    segment: Segment, low: str | None = None, high: str | None = None, steps: Collection[str] = ()
) -> Iterator[CaseRecords]:
    """The cases of a range in order of their ids; with `steps` only records of these (all, if any is corrected)."""
    headers = _Headers(segment.cases, low)
    held: CaseRecords | None = None
    for batch in batches_of(segment, low, high, steps=steps):
        ids = batch.column("case_id").to_pylist()
        places = list(
            zip(batch.column("source_file").to_pylist(), batch.column("source_line").to_pylist(), strict=True)
        )
        for case_id, record, place in zip(ids, records_of(batch), places, strict=True):
            if held is None or held.id != case_id:
                if held is not None:
                    yield held
                held = CaseRecords(case_id, [], [], headers.of(case_id))
            held.records.append(record)
            held.places.append(place)
    if held is not None:
        yield held


def _batches(
    path: Path, low: str | None, high: str | None, columns: Sequence[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """The batches that hold case ids of a range, cut to it; row groups outside are not read."""
    file = pq.ParquetFile(path)
    at = file.schema_arrow.names.index("case_id")
    groups = []
    for group in range(file.metadata.num_row_groups):
        told = file.metadata.row_group(group).column(at).statistics
        outside = (
            told is not None
            and told.has_min_max
            and ((low is not None and told.max < low) or (high is not None and told.min >= high))
        )
        if not outside:
            groups.append(group)
    for batch in file.iter_batches(_BATCH, row_groups=groups, columns=columns):
        kept = None
        if low is not None:
            kept = pc.greater_equal(batch.column("case_id"), low)
        if high is not None:
            below = pc.less(batch.column("case_id"), high)
            kept = below if kept is None else pc.and_(kept, below)
        yield batch if kept is None else batch.filter(kept)


def batches_of(
    segment: Segment,
    low: str | None = None,
    high: str | None = None,
    columns: Sequence[str] | None = None,
    steps: Collection[str] = (),
) -> Iterator[pa.RecordBatch]:
    """The records of a range of cases as columns (all, or those named), in order.

    With `steps` only records of these; all where any record is corrected, because a correction may change the step.
    """
    batches = _batches(segment.records, low, high, columns)
    if not steps or segment.corrected:
        return batches
    wanted = pa.array(sorted(steps), pa.string())
    return (batch.filter(pc.is_in(batch.column("step"), value_set=wanted)) for batch in batches)


def width_of(segment: Segment) -> int:
    """How many columns its records have."""
    return len(pq.read_schema(segment.records).names)


def headers_of(segment: Segment, first: str, last: str) -> pa.Table | None:
    """The case table from one case to another, both included; None where the source has none."""
    if segment.cases is None:
        return None
    return pq.read_table(segment.cases, filters=[("case_id", ">=", first), ("case_id", "<=", last)])


class _Headers:
    """The case table, read beside the records: both are in order of case ids."""

    def __init__(self, path: Path | None, low: str | None) -> None:
        self._rows = iter(()) if path is None else _header_rows(path, low)
        self._next: tuple[str, dict[str, Value]] | None = next(self._rows, None)

    def of(self, case_id: str) -> dict[str, Value]:
        while self._next is not None and self._next[0] < case_id:
            self._next = next(self._rows, None)
        if self._next is not None and self._next[0] == case_id:
            return self._next[1]
        return {}


def _header_rows(path: Path, low: str | None) -> Iterator[tuple[str, dict[str, Value]]]:
    for batch in _batches(path, low, None):
        names = [name.removeprefix("a_") for name in batch.schema.names]
        for row in batch.to_pylist():
            values = dict(zip(names, row.values(), strict=True))
            yield values.pop("case_id"), {name: value for name, value in values.items() if value is not None}
