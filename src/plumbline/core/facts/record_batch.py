"""Records as columns: the one layout of every segment that is exported, ingested or scanned.

A segment holds the records of one procedure. Times are as in `record.py`: days as int32, instants as int64 microseconds
UTC. A field `fine` of the procedure is the column `f_fine`; a field that a record does not state is null. Officers,
documents and recordings are null where the source does not say and empty where it says «none».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from plumbline.core.facts.record import Actor, Record, Recording
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
    """The records of a segment, in its order."""
    fields = [name for name in table.schema.names if name.startswith("f_")]
    return [_record(row, fields) for row in table.to_pylist()]


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


def _record(row: Mapping[str, Any], fields: Sequence[str]) -> Record:
    by, documents, recordings = row["by"], row["documents"], row["recordings"]
    return Record(
        id=row["record_id"],
        step=row["step"],
        seq=row["seq"],
        day=row["day"],
        instant=row["instant"],
        precise=row["precise"],
        end_day=row["end_day"],
        end_instant=row["end_instant"],
        end_precise=row["end_precise"],
        recorded_at=row["recorded_at"],
        by=None if by is None else tuple(Actor(a["officer"], a["role"], a["confirmed_at"]) for a in by),
        fields={name[2:]: row[name] for name in fields if row[name] is not None},
        documents=None if documents is None else tuple(documents),
        recordings=None
        if recordings is None
        else tuple(Recording(r["kind"], r["start"], r["end"]) for r in recordings),
        corrects=row["corrects"],
        void=row["void"],
        case=row["case_id"],
    )
