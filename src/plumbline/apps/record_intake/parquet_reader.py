"""Parquet in batches, every column as text: times, numbers and lists take the same way as in the other formats."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from plumbline.apps.record_intake.errors import NotThatFormat, Truncated
from plumbline.apps.record_intake.mapping import CASE_PREFIX, FIELD_PREFIX
from plumbline.apps.record_intake.opening import UnpackLimits, open_bytes
from plumbline.apps.record_intake.rows import BATCH_ROWS, RawBatch, Source

_NESTED = {"fields": FIELD_PREFIX, "case": CASE_PREFIX}
_MAGIC = b"PAR1"


def read_parquet(path: Path, source: Source, limits: UnpackLimits) -> Iterator[RawBatch]:
    """The rows of a Parquet file, their numbers as lines. Raises `FileError` where it cannot be read on."""
    with path.open("rb") as probe:
        plain = probe.read(4) == _MAGIC
    if plain:
        yield from _batches(path, source)
        return
    with tempfile.TemporaryDirectory() as folder, open_bytes(path, limits) as packed:
        unpacked = Path(folder, "unpacked.parquet")
        with unpacked.open("wb") as target:
            shutil.copyfileobj(packed, target, 1 << 20)
        yield from _batches(unpacked, source)


def _batches(path: Path, source: Source) -> Iterator[RawBatch]:
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        with path.open("rb") as probe:
            cut = probe.read(4) == _MAGIC
        if cut:
            raise Truncated(file=source.name, where="footer", detail=str(error)) from None
        raise NotThatFormat(file=source.name, format="Parquet", detail=str(error)) from None
    number = 1
    with file:
        try:
            for batch in file.iter_batches(BATCH_ROWS):
                columns = dict(_columns(batch))
                source.columns = tuple(columns)
                lines = np.arange(number, number + batch.num_rows, dtype=np.int64)
                number += batch.num_rows
                yield RawBatch(columns, lines)
        except (pa.ArrowInvalid, OSError) as error:
            raise Truncated(file=source.name, where=f"row {number}", detail=str(error)) from None


def _columns(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.Array]]:
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        prefix = _NESTED.get(name)
        if prefix is not None and pa.types.is_struct(column.type):
            for position, field in enumerate(column.type):
                yield f"{prefix}{field.name}", _text(pc.struct_field(column, position))
        else:
            yield name, _text(column)


def _text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _text(column.dictionary_decode())
    if pa.types.is_nested(kind):
        return pa.array([_json(v) for v in column.to_pylist()], pa.string())
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array(
            [None if v is None else v.decode("utf-8", "replace") for v in column.to_pylist()], pa.string()
        )
    return column.cast(pa.string())


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
