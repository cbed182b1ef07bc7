"""Documents as DOCX, for whoever must edit on: page and grid of GB/T 9704, fonts named as WPS and Word know them.

Every word is put in through the library's text calls, which escape it; nothing of a document is read as XML or as a
template. Times are taken out of the file, so that the same document gives the same bytes and a hash means something.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from docx import Document as new_word_file
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from plumbline.apps.documents.document_data import document_data
from plumbline.core.procedures.document_kind import Layout
from plumbline.core.reports.document import Document

BODY: Final = "仿宋_GB2312"
TITLE: Final = "方正小标宋简体"
HEADING: Final = "黑体"
LATIN: Final = "Times New Roman"
LINE_PITCH: Final = round(225 / 22 / 25.4 * 1440)
"""Height of a line in twentieths of a point: 22 of them on 225 mm."""
CHAR_SPACE: Final = round((156 / 28 / 25.4 * 72 - 16) * 4096)
"""What a character is wider than its size, in 4096ths of a point: 28 of them on 156 mm."""
RED: Final = RGBColor(0xD6, 0, 0)
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def docx_of(document: Document) -> bytes:
    """The document as DOCX."""
    data = document_data(document)
    writer = _Writer(document.layout)
    writer.head(data)
    for part in data["parts"]:
        writer.part(part)
    writer.tail(data)
    out = io.BytesIO()
    writer.file.save(out)
    return without_times(out.getvalue())


def without_times(data: bytes) -> bytes:
    """The same archive with members in order of name and all dated 1980-01-01, the earliest that a ZIP knows."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        for name in sorted(names, key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            target.writestr(info, source.read(name))
    return out.getvalue()


class _Writer:
    def __init__(self, layout: Layout) -> None:
        self.official = layout in (Layout.LETTER, Layout.NOTICE)
        self.file: Any = new_word_file()
        self._properties()
        self._page()
        self._style()

    def _properties(self) -> None:
        """Nothing of the template's author and times stays."""
        core = self.file.core_properties
        core.author = core.last_modified_by = core.comments = ""
        for name in ("created", "modified"):
            element = core._element.find(qn(f"dcterms:{name}"))
            if element is not None:
                core._element.remove(element)

    def _page(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        grid = section._sectPr.find(qn("w:docGrid"))
        if grid is None:
            grid = OxmlElement("w:docGrid")
            section._sectPr.append(grid)
        kind = "linesAndChars" if self.official else "lines"
        values = {"type": kind, "linePitch": str(LINE_PITCH), "charSpace": str(CHAR_SPACE)}
        for name, value in values.items():
            grid.set(qn(f"w:{name}"), value)
        if self.official:
            self.file.settings.odd_and_even_pages_header_footer = True
            _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
            _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
        else:
            _number(section.footer, WD_ALIGN_PARAGRAPH.CENTER)

    def _style(self) -> None:
        normal = self.file.styles["Normal"]
        normal.font.size = Pt(16 if self.official else 12)
        normal.font.name = LATIN
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
        normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)

    def head(self, data: dict[str, Any]) -> None:
        """Red head, number, title, addressee."""
        if data["layout"] == Layout.LETTER:
            mark = self._line(data["issuer"] or "　", WD_ALIGN_PARAGRAPH.CENTER, TITLE, 36)
            mark.runs[0].font.color.rgb = RED
            number = self._line(data["number"], WD_ALIGN_PARAGRAPH.CENTER)
            _red_line(number)
        self._line("", WD_ALIGN_PARAGRAPH.CENTER)
        self._line(data["title"], WD_ALIGN_PARAGRAPH.CENTER, TITLE, 22)
        if data["layout"] != Layout.LETTER and data["number"]:
            self._line(
                data["number"], WD_ALIGN_PARAGRAPH.CENTER if self.official else WD_ALIGN_PARAGRAPH.RIGHT
            )
        self._line("", WD_ALIGN_PARAGRAPH.CENTER)
        if data["addressee"]:
            self._words([*data["addressee"], "："], indent=0)

    def tail(self, data: dict[str, Any]) -> None:
        """Attachments, the organ's name and the date."""
        for n, name in enumerate(data["attachments"]):
            mark = "附件：" if n == 0 else "　　　"
            count = f"{n + 1}. " if len(data["attachments"]) > 1 else ""
            self._words([f"{mark}{count}{name}"], indent=2)
        if data["seal"] is not None:
            self._line("", WD_ALIGN_PARAGRAPH.RIGHT)
            for words in (data["seal"]["organ"], [data["seal"]["date"]]):
                paragraph = self._words([*words, "　　　　"], indent=0)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def part(self, part: dict[str, Any]) -> None:
        """One part of the document."""
        match part["kind"]:
            case "paragraph":
                self._words(part["text"], indent=2, font=HEADING if part["heading"] else None)
            case "room":
                self._room(part["count"])
            case "section":
                self._words([part["title"]], indent=0, font=HEADING)
                for inner in part["parts"]:
                    self.part(inner)
            case "fields":
                self._fields(part["rows"])
            case "list":
                self._table([part["columns"], *part["rows"]], len(part["columns"]))
            case "boxes":
                rows = [
                    [b["title"], f"{b['opinion']}\n　\n签名：{b['name'] or '　　　　'}　{b['day']}"]
                    for b in part["boxes"]
                ]
                self._table(rows, 2)
            case "signatures":
                for title in part["titles"]:
                    self._words([f"{title}：", {"blank": 10}, "　　年　月　日"], indent=0)
            case "exchanges":
                for pair in part["pairs"]:
                    for mark, said in (("问：", pair["question"]), ("答：", pair["answer"])):
                        self._words([mark, said or {"blank": 24}], indent=0)

    def _fields(self, rows: list[list[dict[str, Any]]]) -> None:
        table = self.file.add_table(rows=len(rows), cols=4, style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            values = list(row.cells)
            if len(cells) == 1:
                values = [values[0], values[1].merge(values[3])]
            for n, cell in enumerate(cells):
                values[2 * n].text = cell["label"]
                values[2 * n + 1].text = "".join(w for w in cell["value"] if isinstance(w, str))

    def _table(self, rows: list[list[str]], columns: int) -> None:
        table = self.file.add_table(rows=0, cols=columns, style="Table Grid")
        for row in rows:
            for cell, word in zip(table.add_row().cells, row, strict=True):
                cell.text = word

    def _room(self, count: int) -> None:
        for _ in range(count):
            self._words([{"blank": 28 if self.official else 34}], indent=0)

    def _line(self, words: str, alignment: Any, font: str = BODY, size: float | None = None) -> Any:
        paragraph = self.file.add_paragraph()
        paragraph.alignment = alignment
        _run(paragraph, words, font, size)
        return paragraph

    def _words(self, text: list[Any], *, indent: int, font: str | None = None) -> Any:
        paragraph = self.file.add_paragraph()
        if indent:
            paragraph_indent = OxmlElement("w:ind")
            paragraph_indent.set(qn("w:firstLineChars"), str(indent * 100))
            paragraph._p.get_or_add_pPr().append(paragraph_indent)
        for part in text:
            if isinstance(part, str):
                _run(paragraph, part, font or BODY)
            else:
                _run(paragraph, "　" * part["blank"], font or BODY).font.underline = True
        return paragraph


def _run(paragraph: Any, words: str, font: str, size: float | None = None) -> Any:
    run = paragraph.add_run(words)
    run.font.name = LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if size is not None:
        run.font.size = Pt(size)
    return run


def _number(footer: Any, alignment: Any) -> None:
    """— 1 — as a field that the word processor counts."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    _run(paragraph, "　— ", BODY, 14)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = _run(paragraph, "", BODY, 14)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)
    _run(paragraph, " —　", BODY, 14)


def _red_line(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "D60000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
