"""Kinds of documents as data: what a paper of a case says, where it stands in the file, which articles it follows.

The text of a kind is a template in the words of the bureau. Its placeholders name facts of the case, fields of steps
and blanks that a person fills; nothing is computed in it. What the law does not say stays a blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from plumbline.core.data_file.errors import Place


class Layout(StrEnum):
    """How a paper is laid out."""

    LETTER = "letter"  # 公文: GB/T 9704 with red head, for papers that leave the organ
    NOTICE = "notice"  # 通知书: title, number, text, seal; no red head
    FORM = "form"  # 表格: table of fields and approval boxes 审批栏
    TRANSCRIPT = "transcript"  # 笔录: head of fields, questions and answers, signatures on every page
    RECEIPT = "receipt"  # 回证、清单: table with lines to sign
    SHEET = "sheet"  # 粘贴页: holds a paper that another body made


class Volume(StrEnum):
    """Main 正卷 or internal 副卷; the internal one never leaves the organ."""

    MAIN = "main"
    INTERNAL = "internal"


class Form(StrEnum):
    """How a fact is written into the text."""

    PLAIN = "plain"
    DATE = "date"  # 2026年10月12日
    MONEY = "money"  # 五万元整（¥50,000.00）
    CHECK = "check"  # ■是 □否
    NUMERAL = "numeral"  # 六十


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A fact named in a text: `root.name`, written in a form."""

    root: str
    name: str
    form: Form = Form.PLAIN

    @property
    def path(self) -> str:
        """`party.name`."""
        return f"{self.root}.{self.name}"


Template: TypeAlias = tuple[str | Placeholder, ...]
"""A text with placeholders, in order."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A blank that a person fills while drafting. `lines` is the room left for it on paper."""

    name: str
    title: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class OnlyWith:
    """An amount without which a paragraph is left out: it is nought, or not stated and `without` says why.

    `without` are facts and the values of them that go without the amount: a warning alone has no fine to be paid.
    """

    amount: Placeholder
    without: tuple[tuple[Placeholder, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `heading` are headings of the text 一、…; `only` the amount that it speaks of."""

    text: Template
    heading: bool = False
    only: OnlyWith | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """What a person writes, as paragraphs of its own, or empty lines."""

    ask: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form: label and value, once or twice."""

    cells: tuple[tuple[str, Template], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of fields."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a row for each item of the list `of`, and at least `least` rows."""

    columns: tuple[str, ...]
    of: str
    least: int


@dataclass(frozen=True, slots=True)
class Boxes:
    """Approval boxes 审批栏: each holds an opinion, a name and a date."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign, with a date."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions and answers of a record; empty lines for `least` of them."""

    least: int


Block: TypeAlias = Line | Room | Rows | Grid | Boxes | Signatures | Dialogue

REMEDIES: Final = "remedies"
"""Clauses whose name begins so tell the party how to go against the document."""

ROOTS: Final[Mapping[str, Mapping[str, str]]] = {
    "organ": {
        "name": "行政机关名称",
        "government": "行政复议机关（本级人民政府）",
        "superior": "上级行政机关",
        "court": "有管辖权的人民法院",
        "address": "行政机关地址",
        "phone": "行政机关电话",
        "contact": "联系人",
        "bank": "代收罚款的银行",
        "account": "罚款账号",
    },
    "case": {
        "number": "案号",
        "title": "案由",
        "opened_on": "立案日期",
        "source": "案件来源",
        "place": "发生地点",
        "happened_on": "发生时间",
        "unit": "承办机构",
    },
    "party": {
        "name": "当事人",
        "code": "当事人证件号码",
        "representative": "法定代表人（负责人）",
        "address": "住所（住址）",
        "phone": "当事人电话",
        "kind": "当事人类型",
    },
    "officers": {
        "first": "执法人员",
        "first_certificate": "执法证号",
        "second": "第二名执法人员",
        "second_certificate": "第二名执法人员证号",
        "all": "承办人员",
    },
    "document": {"number": "文号", "date": "文书日期"},
}
"""Facts that every case can have, and how they are asked for.

Other roots: `this` (the step that makes the document), `figure`, `ask`, step ids.
"""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document. `title` is the name that steps and rules use.

    `series` is the word of its number (罚 in 〔2026〕罚…号); empty: it bears no number. `order` is its place in the
    file. `retention` is None where nothing read states it: then the organ's own table decides. `cites` are the
    articles its text names. `needs` are fields of the act that the desk asks for before the paper is made.
    """

    id: str
    title: str
    english: str
    layout: Layout
    volume: Volume
    order: int
    basis: tuple[str, ...]
    cites: tuple[str, ...]
    body: tuple[Block, ...]
    asks: Mapping[str, Ask] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    addressee: Template = ()
    series: str = ""
    sealed: bool = False
    remedies: str | None = None
    retention: str | None = None
    made_by: str = "organ"
    note: str = ""
    place: Place | None = None

    @property
    def is_internal(self) -> bool:
        """Whether it belongs into the internal volume 副卷."""
        return self.volume is Volume.INTERNAL


@dataclass(frozen=True, slots=True)
class DocumentKinds:
    """All kinds of one folder of packs, by the title that steps use."""

    by_title: Mapping[str, DocumentKind]

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title, in the order of the file."""
        return tuple(kind.title for kind in sorted(self.by_title.values(), key=lambda k: (k.order, k.id)))

    def kind(self, title: str) -> DocumentKind:
        """The kind of that title; KeyError if there is none."""
        return self.by_title[title]


def fact_title(path: str, kind: DocumentKind) -> str:
    """How to ask a person for a fact; the path itself where only a procedure knows."""
    root, _, name = path.partition(".")
    if root == "ask" and name in kind.asks:
        return kind.asks[name].title
    return ROOTS.get(root, {}).get(name, path)


def placeholders(kind: DocumentKind) -> list[Placeholder]:
    """Every placeholder of a kind, in order of its text."""
    found = [part for part in kind.addressee if isinstance(part, Placeholder)]
    for block in kind.body:
        for text in _texts(block):
            found += [part for part in text if isinstance(part, Placeholder)]
    return found


def asked_of(kind: DocumentKind) -> list[Placeholder]:
    """Facts that decide what a kind says, beside those that it shows."""
    only = [block.only for block in kind.body if isinstance(block, Line) and block.only is not None]
    return [place for one in only for place in (one.amount, *(fact for fact, _values in one.without))]


def _texts(block: Block) -> list[Template]:
    match block:
        case Line(text=text):
            return [text]
        case Room(ask=ask):
            return [(Placeholder("ask", ask),)]
        case Rows(rows=rows):
            return [value for row in rows for _label, value in row.cells]
        case _:
            return []
