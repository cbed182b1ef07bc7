"""Documents as DOCX, for whoever must edit on: page and grid of GB/T 9704, fonts named as WPS and Word know them.

Every word is put in through the library's text calls, which escape it; nothing of a document is read as XML or as a
template. Times are taken out of the file, so that the same document gives the same bytes and a hash means something.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from docx import Document as new_word_file
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from plumbline.apps.documents.document_data import document_data
from plumbline.apps.documents.docx_table import FormTable
from plumbline.core.procedures.document_kind import Layout
from plumbline.core.reports.document import Document

BODY: Final = "仿宋_GB2312"
TITLE: Final = "方正小标宋简体"
HEADING: Final = "黑体"
LATIN: Final = "Times New Roman"
LINE_PITCH: Final = round(225 / 22 / 25.4 * 1440)
"""Height of a line in twentieths of a point: 22 of them on 225 mm."""
FORM_PITCH: Final = round(12 * 1.62 * 20)
"""The same of forms and records, whose type of twelve points stands closer."""
CHAR_SPACE: Final = round((156 / 28 / 25.4 * 72 - 16) * 4096)
"""What a character is wider than its size, in 4096ths of a point: 28 of them on 156 mm."""
LONG_TITLE: Final = 8
"""Characters of a signature's title beyond which each has a line of its own."""
LONG_ISSUER: Final = 12
"""Characters of an organ's name beyond which the red head is set smaller."""
RED: Final = RGBColor(0xD6, 0, 0)
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def docx_of(document: Document) -> bytes:
    """The document as DOCX."""
    data = document_data(document)
    writer = _Writer(document.layout)
    writer.head(data)
    if document.layout in (Layout.FORM, Layout.RECEIPT):
        FormTable(writer.file, writer).fill(data["parts"])
    elif document.layout is Layout.SHEET:
        writer.sheet()
    else:
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
        self.size, self.wide = (16, 28) if self.official else (12, 38)
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
        top, bottom, left, right = (37, 35, 28, 26) if self.official else (28, 25, 25, 22)
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        grid = section._sectPr.find(qn("w:docGrid"))
        if grid is None:
            grid = OxmlElement("w:docGrid")
            section._sectPr.append(grid)
        if self.official:
            values = {"type": "linesAndChars", "linePitch": str(LINE_PITCH), "charSpace": str(CHAR_SPACE)}
        else:
            values = {"type": "lines", "linePitch": str(FORM_PITCH)}
        for name, value in values.items():
            grid.set(qn(f"w:{name}"), value)
        if self.official:
            self.file.settings.odd_and_even_pages_header_footer = True
            _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
            _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
        else:
            _count(section.footer)

    def _style(self) -> None:
        normal = self.file.styles["Normal"]
        normal.font.size = Pt(self.size)
        normal.font.name = LATIN
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
        normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)

    def head(self, data: dict[str, Any]) -> None:
        """Red head, number, title, addressee."""
        if data["layout"] == Layout.LETTER:
            issuer = data["issuer"] or "　"
            size = 28 if len(issuer) > LONG_ISSUER else 36
            mark = self._line(issuer, WD_ALIGN_PARAGRAPH.CENTER, TITLE, size)
            mark.runs[0].font.color.rgb = RED
            mark.paragraph_format.space_before = Mm(10)
            number = self._line(data["number"], WD_ALIGN_PARAGRAPH.CENTER)
            number.paragraph_format.space_before = Pt(LINE_PITCH / 20)
            _red_line(number)
        self._line("", WD_ALIGN_PARAGRAPH.CENTER)
        self._line(data["title"], WD_ALIGN_PARAGRAPH.CENTER, TITLE, 22)
        if data["layout"] != Layout.LETTER and data["number"]:
            self._line(
                data["number"], WD_ALIGN_PARAGRAPH.CENTER if self.official else WD_ALIGN_PARAGRAPH.RIGHT
            )
        self._line("", WD_ALIGN_PARAGRAPH.CENTER)
        if data["addressee"]:
            self.words([*data["addressee"], "："], indent=0)

    def tail(self, data: dict[str, Any]) -> None:
        """Attachments, the organ's name and the date."""
        for n, name in enumerate(data["attachments"]):
            mark = "附件：" if n == 0 else "　　　"
            count = f"{n + 1}. " if len(data["attachments"]) > 1 else ""
            line = self.words([f"{mark}{count}{name}"], indent=0)
            _indent(line, 600, -400)
        if data["seal"] is not None:
            self._seal(data["seal"])

    def _seal(self, seal: dict[str, Any]) -> None:
        """The organ's name over the date, four characters from the right, on one page with each other: there the seal
        goes over both.
        """
        for paragraph in self.file.paragraphs[-1:]:  # no page with the signature alone
            paragraph.paragraph_format.keep_with_next = True
        organ = "".join(word for word in seal["organ"] if isinstance(word, str))
        wide = max(len(organ), len(seal["date"]))
        self._line("", WD_ALIGN_PARAGRAPH.RIGHT).paragraph_format.keep_with_next = True
        for words, last in ((seal["organ"], False), ([seal["date"]], True)):
            length = sum(len(word) if isinstance(word, str) else word["blank"] for word in words)
            beside = "　" * (4 + (wide - length) // 2)
            paragraph = self.words([*words, beside], indent=0)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = not last

    def sheet(self) -> None:
        """A frame to paste a paper of others into."""
        self._line("（本页粘贴或者插入原件）", WD_ALIGN_PARAGRAPH.CENTER)
        row = self.file.add_table(rows=1, cols=1, style="Table Grid").rows[0]
        row.height, row.height_rule = Mm(200), WD_ROW_HEIGHT_RULE.AT_LEAST

    def part(self, part: dict[str, Any]) -> None:
        """One part of the document."""
        match part["kind"]:
            case "paragraph":
                line = self.words(part["text"], indent=2, font=HEADING if part["heading"] else None)
                line.paragraph_format.keep_with_next = True if part["heading"] else None
            case "room":
                self._room(part["count"])
            case "fields" | "list" | "boxes":
                FormTable(self.file, self).fill([part])
            case "signatures":
                self.signatures(part["titles"])
            case "exchanges":
                self.exchanges(part["pairs"])

    def signatures(self, titles: list[str], into: Any = None) -> None:
        """Lines to sign, two beside each other where their titles are short."""
        single = any(len(title) > LONG_TITLE for title in titles)
        rows = [titles[at : at + (1 if single else 2)] for at in range(0, len(titles), 1 if single else 2)]
        for row in rows:
            parts: list[Any] = []
            for place, title in enumerate(row):
                wide = self.wide if single else self.wide // 2 - 1
                parts += ["\t"] if place else []
                parts += [f"{title}：", {"blank": max(3, wide - len(title) - 8)}, "　年　月　日"]
            line = self.words(parts, indent=0, into=into)
            line.paragraph_format.space_before = Pt(10)
            line.paragraph_format.tab_stops.add_tab_stop(Pt(self.size * (self.wide // 2)))

    def exchanges(self, pairs: list[dict[str, str]], into: Any = None) -> None:
        """Questions and answers, each from its mark on; a line to write on where nothing is said."""
        for pair in pairs:
            for mark, said in (("问：", pair["question"]), ("答：", pair["answer"])):
                _indent(self.words([mark, said or {"blank": self.wide - 2}], indent=0, into=into), 200, -200)

    def _room(self, count: int) -> None:
        for _ in range(count):
            self.words([{"blank": self.wide}], indent=0)

    def _line(self, words: str, alignment: Any, font: str = BODY, size: float | None = None) -> Any:
        paragraph = self.file.add_paragraph()
        paragraph.alignment = alignment
        run_of(paragraph, words, font, size)
        return paragraph

    def words(self, text: list[Any], *, indent: int, font: str | None = None, into: Any = None) -> Any:
        """A paragraph of words and blanks, at the end of the file or `into` a cell."""
        paragraph = (into or self.file).add_paragraph()
        if indent:
            paragraph_indent = OxmlElement("w:ind")
            paragraph_indent.set(qn("w:firstLineChars"), str(indent * 100))
            paragraph._p.get_or_add_pPr().append(paragraph_indent)
        for part in text:
            if isinstance(part, str):
                run_of(paragraph, part, font or BODY)
            else:
                run_of(paragraph, "　" * part["blank"], font or BODY).font.underline = True
        return paragraph


def _indent(paragraph: Any, left: int, first: int) -> None:
    """From the left in hundredths of a character, its first line by so many more, or fewer."""
    told = OxmlElement("w:ind")
    told.set(qn("w:leftChars"), str(left))
    told.set(qn("w:hangingChars" if first < 0 else "w:firstLineChars"), str(abs(first)))
    paragraph._p.get_or_add_pPr().append(told)


def run_of(paragraph: Any, words: str, font: str, size: float | None = None) -> Any:
    """Words in a font for each script."""
    run = paragraph.add_run(words)
    run.font.name = LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if size is not None:
        run.font.size = Pt(size)
    return run


def _count(footer: Any) -> None:
    """第 1 页　共 2 页, both counted by the word processor."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        run_of(paragraph, words, BODY, 10.5)
        if field:
            _field(paragraph, field, 10.5)


def _field(paragraph: Any, name: str, size: float) -> None:
    for kind, words in (("begin", ""), ("", name), ("end", "")):
        run = run_of(paragraph, "", BODY, size)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)


def _number(footer: Any, alignment: Any) -> None:
    """— 1 — as a field that the word processor counts."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    run_of(paragraph, "　— ", BODY, 14)
    _field(paragraph, "PAGE", 14)
    run_of(paragraph, " —　", BODY, 14)


def _red_line(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "D60000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
