"""From a kind of document and the facts of a case to the document, and the list of what is missing.

Facts come under the names that templates use: `party.name`, `this.fine`, `figure.suit-months`, `ask.facts`. A missing
one leaves room on the paper and is told apart; a paper is never filled with a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

from plumbline.core.procedures.document_kind import (
    Block,
    Boxes,
    Dialogue,
    DocumentKind,
    Form,
    Grid,
    Layout,
    Line,
    OnlyWith,
    Placeholder,
    Room,
    Rows,
    Signatures,
    Template,
    fact_title,
)
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.reports.chinese_forms import chinese_date, chinese_number, money_in_words
from plumbline.core.reports.document import (
    ApprovalBoxes,
    Blank,
    Document,
    EmptyLines,
    Exchanges,
    FieldTable,
    ListTable,
    Opinion,
    Paragraph,
    Part,
    QuestionAnswer,
    Seal,
    SignatureLines,
    Text,
    seen,
)
from plumbline.core.reports.document_errors import BadAmount
from plumbline.core.reports.document_number import DocumentNumber

Fact: TypeAlias = str | bool | int | Decimal | dt.date | None
"""Value of a fact; None is the same as not there."""

_YES_NO: Final = {True: "■是　□否", False: "□是　■否", None: "□是　□否"}
_WIDTHS: Final = {Form.DATE: 8, Form.MONEY: 12, Form.NUMERAL: 4, Form.PLAIN: 8}


@dataclass(frozen=True, slots=True)
class Filling:
    """Everything a document is filled with.

    `lists` are rows for tables (`goods`), `opinions` what was written in approval boxes by their titles, `exchanges`
    the questions and answers of a record, `words` how choices are written,
    `titles` how the fields of steps are called, by their paths.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    exchanges: Sequence[QuestionAnswer] = ()
    words: ChoiceWords = field(default_factory=ChoiceWords)
    titles: Mapping[str, str] = field(default_factory=dict)
    number: DocumentNumber | str | None = None
    day: dt.date | None = None
    attachments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that the document wants and the case does not give. `title` is how to ask a person for it."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A document and what is missing in it, in the order of its text, each once."""

    document: Document
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def compose(kind: DocumentKind, filling: Filling) -> Composed:
    """Fill a kind of document."""
    writer = _Writer(kind, filling)
    parts = tuple(part for block in kind.body for part in writer.parts(block))
    addressee = writer.text(kind.addressee)
    numbered = bool(kind.series)
    if numbered and filling.number is None:
        writer.miss("document.number")
    seal = None
    if kind.sealed:
        seal = Seal(writer.text((Placeholder("organ", "name"),)), filling.day)
        if filling.day is None:
            writer.miss("document.date")
    document = Document(
        kind=kind.id,
        layout=kind.layout,
        volume=kind.volume,
        title=kind.title,
        issuer=_plain(filling.facts.get("organ.name")) if kind.layout is Layout.LETTER else "",
        number=filling.number,
        needs_number=numbered,
        addressee=addressee,
        parts=parts,
        attachments=tuple(seen(name) for name in filling.attachments),
        seal=seal,
    )
    return Composed(document, tuple(writer.missing.values()))


def _plain(fact: Fact) -> str:
    return seen(str(fact)).strip() if fact is not None else ""


class _Writer:
    def __init__(self, kind: DocumentKind, filling: Filling) -> None:
        self._kind = kind
        self._filling = filling
        self.missing: dict[str, Missing] = {}

    def miss(self, path: str) -> None:
        """Note that a fact is not there."""
        title = self._filling.titles.get(path) or fact_title(path, self._kind)
        self.missing.setdefault(path, Missing(path, title))

    def text(self, template: Template) -> Text:
        """A template with its facts; adjoining words become one."""
        found: list[str | Blank] = []
        for part in template:
            word = part if isinstance(part, str) else self._word(part)
            if isinstance(word, str) and found and isinstance(found[-1], str):
                found[-1] += word
            else:
                found.append(word)
        return tuple(found)

    def _word(self, part: Placeholder) -> str | Blank:
        fact = self._fact(part.path)
        if part.form is Form.CHECK:
            if not isinstance(fact, bool):
                self.miss(part.path)
            return _YES_NO[fact if isinstance(fact, bool) else None]
        if fact is None or not str(fact).strip():
            self.miss(part.path)
            return Blank(_WIDTHS[part.form])
        word = self._written(part, fact)
        if word is None:
            self.miss(part.path)
            return Blank(_WIDTHS[part.form])
        return word

    def _fact(self, path: str) -> Fact:
        if path == "document.number":
            return str(self._filling.number) if self._filling.number is not None else None
        if path == "document.date":
            return self._filling.day
        return self._filling.facts.get(path)

    def _written(self, part: Placeholder, fact: Fact) -> str | None:
        """The fact in its form; None when its value does not fit the form."""
        match part.form, fact:
            case Form.DATE, dt.date():
                return chinese_date(fact)
            case Form.MONEY, (Decimal() | int()):
                try:
                    return money_in_words(Decimal(fact))
                except BadAmount:
                    return None
            case Form.NUMERAL, int() if fact >= 0:
                return chinese_number(fact)
            case ((Form.DATE | Form.MONEY | Form.NUMERAL), _):
                return None
        if isinstance(fact, bool):
            return "是" if fact else "否"
        if isinstance(fact, dt.date):
            return chinese_date(fact)
        return seen(self._filling.words.word(part.name, str(fact))).replace("\n", "　")

    def parts(self, block: Block) -> list[Part]:
        """What a block of the template becomes."""
        match block:
            case Line(only=OnlyWith() as only) if self._goes_without(only):
                return []
            case Line(text=template, heading=heading):
                return [Paragraph(self.text(template), heading=heading)]
            case Room(ask=name):
                return self._room(name)
            case Rows(rows=rows):
                written = tuple(tuple((label, self.text(v)) for label, v in row.cells) for row in rows)
                return [FieldTable(written)]
            case Grid(columns=columns, of=of, least=least):
                return [self._grid(columns, of, least)]
            case Boxes(titles=titles):
                opinions = self._filling.opinions
                return [ApprovalBoxes(tuple(_clean(opinions.get(t, Opinion(t))) for t in titles))]
            case Signatures(titles=titles):
                return [SignatureLines(titles)]
            case Dialogue(least=least):
                return [self._exchanges(least)]

    def _goes_without(self, only: OnlyWith) -> bool:
        """Whether there is no such amount: it is nought, or what is stated goes without it."""
        amount = self._fact(only.amount.path)
        if amount is not None:
            return isinstance(amount, Decimal | int) and not amount
        return any(str(self._fact(fact.path)) in values for fact, values in only.without)

    def _room(self, name: str) -> list[Part]:
        written = self._fact(f"ask.{name}")
        lines = [line.strip() for line in seen(str(written)).split("\n")] if written is not None else []
        if not any(lines):
            self.miss(f"ask.{name}")
            return [EmptyLines(self._kind.asks[name].lines)]
        return [Paragraph((line,)) for line in lines if line]

    def _grid(self, columns: tuple[str, ...], of: str, least: int) -> ListTable:
        given = self._filling.lists.get(of, ())
        if not given:
            self.miss(f"list.{of}")
        rows = [tuple(seen(cell) for cell in row) for row in given]
        rows += [("",) * len(columns)] * (least - len(rows))
        return ListTable(columns, tuple(rows))

    def _exchanges(self, least: int) -> Exchanges:
        given = [QuestionAnswer(seen(pair.question), seen(pair.answer)) for pair in self._filling.exchanges]
        if not given:
            self.miss("record.exchanges")
        return Exchanges((*given, *[QuestionAnswer()] * (least - len(given))))


def _clean(opinion: Opinion) -> Opinion:
    return Opinion(opinion.title, seen(opinion.opinion), seen(opinion.name), opinion.day)
