"""Reading segments: cases with their records, in order, in bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from plumbline.apps.record_intake.coverage import left_out
from plumbline.apps.record_intake.mapping import BESIDE, ColumnUse, SourceMapping, native
from plumbline.apps.record_intake.mapping import RECORD_COLUMNS as NATIVE_COLUMNS
from plumbline.apps.record_intake.mapping_file import read_mapping
from plumbline.apps.record_intake.reading import read_batches
from plumbline.apps.record_intake.rejects import Rejects
from plumbline.apps.record_intake.rows import REJECT_PREFIX, Fault, RawBatch, RowFault, Source
from plumbline.apps.record_intake.segments import Segment
from plumbline.apps.record_intake.target import Target
from plumbline.apps.record_intake.translate import MIDNIGHT, Translator
from plumbline.apps.record_intake.wording import say
from plumbline.core.facts.record import Record, Value
from plumbline.core.facts.record_batch import by_case
from plumbline.core.facts.record_batch import to_records as records_of

__all__ = [
    "BESIDE",
    "NATIVE_COLUMNS",
    "REJECT_PREFIX",
    "CaseRecords",
    "RawBatch",
    "Rejects",
    "RowFault",
    "Segment",
    "Source",
    "batches_of",
    "case_ranges",
    "cases_of",
    "headers_of",
    "joined_records",
    "left_out",
    "native_mapping",
    "read_batches",
    "read_mapping",
    "records_of",
    "rows_in",
    "said",
    "translated",
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


def native_mapping(columns: Iterable[str], target: Target) -> SourceMapping:
    """The mapping of rows under native column names, as the procedure knows them."""
    return native(columns, target.fields, target.attributes)


def translated(
    mapping: SourceMapping, target: Target, columns: Mapping[str, pa.Array], numbers: npt.NDArray[np.int64]
) -> tuple[pa.Table, pa.Table | None, tuple[RowFault, ...]]:
    """Rows in memory, numbered, as records of one procedure, facts of their cases, and the rows set aside.

    A record's time of entry is not told here: whoever enters it knows. Raises `ColumnMissing`.
    """
    source = Source("", "row", 0, columns=tuple(columns))
    missing = [use.column for use in mapping.columns.values() if use.column not in columns]
    given = {**columns, **{name: pa.nulls(len(numbers), pa.string()) for name in missing}}
    required = [name for name in ("case_id", "step", "at") if name not in mapping.columns]
    if required:
        given.update({name: pa.nulls(len(numbers), pa.string()) for name in required if name not in given})
        uses = {
            **mapping.columns,
            **{name: ColumnUse(name) for name in required if name not in mapping.defaults},
        }
        mapping = replace(mapping, columns=uses)
    source.columns = tuple(given)
    translation = Translator(mapping, target, source, {}).translate(RawBatch(given, numbers))
    records = translation.records
    entered = pc.coalesce(records["recorded_at"], records[MIDNIGHT.name])
    at = records.schema.get_field_index("recorded_at")
    return records.set_column(at, "recorded_at", entered), translation.cases, translation.faults


def said(fault: Fault) -> tuple[str, str]:
    """The reason of a fault in Chinese and English."""
    return say(fault, "zh"), say(fault, "en")


def rows_in(path: Path, name: str, keep: str = "") -> Iterator[dict[str, str] | RowFault]:
    """The rows of a file of any format as text, and those that cannot be read, in the same order each time.

    Columns of our own rejects are passed over, so that a mended file can be sent again, but for the one to `keep`.
    Raises `FileError`.
    """
    for batch in read_batches(path, Source(str(path), name, 0)):
        names = list(batch.columns)
        columns = [batch.columns[one].to_pylist() for one in names]
        for values in zip(*columns, strict=True):
            yield {
                name: value.strip().replace("\x00", "�")
                for name, value in zip(names, values, strict=True)
                if value is not None
                and value.strip()
                and (name == keep or not name.startswith(REJECT_PREFIX))
            }
        yield from batch.faults
