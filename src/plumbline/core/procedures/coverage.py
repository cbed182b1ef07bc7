"""Where each row of the law facts is encoded, or why it is not: the checklist that says what the packs do not cover.

    coverage = read_coverage(text, "packs/coverage.yaml", packs)
    coverage.share(RowKind.CLOCK)     # of the rows read in the full text of the law

Every step and rule that a row names must exist in the packs. Errors, all at once as `PackErrors`: those of the strict
reader, `UnknownReference`, and

CoverageError (PackError)
├── RowTwice          one row given twice
└── RowUndecided      neither encoded nor explained, or both
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from plumbline.core.data_file.errors import Found, PackError, Place
from plumbline.core.data_file.nodes import Node, read_yaml
from plumbline.core.procedures.errors import unknown
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.procedures.reading import known_words, read_words

_HEAD: Final = ("row", "kind", "article", "mark")
_REASON: Final = ("not_encoded", "because", "decides")


class RowKind(StrEnum):
    """What a row of the law facts states."""

    STEP = "step"
    GUARD = "guard"
    CLOCK = "clock"


class Mark(StrEnum):
    """How sure a row is: read in the full text, seen second-hand, in force elsewhere, our reading, unverified."""

    NONE = "none"
    SECONDARY = "S"
    ELSEWHERE = "X"
    DERIVED = "D"
    UNVERIFIED = "unverified"


class Reason(StrEnum):
    """Why a row is not encoded."""

    FACT = "needs_fact_no_system_holds"
    OTHER_BODY = "other_bodys_duty"
    OTHER_SECTOR = "other_sector"
    JUDGEMENT = "not_automated"


class CoverageError(PackError):
    """A coverage file that says too little or too much."""


class RowTwice(CoverageError):
    """One row given twice."""

    zh = "“{row}”写了两次（前一处在第 {first} 行）"
    en = "row “{row}” is given twice (first on line {first})"
    remedy_zh = "合并成一处"
    remedy_en = "merge the two"


class RowUndecided(CoverageError):
    """A row that is neither encoded nor explained, or both."""

    zh = "“{row}”应当写明编码在何处，或者为何没有编码，二者择一"
    en = "row “{row}” should say where it is encoded or why it is not: one of the two"
    remedy_zh = "写 encoded；没有编码的写 not_encoded、because、decides"
    remedy_en = "write encoded, or else not_encoded with because and decides"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `encoded` are `procedure#step` and `procedure/rule`; empty where `reason` says why not.

    `because` is that reason in a sentence, `decides` who judges the matter instead.
    """

    id: str
    kind: RowKind
    article: str
    mark: Mark
    encoded: tuple[str, ...]
    reason: Reason | None
    because: str
    decides: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one section of the law facts."""

    id: str
    title: str
    english: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are and how many of them are encoded."""

    encoded: int
    rows: int

    @property
    def share(self) -> Fraction:
        """Part encoded, from 0 to 1; of no rows at all: 1."""
        return Fraction(self.encoded, self.rows) if self.rows else Fraction(1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All sections, in the order of the law facts."""

    sections: tuple[Section, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all sections."""
        return tuple(row for section in self.sections for row in section.rows)

    def share(self, kind: RowKind) -> Fraction:
        """The part of the unmarked rows of a kind that is encoded."""
        return count(self.rows, kind, marked=False).share


def count(rows: Iterable[Row], kind: RowKind | None = None, marked: bool | None = None) -> Count:
    """Count rows, of one kind or all, with a mark, without, or both."""
    chosen = [row for row in rows if kind in (None, row.kind) and marked in (None, row.mark is not Mark.NONE)]
    return Count(sum(1 for row in chosen if row.encoded), len(chosen))


def read_coverage(text: str, file: str, packs: PackSet) -> Coverage:
    """The coverage file. Raises `PackErrors` with everything that is wrong in it."""
    found = Found()
    known = names(packs)
    sections: list[Section] = []
    first: dict[str, Row] = {}
    for node in read_yaml(text, file).fields(("sections",))["sections"].items():
        with found.part():
            sections.append(_section(node, known, first, found))
    found.stop()
    return Coverage(tuple(sections))


def names(packs: PackSet) -> frozenset[str]:
    """Every `procedure#step` and `procedure/rule` of the packs, layers included."""
    procedures = [packs.procedure(id) for id in packs.ids]
    procedures += [packs.procedure(p.layer_of, p.field, p.division) for p in packs.layers]
    steps = {f"{p.id}#{step}" for p in procedures for step in p.steps}
    return frozenset(steps | {f"{p.id}/{rule.id}" for p in procedures for rule in p.rules})


def _section(node: Node, known: frozenset[str], first: dict[str, Row], found: Found) -> Section:
    got = node.fields(("section", "title", "english", "rows"))
    rows: list[Row] = []
    for member in got["rows"].items():
        with found.part():
            row = _row(member, known, found)
            if row.id in first:
                found.add(RowTwice(place=row.place, row=row.id, first=first[row.id].place.line))
            first.setdefault(row.id, row)
            rows.append(row)
    return Section(got["section"].code(), got["title"].text(), got["english"].text(), tuple(rows))


def _row(node: Node, known: frozenset[str], found: Found) -> Row:
    got = node.fields(_HEAD, ("encoded", *_REASON))
    id = got["row"].text()
    explained = [key for key in _REASON if key in got]
    if ("encoded" in got) == bool(explained) or len(explained) not in (0, len(_REASON)):
        raise RowUndecided(place=node.place, row=id)
    encoded = read_words(got["encoded"]) if "encoded" in got else ()
    if "encoded" in got and not encoded:
        raise RowUndecided(place=got["encoded"].place, row=id)
    for word in encoded:
        if word not in known:
            found.add(unknown("step" if "#" in word else "rule", word, known, id, got["encoded"].place))
    return Row(
        id=id,
        kind=RowKind(got["kind"].word(known_words(RowKind))),
        article=got["article"].text(),
        mark=Mark(got["mark"].word(known_words(Mark))),
        encoded=encoded,
        reason=Reason(got["not_encoded"].word(known_words(Reason))) if explained else None,
        because=got["because"].text() if explained else "",
        decides=got["decides"].text() if explained else "",
        place=node.place,
    )


KINDS: Final = {
    RowKind.STEP: "环节 step",
    RowKind.GUARD: "要求 guard",
    RowKind.CLOCK: "期限 clock",
}
MARKS: Final = {
    Mark.NONE: "",
    Mark.SECONDARY: "⟨S⟩ 二手材料 secondary",
    Mark.ELSEWHERE: "⟨X⟩ 他处有效 in force elsewhere",
    Mark.DERIVED: "⟨D⟩ 推导 derived",
    Mark.UNVERIFIED: "未核实 unverified",
}
REASONS: Final = {
    Reason.FACT: "没有系统记载所需事实 no system holds the fact",
    Reason.OTHER_BODY: "其他机关的义务 another body's duty",
    Reason.OTHER_SECTOR: "其他领域 another sector",
    Reason.JUDGEMENT: "须由人判断 left to people",
}


def table(coverage: Coverage) -> str:
    """The page on what is covered: counts and shares by section, then every row."""
    lines = [
        "<!-- generated from packs/coverage.yaml by tools/generated.py; change that file, not this page -->",
        "# 法条覆盖 Law coverage",
        "",
        "每格：已编码/总数（比例）。未标记的条目已核对全文。",
        "In each cell: encoded/all (share). Unmarked rows were read in the full text of the law.",
        "",
        f"| 部分 section | {' | '.join(f'{name}，未标记 unmarked' for name in KINDS.values())} | 有标记 marked |",
        "|---|---|---|---|---|",
    ]
    for section in coverage.sections:
        lines.append(_counts(f"{section.id} {section.title} {section.english}", section.rows))
    lines += [_counts("合计 all", coverage.rows), ""]
    for section in coverage.sections:
        lines += [f"## {section.id} {section.title} {section.english}", ""]
        lines += [
            "| 条目 row | 种类 kind | 依据 article | 标记 mark | 编码在 encoded in, 或者原因 or why not |"
        ]
        lines += ["|---|---|---|---|---|", *map(_line, section.rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def _counts(title: str, rows: Sequence[Row]) -> str:
    counts = [count(rows, kind, marked=False) for kind in KINDS] + [count(rows, marked=True)]
    cells = [f"{c.encoded}/{c.rows} ({round(c.share * 100)} %)" if c.rows else "—" for c in counts]
    return f"| {title} | {' | '.join(cells)} |"


def _line(row: Row) -> str:
    if row.reason is None:
        where = ", ".join(f"`{word}`" for word in row.encoded)
    else:
        where = f"{REASONS[row.reason]}: {row.because}。判断者 decided by: {row.decides}"
    cells = (f"`{row.id}`", KINDS[row.kind], row.article, MARKS[row.mark], where)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
