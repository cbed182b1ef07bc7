"""Records as columns: the one layout of every segment that is exported, ingested or scanned.

A segment holds the records of one procedure. Times are as in `record.py`: days as int32, instants as int64 microseconds
UTC. A field `fine` of the procedure is the column `f_fine`; a field that a record does not state is null. Officers,
documents and recordings are null where the source does not say and empty where it says «none».
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.facts.record import Actor, Record, Recording, Value
from plumbline.core.vocabulary import HEADER, ValueType

ACTOR: Final = pa.struct([("officer", pa.string()), ("role", pa.string()), ("confirmed_at", pa.int64())])
RECORDING: Final = pa.struct([("kind", pa.string()), ("start", pa.int64()), ("end", pa.int64())])

RECORD_COLUMNS: Final = pa.schema(
    [
        pa.field("case_id", pa.string(), nullable=False),
        pa.field("record_id", pa.string(), nullable=False),
        pa.field("step", pa.string(), nullable=False),
        pa.field("seq", pa.int64(), nullable=False),
        pa.field("day", pa.int32(), nullable=False),
        pa.field("instant", pa.int64(), nullable=False),
        pa.field("precise", pa.bool_(), nullable=False),
        pa.field("end_day", pa.int32(), nullable=False),
        pa.field("end_instant", pa.int64(), nullable=False),
        pa.field("end_precise", pa.bool_(), nullable=False),
        pa.field("recorded_at", pa.int64(), nullable=False),
        pa.field("by", pa.list_(ACTOR)),
        pa.field("documents", pa.list_(pa.string())),
        pa.field("recordings", pa.list_(RECORDING)),
        pa.field("corrects", pa.string()),
        pa.field("void", pa.bool_(), nullable=False),
    ]
)

_BASE: Final = (
    "record_id",
    "step",
    "seq",
    "day",
    "instant",
    "precise",
    "end_day",
    "end_instant",
    "end_precise",
    "recorded_at",
)

_ARROW: Final[dict[ValueType, pa.DataType]] = {
    ValueType.BOOL: pa.bool_(),
    ValueType.INT: pa.int64(),
    ValueType.NUMBER: pa.decimal128(18, 6),
    ValueType.MONEY: pa.decimal128(18, 2),
    ValueType.DATE: pa.int32(),
    ValueType.INSTANT: pa.int64(),
    ValueType.TIME: pa.int32(),
    ValueType.TEXT: pa.string(),
    ValueType.CHOICE: pa.string(),
    ValueType.OFFICER: pa.string(),
}


def arrow_type(kind: ValueType) -> pa.DataType:
    """The column type of a field: money with 2 decimals, numbers with 6, dates in days, instants in microseconds."""
    return _ARROW[kind]


def record_schema(fields: Mapping[str, ValueType]) -> pa.Schema:
    """The schema of a segment of a procedure whose steps have these fields."""
    columns = [pa.field(f"f_{name}", arrow_type(kind)) for name, kind in fields.items()]
    return pa.schema([*RECORD_COLUMNS, *columns])


def case_schema(attributes: Mapping[str, ValueType]) -> pa.Schema:
    """The schema of the case table: one row a case, header columns and header attributes (`a_<name>`)."""
    columns = [pa.field(name, pa.string()) for name in HEADER]
    columns += [
        pa.field(f"a_{name}", arrow_type(kind)) for name, kind in attributes.items() if name not in HEADER
    ]
    return pa.schema([pa.field("case_id", pa.string(), nullable=False), *columns])


def from_records(records: Iterable[Record], fields: Mapping[str, ValueType]) -> pa.Table:
    """A segment holding the records in the order given."""
    schema = record_schema(fields)
    rows = [_row(record, fields) for record in records]
    return pa.Table.from_pylist(rows, schema=schema)


def to_records(table: pa.Table | pa.RecordBatch) -> list[Record]:
    """The records of a segment, in its order; what a column that was not read would say is not stated.

    Work follows the values that are there, not the width of the table.
    """
    size = table.num_rows
    fields: list[dict[str, Value]] = [{} for _ in range(size)]
    for name in table.schema.names:
        if not name.startswith("f_"):
            continue
        column = table[name]
        if column.null_count < size:
            there = pc.indices_nonzero(column.is_valid()).to_numpy().tolist()
            own = sys.intern(name[2:])
            for row, value in zip(there, _values(column.drop_null()), strict=True):
                fields[row][own] = value
    base = [_values(table[name]) for name in _BASE]
    by, documents, recordings = (_lists(table, name) for name in ("by", "documents", "recordings"))
    corrects, void, cases = (_values(table[name]) for name in ("corrects", "void", "case_id"))
    return list(map(Record, *base, by, fields, documents, recordings, corrects, void, [False] * size, cases))


def _values(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """A column as Python values, equal ones as one object: less memory, and names that are compared by identity."""
    kind = column.type
    if pa.types.is_integer(kind) and not column.null_count:
        values: list[Any] = column.to_numpy().tolist()
        return list(map(dict[int, int]().setdefault, values, values)) if kind == pa.int32() else values
    if pa.types.is_string(kind) or pa.types.is_decimal(kind):
        if isinstance(column, pa.ChunkedArray):
            column = column.combine_chunks()
        coded = column.dictionary_encode()
        words = [*map(_interned, coded.dictionary.to_pylist()), None]
        return [words[i] for i in coded.indices.fill_null(len(words) - 1).to_numpy().tolist()]
    plain: list[Any] = column.to_pylist()
    return plain


def _interned(value: Any) -> Any:
    """Texts are one object everywhere: those of records are the names that rules hold."""
    return sys.intern(value) if type(value) is str else value


def _lists(table: pa.Table | pa.RecordBatch, name: str) -> list[Any]:
    """A column of lists as tuples; equal elements become one object."""
    size = table.num_rows
    if name not in table.schema.names or table[name].null_count == size:
        return [None] * size
    column = table[name]
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    flat = column.flatten()
    if name == "documents":
        elements = flat.to_pylist()
    else:
        make, known = (Actor if name == "by" else Recording), dict[tuple[Any, ...], Any]()
        elements = []
        for told in zip(*(part.to_pylist() for part in flat.flatten()), strict=True):
            made = known.get(told)
            if made is None:
                made = known[told] = make(*told)
            elements.append(made)
    made_lists: list[Any] = []
    start = 0
    for length in column.value_lengths().to_pylist():
        if length is None:
            made_lists.append(None)
            continue
        made_lists.append(tuple(elements[start : start + length]))
        start += length
    return made_lists


def by_case(table: pa.Table | pa.RecordBatch) -> Iterator[tuple[str, Sequence[Record]]]:
    """The records of each case of a segment that is ordered by case."""
    held: list[Record] = []
    for record in to_records(table):
        if held and held[0].case != record.case:
            yield held[0].case, held
            held = []
        held.append(record)
    if held:
        yield held[0].case, held


def _row(record: Record, fields: Mapping[str, ValueType]) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(record, name)
        for name in RECORD_COLUMNS.names
        if name not in ("case_id", "record_id", "by", "recordings", "documents")
    }
    row["case_id"], row["record_id"] = record.case, record.id
    row["documents"] = None if record.documents is None else list(record.documents)
    row["by"] = (
        None
        if record.by is None
        else [{"officer": a.officer, "role": a.role, "confirmed_at": a.confirmed_at} for a in record.by]
    )
    row["recordings"] = (
        None
        if record.recordings is None
        else [{"kind": r.kind, "start": r.start, "end": r.end} for r in record.recordings]
    )
    for name in fields:
        row[f"f_{name}"] = record.fields.get(name)
    return row
