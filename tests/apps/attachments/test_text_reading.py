"""The text of a stranger's file: what is text, what is a scan, and what is ended because it takes too much."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from tests.builders import sample_files as sample

from plumbline.apps.attachments import text_reader, text_reading
from plumbline.apps.attachments.text_reading import TextRead, read_text

_OPEN = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def scan(pages: int = 1) -> bytes:
    """A PDF of pictures."""
    out = io.BytesIO()
    first, *more = [Image.new("RGB", (60, 80), "white") for _ in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=more)
    return out.getvalue()


def together(*files: bytes) -> bytes:
    """One PDF of several."""
    writer, out = PdfWriter(), io.BytesIO()
    for one in files:
        writer.append(PdfReader(io.BytesIO(one)))
    writer.write(out)
    return out.getvalue()


def word(part: bytes) -> bytes:
    """A Word file with this as its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", _OPEN + part + b"</w:document>")
    return out.getvalue()


def test_a_word_is_whole_where_the_line_ends_in_it() -> None:
    text, scans, whole = text_reader.read_pdf(
        sample.pdf("当事人未按规定检测安全设\\\n备，仓库 Plant A\\\nNo. 7")
    )
    assert ("未按规定检测安全设备，仓库" in text, scans, whole) == (True, 0, True)
    assert text.split()[-3:] == ["A", "No.", "7"]


def test_pages_that_are_pictures_are_counted() -> None:
    assert text_reader.read_pdf(scan(3)) == ("", 3, True)
    assert text_reader.read_pdf(together(sample.pdf("立案审批表"), scan())) == ("立案审批表", 1, True)


def test_what_is_too_long_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reader, "MOST_PAGES", 1)
    assert text_reader.read_pdf(sample.pdf("一二三", pages=2)) == ("一二三", 0, False)
    monkeypatch.setattr(text_reader, "MOST_CHARACTERS", 3)
    assert text_reader.read_docx(sample.docx("甲乙", "丙丁", "戊己")) == ("甲乙\n丙丁", 0, False)
    assert text_reader.read_txt("甲乙丙丁".encode("gb18030"))[2] is False


def test_a_word_file_says_its_paragraphs_and_nothing_of_the_machine() -> None:
    said = "<w:p><w:r><w:t>询问</w:t></w:r><w:r><w:t>笔录</w:t><w:tab/><w:t>a</w:t></w:r></w:p>".encode()
    assert text_reader.read_docx(word(said)) == ("询问笔录 a", 0, True)
    named = b'<!DOCTYPE d [<!ENTITY s "abc">]>' + _OPEN + b"<w:p><w:t>b&s;</w:t></w:p></w:document>"
    with pytest.raises(ValueError, match="document type"):
        list(text_reader._paragraphs(named))


def test_a_sheet_says_its_cells_as_they_were_worked_out_its_notes_and_its_names() -> None:
    book = Workbook()
    book.active.title = "罚没清单"
    book.active.append(["物品", "数量", "入库日", "备注"])
    book.active.append(["电热毯", 120, date(2026, 3, 2), None])
    book.active["A2"].comment = Comment("样品另存", "测试")
    book.create_sheet("空表")
    out = io.BytesIO()
    book.save(out)
    text, scans, whole = text_reader.read_xlsx(out.getvalue())
    assert (scans, whole) == (0, True)
    assert text.splitlines()[:3] == ["罚没清单", "物品 数量 入库日 备注", "电热毯 120 2026-03-02"]
    assert "样品另存" in text
    assert "空表" not in text
    assert read_text(out.getvalue(), "xlsx") == TextRead("read", text)
    named = sample.repacked(
        out.getvalue(), {"xl/comments9.xml": '<!DOCTYPE d [<!ENTITY s "x">]><d>&s;</d>'.encode("utf-16")}
    )
    with pytest.raises(ValueError, match="document type"):
        text_reader.read_xlsx(named)


def test_a_long_sheet_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reader, "MOST_CHARACTERS", 10)
    text, _, whole = text_reader.read_xlsx(sample.xlsx("甲" * 8, "乙" * 8))
    assert ("甲" * 8 in text, whole) == (True, False)
    monkeypatch.setattr(text_reader, "_MOST_UNPACKED", 10)
    assert text_reader.read_xlsx(sample.xlsx("甲")) == ("", 0, False)


def form_of_a_pdf(*rows: dict[str, str], apart: bool = False) -> bytes:
    """A PDF with these fields and notes on its page; `apart`: with a form that stands beside the pages."""

    def add(writer: PdfWriter) -> None:
        box = ArrayObject([FloatObject(one) for one in (50, 50, 300, 80)])
        found = []
        for row in rows:
            said = {NameObject(name): TextStringObject(text) for name, text in row.items() if name != "/FT"}
            kind = "/Widget" if "/FT" in row else "/FreeText"
            named = {"/Type": "/Annot", "/Subtype": kind} | ({"/FT": row["/FT"]} if "/FT" in row else {})
            said |= {NameObject(name): NameObject(word) for name, word in named.items()}
            found.append(writer._add_object(DictionaryObject({**said, NameObject("/Rect"): box})))
        writer.pages[0][NameObject("/Annots")] = ArrayObject(found)
        form = {NameObject("/Fields"): ArrayObject(found)}
        if apart:
            form[NameObject("/XFA")] = TextStringObject("<xdp/>")
        writer._root_object[NameObject("/AcroForm")] = DictionaryObject(form)

    return sample.changed_pdf(add)


def test_what_is_typed_into_the_form_of_a_pdf_and_noted_on_it_is_read() -> None:
    typed = {"/FT": "/Tx", "/T": "address", "/V": "青石区东风路十二号仓库"}
    data = form_of_a_pdf(typed, {"/Contents": "已核对原件"})
    text, scans, whole = text_reader.read_pdf(data)
    assert (scans, whole) == (0, True)
    assert text.splitlines() == ["立案审批表", "青石区东风路十二号仓库", "已核对原件"]
    assert read_text(data, "pdf").reading == "read"
    assert text_reader.read_pdf(form_of_a_pdf(typed, apart=True))[2] is False


def test_the_reader_is_ended_when_it_takes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_text(sample.docx("询问笔录"), "docx") == TextRead("read", "询问笔录")
    assert read_text(b"%PDF-1.7 and nothing", "pdf") == TextRead("unreadable")
    assert read_text(scan(), "pdf") == TextRead("scan")
    bomb = word(b"<w:p>" + b"<w:t/>" * 5_000_000 + b"<w:t>a</w:t></w:p>")
    assert len(bomb) < 100_000
    assert read_text(bomb, "docx", seconds=1) == TextRead("unreadable")
    monkeypatch.setattr(text_reading, "_MOST_SAID", 10)
    assert read_text(sample.docx("询问笔录"), "docx") == TextRead("unreadable")
