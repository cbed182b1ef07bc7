"""How the checker of texts does on sentences marked by hand: rows of the review criteria, and each of its patterns.

A pattern is known by the articles of its basis alone; `ARTICLES` says which row of the criteria an article stands for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from plumbline.core.law.registry import load_registry
from plumbline.core.review.checking import check_text, likely_maker
from plumbline.core.review.patterns import Maker, Severity, TextKind, load_patterns

ROOT: Final = Path(__file__).resolve().parent.parent
SENTENCES: Final = ROOT / "tests" / "measures" / "text_checker" / "sentences.yaml"
HELD_OUT: Final = SENTENCES.with_name("held_out.yaml")
"""Sentences that nobody tunes to."""
HELD_OUT_2: Final = SENTENCES.with_name("held_out_2.yaml")
"""Sentences for nine patterns that the first file has none for. They were mended by its misses; what a page may show
of them is what was seen first."""
FIRST_SIGHT: Final[dict[str, tuple[int, int]]] = {
    "J25": (1, 7),
    "J26": (2, 6),
    "J27": (2, 5),
    "J28": (0, 3),
    "J29": (1, 5),
    "J55": (1, 5),
    "J56": (1, 5),
    "J57": (0, 6),
    "J58": (0, 7),
}
"""Hits and misses of the second file before any of these was mended by it; none of them marked anything wrongly."""
ON: Final = dt.date(2026, 11, 28)
"""The law of this day is asked; the sentences name no later one."""

ARTICLES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    # article: (rows it is there for: silence is a miss), (rows it also answers: a mark is right, silence no miss)
    "处罚法 §16": (("F1",), ()),
    "许可法 §17": (("F2",), ("H8.1",)),
    "营商条例 §39": (("F2",), ("H8.1",)),
    "强制法 §10 ¶4": (("F3",), ()),
    "强制法 §13": (("F4",), ()),
    "强制法 §43 ¶2": (("F4",), ()),
    "营商条例 §25": (("F5",), ()),
    "营商条例 §64 ¶1": (("F6",), ("F7", "F8")),
    "公竞条例 §8": (("F7", "H8.1", "H8.2", "H8.4"), ("F20", "H8.3")),
    "营商条例 §20": (("F7",), ("H8.1", "H8.4")),
    "公竞条例 §9(3)": (("H9.3",), ("H9.1", "H9.2", "H9.4", "H9.5", "H9.6", "F20")),
    "公竞条例 §10": (("H10.1", "H10.2", "H10.3", "H10.4"), ("F20",)),
    "公竞条例 §8(3)": (("H8.3",), ("F10",)),
    "反垄断法 §39": (("H8.3",), ("F10",)),
    "公竞条例 §11": (("H11.1", "H11.2", "H11.3", "H11.4"), ()),
    "营商条例 §59 ¶2": (("F8",), ()),
    "营商条例 §44": (("F9",), ()),
    "营商条例 §43": (("F10",), ("H8.3",)),
    "营商条例 §17": (("F11",), ()),
    "民企法 §45 ¶2": (("F15",), ("F21",)),
    "复议法 §10": (("F16",), ()),
    "行诉法 §3": (("F16",), ()),
    "处罚法 §74 ¶3": (("F17",), ()),
    "27号基准 (六)": (("F17",), ()),
    "强制法 §17 ¶1": (("F18",), ()),
    "处罚法 §20 ¶4": (("F18",), ()),
    "行诉解释 §148 ¶2(1)": (("F12", "F13"), ()),
    "行诉解释 §148 ¶2(2)": (("F14",), ()),
    "预算法 §35": (("F19",), ()),
    "民企法 §10": (("F20",), ("H9.5", "H8.4")),
    "营商条例 §65": (("F21",), ()),
    "公竞条例 §9(1)": (("H9.1",), ("F20",)),
    "公竞条例 §9(2)": (("H9.2",), ("F20", "H8.4")),
    "公竞条例 §9(4)": (("H9.4",), ("F20",)),
    "公竞条例 §9(5)": (("H9.5",), ("F20",)),
    "公竞条例 §9(6)": (("H9.6",), ()),
    "规章条例 §8": (("F22",), ()),
    "纲要 (十五)": (("B4.8",), ("F8", "F14")),
    "复议法 §24": (("B6.2a",), ()),
    "行诉法 §46": (("B6.2b",), ()),
    "复议法 §20": (("B6.2c",), ()),
    "处罚法 §72 ¶1(1)": (("B6.3",), ()),
    "处罚法 §51": (("B5",), ()),
    "处罚法 §59": (("B6.1",), ()),
    "处罚法 §27": (("B7.1",), ()),
    "处罚法 §64(1)": (("B5.5",), ("F14",)),
    "强制法 §54": (("B5.9",), ()),
    "民法典 §683": (("I3",), ()),
    "行政协议规定 §26": (("I7",), ()),
    "民企法 §67": (("I5",), ()),
    "民法典 §143": (("I1",), ()),
    "许可法 §53": (("I2",), ()),
    "营商条例 §31": (("I6",), ()),
    "招标投标法 §46": (("I8",), ()),
}
OF_CONTRACTS: Final = (("I4",), ())
"""Articles on competition, named on a contract, stand for promises beyond power."""
TOLERATED: Final = frozenset({"F6"})
"""«Adds duties without basis» is true of nearly every breach: beside another it is neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what a careful reviewer wants of it: nothing, where `rows` is empty."""

    name: str
    about: str
    kind: TextKind
    maker: Maker
    rows: frozenset[str]
    may: frozenset[str]
    text: str


@dataclass
class Count:
    """Sentences in which something was right, wrong, or silent."""

    hits: list[Sentence] = field(default_factory=list)
    false: list[Sentence] = field(default_factory=list)
    missed: list[Sentence] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        return share(len(self.hits), len(self.hits) + len(self.false))

    @property
    def recall(self) -> float | None:
        return share(len(self.hits), len(self.hits) + len(self.missed))


@dataclass
class Score:
    """The whole of one run."""

    sentences: int
    groups: dict[str, Count]
    patterns: dict[str, Count]
    rows_of: dict[str, tuple[frozenset[str], frozenset[str]]]
    unjudged: dict[str, list[Sentence]]
    wrong: list[tuple[str, Sentence]]

    @property
    def claimed(self) -> frozenset[str]:
        """Rows that some pattern is there for."""
        return frozenset().union(*(means for means, _ in self.rows_of.values()))

    def recall(self, rows: frozenset[str] | None = None) -> float:
        counts = [count for row, count in self.groups.items() if rows is None or row in rows]
        hits = sum(len(count.hits) for count in counts)
        return share(hits, hits + sum(len(count.missed) for count in counts)) or 0.0

    @property
    def precision(self) -> float:
        hits = sum(len(count.hits) for count in self.patterns.values())
        return share(hits, hits + len(self.wrong)) or 0.0


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def read_sentences(path: Path = SENTENCES) -> list[Sentence]:
    """All sentences, named by group and place."""
    found: list[Sentence] = []
    numbers: dict[str, int] = {}
    for group in yaml.safe_load(path.read_text("utf-8")):
        about = group["about"]
        for wanted in ("bad", "good"):
            for item in group[wanted]:
                given = {"text": item} if isinstance(item, str) else item
                numbers[about] = numbers.get(about, 0) + 1
                found.append(
                    Sentence(
                        f"{about}-{numbers[about]:02}",
                        about,
                        TextKind(group["kind"]),
                        Maker(given.get("maker", "normative_document")),
                        frozenset(given.get("rows", [about] if wanted == "bad" else [])),
                        frozenset(given.get("may", [])),
                        given["text"],
                    )
                )
    return found


def rows_of(kind: TextKind, basis: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Rows a pattern is there for, and rows it also answers, from its articles; raises `KeyError` on a new article."""
    named = [
        OF_CONTRACTS if kind is TextKind.CONTRACT and "公竞条例" in one else ARTICLES[one] for one in basis
    ]
    means = frozenset(row for rows, _ in named for row in rows)
    return means, frozenset(row for _, rows in named for row in rows) - means


def score(sentences: Iterable[Sentence], packs: Path = ROOT / "packs") -> Score:
    """Asks the checker about every sentence alone. Marks of severity info and lowered marks do not count."""
    registry = load_registry(packs)
    patterns = load_patterns(packs, registry)
    table = {one.id: rows_of(one.kind, one.basis) for one in patterns}
    kinds = {one.id: one.kind for one in patterns if one.severity is not Severity.INFO}
    result = Score(0, {}, {id: Count() for id in kinds if table[id][0]}, table, {}, [])
    for sentence in sentences:
        marks = check_text(sentence.text, sentence.kind, sentence.maker, patterns, registry, ON)
        ids = sorted({m.id for m in marks if m.severity is not Severity.INFO and not m.lowered})
        result.sentences += 1
        for id in ids:
            if not table[id][0]:
                result.unjudged.setdefault(id, []).append(sentence)
        _judge(result, sentence, [id for id in ids if table[id][0]], kinds)
    return result


def _judge(result: Score, sentence: Sentence, ids: list[str], kinds: Mapping[str, TextKind]) -> None:
    group = result.groups.setdefault(sentence.about, Count())
    answered: set[str] = set()
    seen = excused = False
    for id in ids:
        rows = result.rows_of[id][0] | result.rows_of[id][1]
        if rows & sentence.rows:
            result.patterns[id].hits.append(sentence)
            answered |= rows & sentence.rows
        elif sentence.rows and rows & (sentence.may | TOLERATED):
            excused |= bool(rows & sentence.may)
        else:
            result.patterns[id].false.append(sentence)
            result.wrong.append((id, sentence))
            seen = True
    for id, kind in kinds.items():
        due = result.rows_of[id][0] & sentence.rows
        if kind is sentence.kind and due and not due & answered and id not in ids:
            result.patterns[id].missed.append(sentence)
    if sentence.rows:
        (group.hits if answered or excused else group.missed).append(sentence)
    if seen:
        group.false.append(sentence)


def statutes(folder: Path, packs: Path = ROOT / "packs") -> Iterator[tuple[str, Maker, str, str, bool]]:
    """(title, maker, pattern, passage, entitled) for marks that count, over the texts of statutes in a folder."""
    registry = load_registry(packs)
    patterns = load_patterns(packs, registry)
    entitled = {one.id: one.entitled for one in patterns}
    for file in sorted(folder.rglob("*.md")):
        text = file.read_text("utf-8")
        title = text.lstrip().splitlines()[0].lstrip("# ").strip() if text.strip() else file.stem
        maker = likely_maker(title)
        if file.name == "README.md":
            continue
        for mark in check_text(text, TextKind.NORMATIVE, maker, patterns, registry, ON):
            if mark.severity is not Severity.INFO and not mark.lowered:
                near = text[max(0, mark.start - 30) : mark.end + 30].replace("\n", " ")
                yield title, maker, mark.id, near, maker in entitled[mark.id]
