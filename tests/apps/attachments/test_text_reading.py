"""The text of a stranger's file: what is text, what is a scan, and what is ended because it takes too much."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
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


def test_the_reader_is_ended_when_it_takes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_text(sample.docx("询问笔录"), "docx") == TextRead("read", "询问笔录")
    assert read_text(b"%PDF-1.7 and nothing", "pdf") == TextRead("unreadable")
    assert read_text(scan(), "pdf") == TextRead("scan")
    bomb = word(b"<w:p>" + b"<w:t/>" * 5_000_000 + b"<w:t>a</w:t></w:p>")
    assert len(bomb) < 100_000
    assert read_text(bomb, "docx", seconds=1) == TextRead("unreadable")
    monkeypatch.setattr(text_reading, "_MOST_SAID", 10)
    assert read_text(sample.docx("询问笔录"), "docx") == TextRead("unreadable")
