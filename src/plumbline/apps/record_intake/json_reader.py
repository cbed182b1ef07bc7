"""JSON Lines in batches: one object a line, fields plain or nested under `fields`, case facts under `case`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from plumbline.apps.record_intake.errors import FileError
from plumbline.apps.record_intake.mapping import CASE_PREFIX, FIELD_PREFIX
from plumbline.apps.record_intake.opening import (
    Lines,
    UnpackLimits,
    find_encoding,
    open_bytes,
    peek,
    readable,
    undecodable,
)
from plumbline.apps.record_intake.rows import (
    BATCH_ROWS,
    FIELD_LIMIT,
    Fault,
    RawBatch,
    Reason,
    RowFault,
    Source,
    shorten,
)

_NESTED = {"fields": FIELD_PREFIX, "case": CASE_PREFIX}


def read_json_lines(
    path: Path, source: Source, encoding: str | None, limits: UnpackLimits
) -> Iterator[RawBatch]:
    """The rows of a JSON Lines file. Raises `FileError` where it cannot be read on."""
    source.encoding = encoding or find_encoding(peek(path, limits))
    known: dict[str, None] = {}
    with open_bytes(path, limits) as stream:
        lines = Lines(stream, source.encoding)
        rows: list[dict[str, str | None]] = []
        numbers: list[int] = []
        faults: list[RowFault] = []
        texts = iter(lines)
        failure: FileError | None = None
        while True:
            try:
                text = next(texts)
            except StopIteration:
                break
            except FileError as error:
                failure = error
                break
            if not text.strip():
                continue
            found = _object(text, source, long=lines.number in lines.overlong)
            if isinstance(found, Fault):
                faults.append(RowFault(lines.number, found, {"line": shorten(readable(text.strip()))}))
                continue
            rows.append(found)
            numbers.append(lines.number)
            if len(rows) >= BATCH_ROWS:
                yield _batch(rows, numbers, faults, known, source)
                rows, numbers, faults = [], [], []
        yield _batch(rows, numbers, faults, known, source)
        if failure is not None:
            raise failure


def _object(text: str, source: Source, *, long: bool) -> dict[str, str | None] | Fault:
    if long:
        return Fault(Reason.TOO_LONG, detail=str(FIELD_LIMIT))
    if undecodable(text):
        return Fault(Reason.UNDECODABLE, "line", detail=source.encoding)
    try:
        found = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        return Fault(Reason.NOT_JSON, detail=shorten(str(error), 80))
    if not isinstance(found, dict):
        return Fault(Reason.NOT_JSON, detail=type(found).__name__)
    row = _flat(found)
    if len(text) > FIELD_LIMIT and any(len(value or "") > FIELD_LIMIT for value in row.values()):
        return Fault(Reason.TOO_LONG, detail=str(FIELD_LIMIT))
    return row


def _flat(found: dict[str, Any]) -> dict[str, str | None]:
    row: dict[str, str | None] = {}
    for name, value in found.items():
        prefix = _NESTED.get(name)
        if prefix is not None and isinstance(value, dict):
            row.update({f"{prefix}{inner}": _text(each) for inner, each in value.items()})
        else:
            row[name] = _text(value)
    return row


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value == []:
        return "-"
    return json.dumps(value, ensure_ascii=False)


def _batch(
    rows: list[dict[str, str | None]],
    numbers: list[int],
    faults: list[RowFault],
    known: dict[str, None],
    source: Source,
) -> RawBatch:
    for row in rows:
        if not row.keys() <= known.keys():
            known.update(dict.fromkeys(row))
    source.columns = tuple(known)
    columns = {name: pa.array([_utf8(row.get(name)) for row in rows], pa.string()) for name in known}
    return RawBatch(columns, np.array(numbers, dtype=np.int64), tuple(faults))


def _utf8(value: str | None) -> str | None:
    """A JSON text may name half a surrogate pair, which no encoding holds."""
    return value if value is None or value.isascii() else readable(value)
