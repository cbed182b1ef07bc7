"""A document as data: what stands on paper, before any program lays it out.

A text is a tuple of words and blanks. A blank is room on paper for a fact that is not there; the paper shows an empty
line, the list of what is missing goes to the person who drafts (`compose`). Nothing here is markup: every character is
meant to be seen, so that no value of a field can change the layout.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.chinese_forms import chinese_date
from plumbline.core.reports.document_errors import EmptyTitle, UnevenTable
from plumbline.core.reports.document_number import DocumentNumber

_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Blank:
    """Room for what is not known: `width` in characters."""

    width: int = 8


Text: TypeAlias = tuple[str | Blank, ...]
"""Words and blanks in order."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its first line indented by two characters unless `flush`."""

    text: Text
    heading: bool = False
    flush: bool = False


@dataclass(frozen=True, slots=True)
class EmptyLines:
    """Ruled room for writing by hand."""

    count: int


@dataclass(frozen=True, slots=True)
class FieldTable:
    """Rows of label and value, once or twice in a row."""

    rows: tuple[tuple[tuple[str, Text], ...], ...]


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table with a head; the columns `numbers` (counted from 0) hold numbers, which stand at the right.

    Raises `UnevenTable`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise UnevenTable(columns=len(self.columns), row=number, cells=len(row))


@dataclass(frozen=True, slots=True)
class Opinion:
    """One box of an approval form 审批栏; empty texts are filled by hand."""

    title: str
    opinion: str = ""
    name: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ApprovalBoxes:
    """The boxes of an approval form, one below the other in the order of the chain."""

    boxes: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Who signs; each line has room for a name and a date."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """One exchange of a record; empty texts leave a line."""

    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Exchanges:
    """The body of a record 笔录."""

    pairs: tuple[QuestionAnswer, ...]


Part: TypeAlias = Paragraph | EmptyLines | FieldTable | ListTable | ApprovalBoxes | SignatureLines | Exchanges


@dataclass(frozen=True, slots=True)
class Seal:
    """Where the organ signs: its name above its date, the seal over both."""

    organ: Text
    day: dt.date | None

    @property
    def date_text(self) -> str:
        """2026年10月12日, or the room for it."""
        return chinese_date(self.day) if self.day else "　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `issuer` is the name in the red head of a letter; raises `EmptyTitle`."""

    kind: str
    layout: Layout
    volume: Volume
    title: str
    issuer: str = ""
    number: DocumentNumber | str | None = None
    needs_number: bool = False
    addressee: Text = ()
    parts: tuple[Part, ...] = ()
    attachments: tuple[str, ...] = ()
    seal: Seal | None = None
    copies: int = 1

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise EmptyTitle()

    @property
    def number_text(self) -> str:
        """The number as printed; room for it where it is still to be given."""
        if self.number is not None:
            return str(self.number)
        return "〔　　　　〕　　号" if self.needs_number else ""


def seen(text: str) -> str:
    r"""A text with only what can be seen: line breaks of every kind become one kind, other control characters,
    invisible and direction-changing ones go. What is signed must be what is read.

    >>> seen("甲\u202e乙\x00")
    '甲乙'
    """
    kept = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    return "".join(c for c in kept if c in "\n\t" or unicodedata.category(c) not in _UNSEEN).replace(
        "\t", "　"
    )


def plain_text(document: Document) -> str:
    """All words of a document, for search, comparison and tests; blanks are left out."""
    return "\n".join(line for line in _lines(document) if line)


def _words(text: Text) -> str:
    return "".join(part for part in text if isinstance(part, str))


def _lines(document: Document) -> Iterator[str]:
    yield from (document.issuer, document.number_text, document.title, _words(document.addressee))
    for part in document.parts:
        yield from _part_lines(part)
    yield from document.attachments
    if document.seal:
        yield _words(document.seal.organ)
        yield document.seal.date_text


def _part_lines(part: Part) -> Iterator[str]:
    match part:
        case Paragraph(text=text):
            yield _words(text)
        case FieldTable(rows=rows):
            yield from (word for row in rows for label, value in row for word in (label, _words(value)))
        case ListTable(columns=columns, rows=rows):
            yield from (word for row in (columns, *rows) for word in row)
        case ApprovalBoxes(boxes=boxes):
            yield from (word for box in boxes for word in (box.title, box.opinion, box.name))
        case SignatureLines(titles=titles):
            yield from titles
        case Exchanges(pairs=pairs):
            yield from (word for pair in pairs for word in (pair.question, pair.answer))
        case EmptyLines():
            pass
