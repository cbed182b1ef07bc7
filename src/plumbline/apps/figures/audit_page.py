"""A report's text as one HTML file with its passages marked; and the words of a report from whatever file it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from docx import Document
from docx.text.paragraph import Paragraph

from plumbline.apps.attachments.inspecting import inspect
from plumbline.apps.legality.errors import TextEmpty
from plumbline.core.errors import Language
from plumbline.core.report_audit.audit import Audit
from plumbline.core.report_audit.passages import passages
from plumbline.core.report_audit.remark import Weight
from plumbline.core.report_audit.unfolding import unfolded

_STYLE: Final = (
    "body{font:16px/1.8 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2129}"
    "mark{background:#eef1f6;color:inherit;border-bottom:2px solid #8a94a6;padding:0 .1em}"
    "mark.fault,mark.contradicted{background:#fdeceb;border-color:#b3261e}"
    "mark.question{background:#fff4dc;border-color:#8f5b00}mark.supported{background:#e8f4ec;border-color:#1f7a44}"
    "sup a{text-decoration:none}"
)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_MARK: Final = 8
_HIDDEN: Final = frozenset({"script", "style", "head", "template"})
_BLOCKS: Final = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "section"})
_ROW, _CELL = "\x1e", "\x1f"
"""Where a row of a table ends and where a cell of it begins, until the words are put together."""
_STOPS: Final = "，。；：、！？"


def words_of(file: Path) -> str:
    """The words of a DOCX, PDF, HTML or TXT as its reader sees them. Raises FileRefused, TextEmpty."""
    suffix = file.suffix.lower()
    if suffix in (".html", ".htm"):
        reader = _Words()
        reader.feed(_decoded(file.read_bytes()))
        rows = (_joined(row.split(_CELL)) for row in "".join(reader.parts).split(_ROW))
        text = re.sub(r"\n\s*\n+", "\n", "\n".join(rows)).strip()
    else:
        text = inspect(file, file.name).text
        if suffix == ".docx":  # what was inspected holds headers, notes and properties, too
            text = "\n".join(_lines(file))
        elif suffix == ".pdf":
            text = unfolded(text)
    if not text.strip():
        raise TextEmpty(name=file.name)
    return text


def _lines(file: Path) -> Iterator[str]:
    """Paragraphs and rows of tables, in their order; a cell that goes over several columns or rows is told once."""
    for one in Document(str(file)).iter_inner_content():
        if isinstance(one, Paragraph):
            yield one.text
            continue
        told: dict[int, object] = {}  # the elements are kept, or their ids would be given to others
        for row in one.rows:
            words = []
            for cell in row.cells:
                if id(cell._tc) not in told:
                    told[id(cell._tc)] = cell
                    words.append(cell.text)
            yield _joined(words)


def _joined(cells: Iterable[str]) -> str:
    """The words of a row as a clause each; an empty cell says nothing, and a sentence that is closed stays closed."""
    said = ""
    for words in filter(None, map(str.strip, cells)):
        said += f"，{words}" if said and said[-1] not in _STOPS else words
    return said


def _decoded(data: bytes) -> str:
    """The text of a page: as its mark, its own word on the encoding, or UTF-8 and GB 18030 in turn say."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if (
        b"\0" in data[:_MARK]
    ):  # UTF-16 without its mark: the noughts stand before or after the letters of the tags
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    told = _CHARSET.search(data[:2_048])
    named = told[1].decode().lower() if told else ""
    for encoding in ("utf-8-sig", "gb18030", "big5") if named != "big5" else ("big5",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030" if named.startswith("gb") else "utf-8", "replace")


def audit_page(text: str, found: Audit, name: str, language: Language) -> str:
    """The page: remarks first, then the text; it loads and runs nothing."""
    said: list[str] = []
    body: list[str] = []
    for one in passages(text, found):
        told = [*one.remarks, *([one.held] if one.held and one.held.kind == "contradicted" else [])]
        if one.quantity is None and not told:
            body.append(html.escape(one.text).replace("\n", "<br>\n"))
            continue
        notes = []
        for remark in told:
            said.append(f"<li id=r{len(said) + 1}>{html.escape(remark.said(language))}</li>")
            notes.append(f"<sup><a href=#r{len(said)}>{len(said)}</a></sup>")
        faulty = any(remark.weight is Weight.FAULT for remark in told)
        look = "fault" if faulty else "question" if told else one.held.kind if one.held else "number"
        body.append(f"<mark class={look}>{html.escape(one.text)}</mark>{''.join(notes)}")
    said += [f"<li>{html.escape(one.said(language))}</li>" for one in found.remarks if one.end == one.start]
    lang = "zh-CN" if language == "zh" else "en"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{html.escape(name)}</title><style>{_STYLE}</style>'
        f"<h1>{html.escape(name)}</h1><ol>{''.join(said)}</ol><div>{''.join(body)}</div></html>"
    )


class _Words(HTMLParser):
    """Gathers the words that a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        self._part(tag)
        if tag in ("td", "th"):
            self.parts.append(_CELL)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append(_ROW if tag == "tr" else "\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
