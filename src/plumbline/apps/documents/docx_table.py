"""The tables of a DOCX: those of a form go down the page as one table, in the order and the places of the PDF."""

from __future__ import annotations

from typing import Any, Final, Protocol

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

LABEL: Final = Pt(7.2 * 12)
VALUE: Final = Pt((462 - 2 * 7.2 * 12) / 2)
COLUMNS: Final = 4
SIZE: Final = Pt(12)
WIDE: Final = 6
"""A list of more columns is a form of statistics and is set small, as in `layout/document.typ`."""


class Writer(Protocol):
    """What writes paragraphs at the end of the file, or `into` a cell."""

    def words(self, text: list[Any], *, indent: int, font: str | None = None, into: Any = None) -> Any:
        """Words and blanks."""

    def signatures(self, titles: list[str], into: Any = None) -> None:
        """Lines to sign."""

    def exchanges(self, pairs: list[dict[str, str]], into: Any = None) -> None:
        """Questions and answers."""


class FormTable:
    """One table of four columns: label, value, label, value."""

    def __init__(self, file: Any, writer: Writer) -> None:
        self._file, self._writer, self._words = file, writer, writer.words
        self._table: Any = None

    def fill(self, parts: list[dict[str, Any]]) -> None:
        """The parts in order."""
        for part in parts:
            match part["kind"]:
                case "fields":
                    self._fields(part["rows"])
                case "section":
                    self._section(part)
                case "boxes":
                    for box in part["boxes"]:
                        self._box(box)
                case "paragraph":
                    self._words(part["text"], indent=2, into=self._whole())
                case "room":
                    self._room(self._whole(), part["count"])
                case "list":
                    self._list(part)
                case "signatures":
                    self._writer.signatures(part["titles"], self._whole())
                case "exchanges":
                    self._writer.exchanges(part["pairs"], self._whole())
        for row in self._table.rows if self._table is not None else ():
            _whole_row(row)
        _tidy(self._table)

    def _row(self) -> list[Any]:
        if self._table is None:
            self._table = self._file.add_table(rows=0, cols=COLUMNS, style="Table Grid")
            self._table.autofit = False
            _roomy(self._table)
            for place, column in enumerate(self._table.columns):
                column.width = VALUE if place % 2 else LABEL
        cells = list(self._table.add_row().cells)
        for place, cell in enumerate(cells):
            cell.width = VALUE if place % 2 else LABEL
        return cells

    def _whole(self) -> Any:
        cells = self._row()
        return cells[0].merge(cells[3])

    def _pair(self, title: str) -> Any:
        """A row of one label; the cell beside it."""
        cells = self._row()
        self._label(cells[0], title)
        return cells[1].merge(cells[3])

    def _label(self, cell: Any, title: str) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        self._words([title], indent=0, into=cell).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _fields(self, rows: list[list[dict[str, Any]]]) -> None:
        for row in rows:
            if len(row) == 1:
                self._value(self._pair(row[0]["label"]), row[0]["value"])
                continue
            cells = self._row()
            for place, one in enumerate(row):
                self._label(cells[2 * place], one["label"])
                self._value(cells[2 * place + 1], one["value"])

    def _value(self, cell: Any, value: list[Any]) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        self._words([word for word in value if isinstance(word, str)], indent=0, into=cell)

    def _section(self, part: dict[str, Any]) -> None:
        cell = self._pair(part["title"])
        for inner in part["parts"]:
            if inner["kind"] == "room":
                self._room(cell, inner["count"])
            else:
                self._words(inner["text"], indent=2, into=cell)

    def _box(self, box: dict[str, str]) -> None:
        """An approval box: opinion, and under it at the right name and day."""
        cell = self._pair(box["title"])
        self._words([box["opinion"]], indent=0, into=cell)
        if not box["opinion"]:
            self._room(cell, 2)
        signed = self._words(["签名：", box["name"] or {"blank": 5}, f"　{box['day']}"], indent=0, into=cell)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _room(self, cell: Any, count: int) -> None:
        for _ in range(count):
            self._words([""], indent=0, into=cell)

    def _list(self, part: dict[str, Any]) -> None:
        """A list is a table of its own below what went before; its head comes again on each page."""
        _tidy(self._table)
        self._table = None
        table = self._file.add_table(rows=0, cols=len(part["columns"]), style="Table Grid")
        table.autofit = False
        dense = len(part["columns"]) > WIDE
        _roomy(table, beside=2 if dense else 6, above=4 if dense else 7)
        total = sum(part["widths"])
        for place, row in enumerate([part["columns"], *part["rows"]]):
            made = table.add_row()
            for column, (cell, words, wide) in enumerate(zip(made.cells, row, part["widths"], strict=True)):
                cell.width = Pt(463 * wide / total)
                paragraph = self._words([words], indent=0, into=cell)
                if dense:
                    _small(paragraph)
                if place == 0:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                elif column in part["numbers"]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _whole_row(made)
            if place == 0:
                made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        _tidy(table)


def _whole_row(row: Any) -> None:
    """The row is not broken over two pages."""
    properties = row._tr.get_or_add_trPr()
    if properties.find(qn("w:cantSplit")) is None:
        properties.append(OxmlElement("w:cantSplit"))


def _small(paragraph: Any) -> None:
    """Small print with lines of its own height, for forms of many columns."""
    paragraph.paragraph_format.line_spacing = Pt(12)
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _roomy(table: Any, beside: int = 6, above: int = 7) -> None:
    """Room in points between the lines of the table and its words, as on paper."""
    margins = OxmlElement("w:tblCellMar")
    for side, points in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(points * 20))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))  # the order of these elements is fixed
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _tidy(table: Any) -> None:
    """No empty paragraph before the words of a cell, and type of twelve points."""
    if table is None:
        return
    for row in table.rows:
        for cell in row._tr.tc_lst:
            paragraphs = cell.p_lst
            if len(paragraphs) > 1 and not paragraphs[0].r_lst:
                cell.remove(paragraphs[0])
            for paragraph in cell.p_lst:
                for run in paragraph.r_lst:
                    run.get_or_add_rPr().sz_val = SIZE
