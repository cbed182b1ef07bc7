"""Excel and CSV in and out. What comes in is somebody's file: size, shape and document type are checked first."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from typing import TypeVar
from unicodedata import east_asian_width

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from plumbline.apps.people.errors import SheetUnreadable
from plumbline.core.registers.cells import Cell, neutral

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 100_000
Row = TypeVar("Row", bound=Sequence[str | int | Decimal])
_ZIP = b"PK\x03\x04"
_LOOKED_AT = 200
"""Rows by which the width of a column is found: a sheet is written as its rows come."""
_NARROWEST, _WIDEST = 12, 48
"""Characters of a column; what is longer goes on in the next line of its cell."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def read_sheet(name: str, data: bytes, first: int | None = None) -> list[tuple[Cell, ...]]:
    """The rows of the first sheet, the `first` ones or all; raises SheetUnreadable."""
    check_kind(name, data)
    return _read_xlsx(name, data, first) if data[:4] == _ZIP else _read_csv(name, data, first)


def check_kind(name: str, data: bytes) -> None:
    """Whether it may be a sheet at all, told at once while the reading of it takes its time; raises SheetUnreadable."""
    if len(data) > LARGEST_FILE:
        raise _unreadable(name, f"超过 {LARGEST_FILE >> 20} MB", f"larger than {LARGEST_FILE >> 20} MB")
    if data[:4] != _ZIP and not name.lower().endswith(".csv"):
        raise _unreadable(name, "不是 xlsx 或者 csv 文件", "it is neither xlsx nor csv")


def _read_xlsx(name: str, data: bytes, first: int | None) -> list[tuple[Cell, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise _unreadable(name, "展开后过大", "it is too large when unpacked")
            for part in parts.infolist():
                if part.filename.endswith((".xml", ".rels")) and _has_dtd(parts, part):
                    raise _unreadable(name, "含有文档类型定义", "it holds a document type definition")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return _at_most(name, islice(sheet.iter_rows(values_only=True), first))
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, SyntaxError) as error:
        raise _unreadable(name, "文件已损坏", "it is damaged") from error


def _has_dtd(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """A document type stands before the first element; entities in it could read files or fill the memory."""
    with parts.open(part) as stream:
        head = stream.read(8192)
    text = head.replace(b"\x00", b"")  # UTF-16 hides nothing
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text


def _read_csv(name: str, data: bytes, first: int | None) -> list[tuple[Cell, ...]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return _at_most(name, islice(map(tuple, csv.reader(io.StringIO(text, newline=""))), first))
        except csv.Error as error:
            raise _unreadable(name, "文件已损坏", "it is damaged") from error
    raise _unreadable(name, "编码既不是 UTF-8 也不是 GB 18030", "it is neither UTF-8 nor GB 18030")


def _at_most(name: str, rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    found: list[tuple[Cell, ...]] = []
    for row in rows:
        if len(found) > MOST_ROWS:
            raise _unreadable(name, f"超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows")
        found.append(row)
    if not found:
        raise _unreadable(name, "没有数据", "it is empty")
    return found


def write_xlsx(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of text cells: numbers keep their zeros in front, nothing is taken for a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.freeze_panes = "A2"
    fitted = _fitted(sheet, titles, rows)
    sheet.append([_cell(sheet, title, bold=True) for title in titles])
    for row in fitted:
        sheet.append([_cell(sheet, text, goes_on=True) for text in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a book: its title above (empty: none), heads, rows in which numbers stay numbers, lines below."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str | int | Decimal]]
    notes: Sequence[str] = ()


def write_book(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of several sheets; text is never taken for a formula, and a number can be reckoned with."""
    book = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(one.name[:31])
        sheet.freeze_panes = "B3" if one.title else "A2"
        rows = _fitted(sheet, one.heads, one.rows)
        if one.title:
            sheet.append([_cell(sheet, one.title, bold=True)])
        sheet.append([_cell(sheet, head, bold=True) for head in one.heads])
        for row in rows:
            sheet.append([_any_cell(sheet, value) for value in row])
        for note in one.notes:
            sheet.append([_cell(sheet, note)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fitted(sheet: WriteOnlyWorksheet, heads: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows again, once each column is as wide as what its first ones hold; a sheet takes no width later."""
    rest = iter(rows)
    first = list(islice(rest, _LOOKED_AT))
    for place, head in enumerate(heads):
        wanted = max(map(_width, [head, *(row[place] for row in first if place < len(row))]))
        letter = get_column_letter(place + 1)
        sheet.column_dimensions[letter].width = min(_WIDEST, max(_NARROWEST, wanted + 2))
    return chain(first, rest)


def _width(value: str | int | Decimal) -> int:
    """Characters in the longest line of a cell; one of Chinese takes the place of two."""
    text = value if isinstance(value, str) else f"{value:,}"
    return max(
        (sum(2 if east_asian_width(one) in "WF" else 1 for one in line) for line in text.split("\n")),
        default=0,
    )


def write_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of CSV with a mark by which spreadsheet programs know UTF-8."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(titles)
    yield "\ufeff" + line.text
    for row in rows:
        writer.writerow([neutral(text) if not text.startswith("'") else text for text in row])
        yield line.text


class _Line:
    """Where the writer of the standard library writes one line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _any_cell(sheet: WriteOnlyWorksheet, value: str | int | Decimal) -> WriteOnlyCell:
    """Text, or a number as tables are printed: thousands by a comma, two decimals or as many as it has."""
    if isinstance(value, str):
        return _cell(sheet, value, goes_on=True)
    cell = WriteOnlyCell(sheet, value=value)
    exponent = value.normalize().as_tuple().exponent if isinstance(value, Decimal) else 0
    cell.number_format = "#,##0"
    if isinstance(exponent, int) and exponent < 0:
        cell.number_format += "." + "0" * max(2, -exponent)
    return cell


def _cell(
    sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False, goes_on: bool = False
) -> WriteOnlyCell:
    """`goes_on`: what is wider than its column goes on in a line beneath; a title stands over the next ones."""
    cell = WriteOnlyCell(sheet, value=text if text.startswith("'") else neutral(text))
    cell.data_type = "s"
    cell.number_format = "@"
    if goes_on and _width(text) > _WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F7F9FA")
    return cell


def _unreadable(name: str, zh: str, en: str) -> SheetUnreadable:
    return SheetUnreadable(name=name[:80], problem_zh=zh, problem_en=en)
