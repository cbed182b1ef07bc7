"""The text of a PDF, Word or text file that somebody sent: a program started for one file and ended after it.

    python -I -m plumbline.apps.attachments.text_reader pdf|docx|txt SECONDS < file

What parses a stranger's file has no settings, no database, no secrets in its environment, may write nothing and start
nothing, and is ended by the system when it takes too much time or memory. It answers one line of JSON; whatever else
comes of it (another exit code, no answer) says that the file cannot be read.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pypdfium2

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
    """Text of a PDF, how many of its pages are pictures without text, whether all of it was read."""
    document = pypdfium2.PdfDocument(data)
    texts: list[str] = []
    scans, size = 0, 0
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = _HYPHEN.sub("", page.get_textpage().get_text_range())
        if _has_letters(text, page):
            texts.append(text)
        elif next(page.get_objects(max_depth=2), None) is not None:
            scans += 1
        page.close()
        size += len(text)
        if size > MOST_CHARACTERS:
            return _joined(texts), scans, False
    return _joined(texts), scans, len(document) <= MOST_PAGES


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


READERS = {"pdf": read_pdf, "docx": read_docx, "txt": read_txt}


def main(kind: str, seconds: str) -> None:
    """Read the file on standard input and answer on standard output."""
    _limited(int(seconds))
    text, scans, whole = READERS[kind](sys.stdin.buffer.read())
    told = _NO_LETTER.sub(" ", text)[:MOST_CHARACTERS]
    sys.stdout.write(json.dumps({"text": told, "scans": scans, "whole": whole}))


if __name__ == "__main__":
    main(*sys.argv[1:])
