"""CSV in batches: any usual delimiter, UTF-8 or GB18030, every row with the line on which it begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from plumbline.apps.record_intake.errors import FileError, HeaderUnusable, NotThatFormat
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
    REJECT_PREFIX,
    Fault,
    RawBatch,
    Reason,
    RowFault,
    Source,
    shorten,
)

_DELIMITERS = ",;\t|"
REST = f"{REJECT_PREFIX}rest"
"""Where the surplus cells of a row with too many are shown."""


def read_csv(path: Path, source: Source, encoding: str | None, limits: UnpackLimits) -> Iterator[RawBatch]:
    """The rows of a CSV file. Raises `FileError` where it cannot be read on."""
    sample = peek(path, limits)
    if b"\x00" in sample[:4096] and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotThatFormat(file=source.name, format="CSV", detail="binary")
    source.encoding = encoding or find_encoding(sample)
    csv.field_size_limit(FIELD_LIMIT)
    with open_bytes(path, limits) as stream:
        lines = Lines(stream, source.encoding)
        yield from _Rows(lines, source).batches()


class _Rows:
    def __init__(self, lines: Lines, source: Source) -> None:
        self._lines, self._source = lines, source
        text = iter(lines)
        first = next(text, "")
        self._delimiter = max(_DELIMITERS, key=first.count) if first else ","
        self._header = self._read_header(first)
        self._width = len(self._header)
        self._rows = csv.reader(text, delimiter=self._delimiter)
        self._faults: list[RowFault] = []
        source.columns = tuple(self._header)

    def _read_header(self, first: str) -> list[str]:
        try:
            header = [name.strip() for name in next(csv.reader([first], delimiter=self._delimiter), [])]
        except csv.Error as error:
            raise HeaderUnusable(file=self._source.name, detail=str(error)) from None
        twice = {name for name in header if name and header.count(name) > 1}
        if undecodable(first) or not any(header) or twice:
            raise HeaderUnusable(
                file=self._source.name, detail=", ".join(sorted(twice)) or shorten(readable(first), 80)
            )
        return [name or f"column {number}" for number, name in enumerate(header, 1)]

    def batches(self) -> Iterator[RawBatch]:
        rows: list[Sequence[str]] = []
        numbers: list[int] = []
        good = self._good_rows()
        failure: FileError | None = None
        while True:
            try:
                number, row = next(good)
            except StopIteration:
                break
            except FileError as error:
                failure = error
                break
            rows.append(row)
            numbers.append(number)
            if len(rows) >= BATCH_ROWS:
                yield self._batch(rows, numbers)
                rows, numbers = [], []
        yield self._batch(rows, numbers)
        if failure is not None:
            raise failure

    def _good_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows of the right width with the line on which they begin; what is wrong goes to the faults."""
        rows, lines, width = self._rows, self._lines, self._width
        while True:
            begin = lines.number + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                fault = Fault(Reason.TOO_LONG, detail=str(FIELD_LIMIT))
                self._faults.append(RowFault(begin, fault, {}))
                continue
            if len(row) == width and not (lines.overlong and self._overlong(begin)):
                yield begin, row
            elif row:
                self._set_aside(begin, row)

    def _overlong(self, begin: int) -> bool:
        """Whether a line of the row that begins there was cut."""
        return any(begin <= number <= self._lines.number for number in self._lines.overlong)

    def _set_aside(self, begin: int, row: list[str]) -> None:
        if self._overlong(begin):
            fault = Fault(Reason.TOO_LONG, detail=str(FIELD_LIMIT))
        else:
            fault = Fault(Reason.COLUMN_COUNT, value=str(len(row)), detail=str(self._width))
        self._faults.append(RowFault(begin, fault, self._named(row)))

    def _named(self, row: Sequence[str]) -> dict[str, str]:
        named = {
            name: shorten(readable(value)) for name, value in zip(self._header, row, strict=False) if value
        }
        if len(row) > self._width:
            named[REST] = shorten(readable(self._delimiter.join(row[self._width :])))
        return named

    def _batch(self, rows: list[Sequence[str]], numbers: list[int]) -> RawBatch:
        try:
            columns = self._columns(rows)
        except UnicodeEncodeError:
            rows, numbers = self._without_undecodable(rows, numbers)
            columns = self._columns(rows)
        faults, self._faults = tuple(self._faults), []
        return RawBatch(columns, np.array(numbers, dtype=np.int64), faults)

    def _columns(self, rows: list[Sequence[str]]) -> dict[str, pa.Array]:
        if not rows:
            return {name: pa.array([], pa.string()) for name in self._header}
        return {
            name: pa.array(values, pa.string())
            for name, values in zip(self._header, zip(*rows, strict=True), strict=True)
        }

    def _without_undecodable(
        self, rows: list[Sequence[str]], numbers: list[int]
    ) -> tuple[list[Sequence[str]], list[int]]:
        good: list[int] = []
        for position, row in enumerate(rows):
            spoiled = [name for name, value in zip(self._header, row, strict=True) if undecodable(value)]
            if spoiled:
                fault = Fault(Reason.UNDECODABLE, spoiled[0], detail=self._source.encoding)
                self._faults.append(RowFault(numbers[position], fault, self._named(row)))
            else:
                good.append(position)
        return [rows[p] for p in good], [numbers[p] for p in good]
