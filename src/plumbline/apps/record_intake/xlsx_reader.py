"""An Excel book in batches: its first sheet, every row with its number in the sheet.

Whoever mends what waits opens the sheet in Excel, and saves it as Excel does. A cell that Excel took for a date or a
number is written as in the other formats; a number of more than fifteen digits has lost its last ones there, and its
row is set aside. What is sent in is somebody's file: size, shape and document type are looked at first.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from openpyxl import load_workbook

from plumbline.apps.record_intake.errors import (
    DecompressionBomb,
    DoctypeRefused,
    HeaderUnusable,
    NotThatFormat,
)
from plumbline.apps.record_intake.opening import UnpackLimits
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

MAGIC: Final = b"PK\x03\x04"
_KEPT_DIGITS: Final = 15
"""Of a number; Excel writes noughts for what comes after."""
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    SyntaxError,
    OSError,
    AttributeError,
)
"""What openpyxl says of a book that is none, or was damaged."""


def read_xlsx(path: Path, source: Source, limits: UnpackLimits) -> Iterator[RawBatch]:
    """The rows of the first sheet. Raises `FileError` where it cannot be read on."""
    try:
        _look_at(path, source, limits)
        # Given as a stream: of a path the ending would be asked for, and what was uploaded lies under a name without.
        with path.open("rb") as file, closing(load_workbook(file, read_only=True, data_only=True)) as book:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a book says of its own size is not believed
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            header = _header(next(rows, (1, ()))[1], source)
            while part := list(islice(rows, BATCH_ROWS)):
                yield _batch(part, header)
    except _BROKEN as error:
        raise NotThatFormat(file=source.name, format="XLSX", detail=type(error).__name__) from None


def _look_at(path: Path, source: Source, limits: UnpackLimits) -> None:
    """Raises DecompressionBomb and DoctypeRefused: entities could read files or fill the memory."""
    with zipfile.ZipFile(path) as parts:
        size = sum(part.file_size for part in parts.infolist())
        if size > limits.size and size > limits.ratio * path.stat().st_size:
            raise DecompressionBomb(file=source.name, limit=limits.size, ratio=limits.ratio)
        for part in parts.infolist():
            if part.filename.endswith((".xml", ".rels")):
                with parts.open(part) as stream:
                    head = stream.read(8192).replace(b"\x00", b"")  # UTF-16 hides nothing
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise DoctypeRefused(file=source.name, line=1)


def _header(row: Sequence[object], source: Source) -> list[str]:
    names = [_text(value).strip() for value in row]
    while names and not names[-1]:
        names.pop()
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if not names or twice:
        raise HeaderUnusable(file=source.name, detail=", ".join(twice))
    header = [name or f"column {number}" for number, name in enumerate(names, 1)]
    source.columns = tuple(header)
    return header


def _batch(rows: Sequence[tuple[int, Sequence[object]]], header: Sequence[str]) -> RawBatch:
    good: list[list[str]] = []
    numbers: list[int] = []
    faults: list[RowFault] = []
    for number, row in rows:
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        fault = _fault(row, cells, header)
        if fault is not None:
            told = zip(header, cells, strict=False)
            faults.append(RowFault(number, fault, {name: shorten(value) for name, value in told if value}))
            continue
        good.append(cells + [""] * (len(header) - len(cells)))
        numbers.append(number)
    columns = zip(*good, strict=True) if good else [()] * len(header)
    table = {name: pa.array(values, pa.string()) for name, values in zip(header, columns, strict=True)}
    return RawBatch(table, np.array(numbers, dtype=np.int64), tuple(faults))


def _fault(row: Sequence[object], cells: Sequence[str], header: Sequence[str]) -> Fault | None:
    if len(cells) > len(header):
        return Fault(Reason.COLUMN_COUNT, value=str(len(cells)), detail=str(len(header)))
    if any(len(text) > FIELD_LIMIT for text in cells):
        return Fault(Reason.TOO_LONG, detail=str(FIELD_LIMIT))
    for name, value in zip(header, row, strict=False):
        if isinstance(value, int | float) and abs(value) >= 10**_KEPT_DIGITS:
            return Fault(Reason.LOST_DIGITS, name, _text(value), str(_KEPT_DIGITS))
    return None


def _text(value: object) -> str:
    """A cell as it is written in the other formats; a moment to the second: Excel keeps a fraction of a day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return f"{Decimal(f'{value:.{_KEPT_DIGITS}g}').normalize():f}"  # 0.1 + 0.2 is 0.3 in a sheet
    return str(value)
