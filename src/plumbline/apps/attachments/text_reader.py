"""The text of a PDF, Word, Excel or text file that somebody sent: a program started for one file and ended after it.

    python -I -m plumbline.apps.attachments.text_reader pdf|docx|xlsx|txt SECONDS < file

What parses a stranger's file has no settings, no database, no secrets in its environment, may write nothing and start
nothing, and is ended by the system when it takes too much time or memory. It answers one line of JSON; whatever else
comes of it (another exit code, no answer) says that the file cannot be read.
"""

from __future__ import annotations

import ctypes
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from functools import partial
from xml.etree import ElementTree

import pypdfium2
from pypdfium2 import raw as pdfium

MOST_PAGES = 1000
MOST_CHARACTERS = 500_000
"""Of one file; what lies behind is not searched, and that is told."""
MOST_MEMORY = 1536 * 1024 * 1024
"""Bytes of address space: a file at the limit of its kind, unpacked, and PDFium."""
_MOST_UNPACKED = 64 * 1024 * 1024
_FEW = 16
"""Characters under which a page that is a picture counts as one: the stamp of a scanner is not its text."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_PICTURE = 3
"""FPDF_PAGEOBJ_IMAGE."""
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd]")
"""What a font without a table of its characters gives."""
_HYPHEN = re.compile("[\x02\ufffe]\\s*")
_HAN = "\u3001-\u303f\u3400-\u9fff\uff00-\uffef"
_BROKEN = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
"""A line ends within a word of Chinese, and a justified line has spaces in it."""


def read_pdf(data: bytes) -> tuple[str, int, bool]:
    """Text of a PDF with what its form and its notes say; how many of its pages are pictures without text; whether all
    of it was read: a form that stands beside the pages (XFA) is not.
    """
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    whole = len(document) <= MOST_PAGES and document.get_formtype() not in _FORMS_APART
    texts: list[str] = []
    notes: list[str] = []
    scans, size = 0, 0
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = _HYPHEN.sub("", page.get_textpage().get_text_range())
        if _has_letters(text, page):
            texts.append(text)
        elif next(page.get_objects(max_depth=2), None) is not None:
            scans += 1
        written = list(_written_on(page))
        notes += written
        page.close()
        size += len(text) + sum(map(len, written))
        if size > MOST_CHARACTERS:
            whole = False
            break
    return "\n".join(filter(None, (_joined(texts), *notes))), scans, whole


_FORMS_APART = (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)


def _written_on(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What stands in the fields of a form and in notes: neither belongs to the page's own text."""
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        said = [_told(partial(pdfium.FPDFAnnot_GetStringValue, note, b"Contents"))]
        if page.formenv:
            said.append(_told(partial(pdfium.FPDFAnnot_GetFormFieldValue, page.formenv, note)))
        pdfium.FPDFPage_CloseAnnot(note)
        yield from dict.fromkeys(one for one in said if one.strip())


def _told(ask: Callable[[object, int], int]) -> str:
    """A text of PDFium: asked for its length in bytes first, then for itself, UTF-16 with a zero at its end."""
    size = ask(None, 0)
    if not 2 < size <= 2 * MOST_CHARACTERS:
        return ""
    room = ctypes.create_string_buffer(size)
    ask(ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return room.raw.decode("utf-16-le", "replace").rstrip("\0")


def _joined(pages: list[str]) -> str:
    return _BROKEN.sub("", "\n".join(pages))


def _has_letters(text: str, page: pypdfium2.PdfPage) -> bool:
    plain = "".join(text.split())
    if not plain or len(_NO_LETTER.findall(plain)) * 3 > len(plain):
        return False
    few = len(plain) < _FEW
    return not (few and next(page.get_objects(filter=[_PICTURE], max_depth=2), None) is not None)


def read_docx(data: bytes) -> tuple[str, int, bool]:
    """Text of a Word file; 1 where it has pictures and no text; whether all of it was read."""
    texts: list[str] = []
    size, pictures = 0, False
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            pictures = pictures or entry.filename.startswith("word/media/")
            if not _PART.fullmatch(entry.filename):
                continue
            part = package.open(entry).read(_MOST_UNPACKED + 1)
            if len(part) > _MOST_UNPACKED:
                return "\n".join(texts), 0, False
            for line in _paragraphs(part):
                texts.append(line)
                size += len(line)
                if size > MOST_CHARACTERS:
                    return "\n".join(texts), 0, False
    return "\n".join(texts), int(pictures and not texts), True


def _paragraphs(part: bytes) -> Iterator[str]:
    if b"<!DOCTYPE" in part:  # refused when it was taken in; entities can stand for more than memory holds
        raise ValueError("a document type")
    for _, paragraph in ElementTree.iterparse(io.BytesIO(part)):
        if paragraph.tag != f"{_WORD}p":
            continue
        said = (
            one.text or "" if one.tag == f"{_WORD}t" else " "
            for one in paragraph.iter()
            if one.tag in _SPOKEN
        )
        if line := "".join(said).strip():
            yield line
        paragraph.clear()


_SPOKEN = frozenset(f"{_WORD}{name}" for name in ("t", "tab", "br", "cr"))


def read_xlsx(data: bytes) -> tuple[str, int, bool]:
    """Text of an Excel file: names of its sheets, each row of cells as it was last worked out, then what notes and
    boxes say; 1 where it has pictures and no text; whether all of it was read.
    """
    texts: list[str] = []
    size = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
            return "", 0, False
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    if any(b"<!DOCTYPE" in part.replace(b"\0", b"") for part in parts.values()):  # UTF-16 hides nothing
        raise ValueError("a document type")
    beside = [part for name, part in parts.items() if _SHEET_PART.fullmatch(name)]
    for line in (*_cells(data), *(line for part in beside for line in _boxes(part))):
        texts.append(line)
        size += len(line)
        if size > MOST_CHARACTERS:
            return "\n".join(texts), 0, False
    pictures = any(name.startswith("xl/media/") for name in parts)
    return "\n".join(texts), int(pictures and not texts), True


_SHEET_PART = re.compile(r"xl/(?:comments|threadedComments|drawings)/?[A-Za-z]*\d+\.xml")


def _cells(data: bytes) -> Iterator[str]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a fifth of a second that no other kind waits for

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size is not believed
        rows = (" ".join(_shown(row)) for row in sheet.iter_rows(values_only=True))
        lines = [line for line in rows if line]
        yield from (sheet.title, *lines) if lines else ()


def _shown(row: Iterable[object]) -> Iterator[str]:
    for value in row:
        if isinstance(value, datetime) and value.time() == time():
            yield value.date().isoformat()
        elif isinstance(value, date | datetime | time):
            yield value.isoformat(" ", "minutes") if isinstance(value, datetime) else value.isoformat()
        elif value is not None and (text := str(value).strip()):
            yield text


def _boxes(part: bytes) -> Iterator[str]:
    for _, one in ElementTree.iterparse(io.BytesIO(part)):
        if one.tag.rpartition("}")[2] in ("t", "text") and one.text and one.text.strip():
            yield one.text.strip()


def _limited(seconds: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))


def read_txt(data: bytes) -> tuple[str, int, bool]:
    """Plain text in the encodings that are taken in; whether it was short enough."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return text, 0, len(text) <= MOST_CHARACTERS


READERS = {"pdf": read_pdf, "docx": read_docx, "xlsx": read_xlsx, "txt": read_txt}


def main(kind: str, seconds: str) -> None:
    """Read the file on standard input and answer on standard output."""
    _limited(int(seconds))
    text, scans, whole = READERS[kind](sys.stdin.buffer.read())
    told = _NO_LETTER.sub(" ", text)[:MOST_CHARACTERS]
    sys.stdout.write(json.dumps({"text": told, "scans": scans, "whole": whole}))


if __name__ == "__main__":
    main(*sys.argv[1:])
