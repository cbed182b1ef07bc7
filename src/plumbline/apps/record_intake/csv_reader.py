"""CSV in batches: any usual delimiter, UTF-8 or GB18030, every row with the line on which it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

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
        self._text = text
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
        """The rows in batches; within one, rows on plain lines stand before rows with quotes."""
        text, failure = self._text, None
        while failure is None:
            plain: list[str] = []
            numbers: list[int] = []
            quoted: list[tuple[int, list[str]]] = []
            ended = False
            while len(plain) + len(quoted) < BATCH_ROWS and not ended and failure is None:
                try:
                    line = next(text)
                    if '"' not in line and len(line) <= FIELD_LIMIT:
                        if line.strip("\r\n"):
                            plain.append(line)
                            numbers.append(self._lines.number)
                    else:
                        quoted += self._row_from(line)
                except StopIteration:
                    ended = True
                except FileError as error:
                    failure = error
            yield self._batch(plain, numbers, quoted)
            if ended:
                return
        raise failure

    def _row_from(self, line: str) -> list[tuple[int, list[str]]]:
        """The row that begins with this line; it takes as many lines as its quotes ask for."""
        begin = self._lines.number
        try:
            row = next(csv.reader(chain([line], self._text), delimiter=self._delimiter), [])
        except csv.Error:
            self._faults.append(RowFault(begin, Fault(Reason.TOO_LONG, detail=str(FIELD_LIMIT)), {}))
            return []
        return self._checked(begin, row)

    def _checked(self, begin: int, row: list[str]) -> list[tuple[int, list[str]]]:
        """The row if it has the right width; else it is set aside."""
        if len(row) == self._width and not (self._lines.overlong and self._overlong(begin)):
            return [(begin, row)]
        if row:
            self._set_aside(begin, row)
        return []

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

    def _batch(self, plain: list[str], numbers: list[int], quoted: list[tuple[int, list[str]]]) -> RawBatch:
        table = self._by_block(plain)
        if table is None:
            rows = csv.reader(plain, delimiter=self._delimiter, quoting=csv.QUOTE_NONE)
            quoted = [
                found
                for number, row in zip(numbers, rows, strict=True)
                for found in self._checked(number, row)
            ] + quoted
            table, numbers = {name: pa.array([], pa.string()) for name in self._header}, []
        if quoted:
            more, lines = self._by_row(quoted)
            table = {name: pa.concat_arrays([table[name], more[name]]) for name in self._header}
            numbers = numbers + lines
        faults, self._faults = tuple(sorted(self._faults, key=lambda fault: fault.line)), []
        return RawBatch(table, np.array(numbers, dtype=np.int64), faults)

    def _by_block(self, plain: list[str]) -> dict[str, pa.Array] | None:
        """Lines without quotes, parsed all at once; None where one of them needs a closer look."""
        if not plain:
            return {name: pa.array([], pa.string()) for name in self._header}
        wrong: list[object] = []

        def refuse(row: object) -> str:
            wrong.append(row)
            return "skip"

        try:
            found = pa_csv.read_csv(
                io.BytesIO("".join(plain).encode()),
                pa_csv.ReadOptions(use_threads=False, column_names=self._header, block_size=1 << 24),
                pa_csv.ParseOptions(delimiter=self._delimiter, quote_char=False, invalid_row_handler=refuse),
                pa_csv.ConvertOptions(
                    column_types=dict.fromkeys(self._header, pa.string()), strings_can_be_null=False
                ),
            )
        except (UnicodeEncodeError, pa.ArrowInvalid):
            return None
        if wrong or found.num_rows != len(plain):
            return None
        return {name: found[name].combine_chunks() for name in self._header}

    def _by_row(self, rows: list[tuple[int, list[str]]]) -> tuple[dict[str, pa.Array], list[int]]:
        """Rows one by one; those with bytes outside the encoding are set aside."""
        try:
            return self._columns([row for _number, row in rows]), [number for number, _row in rows]
        except UnicodeEncodeError:
            good = [pair for pair in rows if not self._spoiled(*pair)]
            return self._columns([row for _number, row in good]), [number for number, _row in good]

    def _columns(self, rows: list[list[str]]) -> dict[str, pa.Array]:
        cells = zip(*rows, strict=True) if rows else [()] * self._width
        return {name: pa.array(values, pa.string()) for name, values in zip(self._header, cells, strict=True)}

    def _spoiled(self, number: int, row: list[str]) -> bool:
        spoiled = [name for name, value in zip(self._header, row, strict=True) if undecodable(value)]
        if spoiled:
            fault = Fault(Reason.UNDECODABLE, spoiled[0], detail=self._source.encoding)
            self._faults.append(RowFault(number, fault, self._named(row)))
        return bool(spoiled)
