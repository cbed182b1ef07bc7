"""A draft of a mapping file from a look at a source: names and values compared with what a procedure knows.

Nothing is decided here: what is unsure is written as a comment with its candidates, for a person to settle.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from plumbline.apps.record_intake.dates import AmbiguousFormat, find_format
from plumbline.apps.record_intake.mapping import CASE_PREFIX, FIELD_PREFIX
from plumbline.apps.record_intake.reading import read_batches
from plumbline.apps.record_intake.rows import RawBatch, Source, shorten

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "case_id": (
        "case_id",
        "case:concept:name",
        "案件编号",
        "案号",
        "案件号",
        "办件编号",
        "业务编号",
        "case",
        "case id",
        "case number",
        "caseno",
    ),
    "record_id": ("record_id", "记录编号", "流水号", "event id", "identity:id", "record"),
    "procedure": ("procedure", "程序", "案件类型", "业务类型"),
    "step": (
        "step",
        "concept:name",
        "环节",
        "环节名称",
        "步骤",
        "办理环节",
        "节点",
        "流程节点",
        "activity",
        "event",
        "task",
        "action",
    ),
    "at": (
        "at",
        "time:timestamp",
        "时间",
        "办理时间",
        "日期",
        "发生时间",
        "开始时间",
        "timestamp",
        "date",
        "start",
        "start time",
    ),
    "until": ("until", "结束时间", "完成时间", "end", "end time", "complete time"),
    "recorded_at": (
        "recorded_at",
        "录入时间",
        "登记时间",
        "入库时间",
        "创建时间",
        "created",
        "created at",
        "entered",
    ),
    "seq": ("seq", "序号", "顺序号", "sequence"),
    "officers": (
        "officers",
        "执法人员",
        "办理人",
        "办案人员",
        "经办人",
        "承办人",
        "org:resource",
        "resource",
        "user",
    ),
    "documents": ("documents", "文书", "文书名称", "documents issued"),
    "recordings": ("recordings", "音像记录", "执法记录仪", "视频"),
    "corrects": ("corrects", "更正", "更正记录"),
    "void": ("void", "作废", "是否作废", "deleted"),
}
CASE_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "organ": ("organ", "执法机关", "办案单位", "承办单位", "执法部门", "机关", "org:group", "department"),
    "field": ("field", "执法领域", "领域"),
    "division": ("division", "行政区划", "区划代码"),
    "party_key": ("party_key", "当事人标识", "统一社会信用代码"),
    "party_kind": ("party_kind", "当事人类型", "当事人类别"),
}
SURE: Final = 0.82
POSSIBLE: Final = 0.5
LISTS: Final = ("officers", "documents", "recordings")
_MARKS: Final = (";", "；", "、", "，", ",", "|")
_SHOWN = 3
_MOST_NAMES = 300


@dataclass(frozen=True, slots=True)
class Guess:
    """A column or step proposed for a name; `score` from 0 to 1."""

    name: str
    score: float

    @property
    def sure(self) -> bool:
        """Whether it may stand without a question."""
        return self.score >= SURE


@dataclass(frozen=True, slots=True)
class Names:
    """What a procedure knows: steps, fields and attributes, each with its titles."""

    steps: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Suggestion:
    """The draft: guesses by name, with samples of every column and how often each activity occurs."""

    source: Source
    samples: dict[str, list[str]]
    columns: dict[str, Guess] = field(default_factory=dict)
    fields: dict[str, Guess] = field(default_factory=dict)
    case: dict[str, Guess] = field(default_factory=dict)
    steps: list[tuple[str, int, list[Guess]]] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    separators: dict[str, str] = field(default_factory=dict)
    lifecycle: dict[str, int] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


def suggest(path: Path, names: Names | None) -> Suggestion:
    """A draft from the first rows of a file. Raises `FileError`."""
    source = Source(str(path), path.name, 0)
    batch = next(iter(read_batches(path, source)))
    draft = Suggestion(source, {name: _sample(column) for name, column in batch.columns.items()})
    left = list(batch.columns)
    draft.columns = _assign(ALIASES, left)
    _check_dates(draft, batch)
    for name in LISTS:
        if name in draft.columns:
            texts = batch.columns[draft.columns[name].name].drop_null().to_pylist()
            draft.separators[name] = _separator(str(text) for text in texts)
    left = [c for c in left if c not in {g.name for g in draft.columns.values() if g.sure}]
    if names is not None:
        draft.fields = _assign(names.fields, left, exact_only_below=SURE)
        left = [c for c in left if c not in {g.name for g in draft.fields.values()}]
    attributes = {**(names.attributes if names is not None else {}), **CASE_ALIASES}
    draft.case = _assign(attributes, left, exact_only_below=SURE)
    draft.unused = [c for c in left if c not in {g.name for g in draft.case.values()}]
    step = draft.columns.get("step")
    if step is not None:
        counts = _counts(batch, step.name)
        for activity, count in counts.most_common(_MOST_NAMES):
            draft.steps.append(
                (activity, count, _candidates(activity, names.steps if names is not None else {}))
            )
    if "lifecycle:transition" in batch.columns:
        draft.lifecycle = dict(_counts(batch, "lifecycle:transition"))
    return draft


def _separator(texts: Iterable[str]) -> str:
    """What stands between the members of lists: the mark that most of the texts hold, `;` where none does."""
    held = list(texts)
    counts = {mark: sum(mark in text for text in held) for mark in _MARKS}
    return max(_MARKS, key=lambda mark: counts[mark])


def _assign(
    wanted: Mapping[str, Sequence[str]], columns: Iterable[str], *, exact_only_below: float = POSSIBLE
) -> dict[str, Guess]:
    """The best column for each name; every column once, the surest pairs first."""
    pairs = [(name, column, max(similarity(a, column) for a in (name, *aliases))) for name, aliases in wanted.items()
             for column in columns]  # fmt: skip
    found: dict[str, Guess] = {}
    used: set[str] = set()
    for name, column, score in sorted(pairs, key=lambda p: -p[2]):
        if score >= exact_only_below and name not in found and column not in used:
            found[name] = Guess(column, score)
            used.add(column)
    return {name: found[name] for name in wanted if name in found}


def similarity(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: case, separators and prefixes of sources do not count."""
    a, b = _plain(one), _plain(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if min(len(a), len(b)) >= 2 and (a in b or b in a):
        return 0.6 + 0.35 * min(len(a), len(b)) / max(len(a), len(b))
    return SequenceMatcher(None, a, b).ratio() * 0.9


def _plain(name: str) -> str:
    name = re.sub(r"^[A-Za-z]?\d+([-.]\d+)*[\s.、]+", "", name)
    name = name.removeprefix(CASE_PREFIX).removeprefix(FIELD_PREFIX) if name != "case:concept:name" else name
    return re.sub(r"[\s_\-:()（）.]+", "", name).lower()


def _candidates(activity: str, steps: Mapping[str, Sequence[str]]) -> list[Guess]:
    scored = [
        Guess(step, max(similarity(activity, name) for name in (step, *titles)))
        for step, titles in steps.items()
    ]
    scored.sort(key=lambda guess: -guess.score)
    return [guess for guess in scored[:_SHOWN] if guess.score >= POSSIBLE]


def _check_dates(draft: Suggestion, batch: RawBatch) -> None:
    """A column proposed for a time must hold dates; one of day-month-year is told."""
    for name in ("at", "until", "recorded_at"):
        guess = draft.columns.get(name)
        if guess is None:
            continue
        values = [v for v in batch.columns[guess.name][:500].to_pylist() if v]
        try:
            form = find_format(v.strip() for v in values)
        except AmbiguousFormat:
            draft.formats[name] = "%d/%m/%Y"
            draft.columns[name] = Guess(guess.name, min(guess.score, POSSIBLE))
            continue
        if form is None:
            draft.columns[name] = Guess(guess.name, POSSIBLE)
        else:
            draft.formats[name] = form


def _sample(column: pa.Array) -> list[str]:
    found: dict[str, None] = {}
    for value in column[:2_000].to_pylist():
        if value and value.strip():
            found[shorten(value.strip(), 40)] = None
        if len(found) == _SHOWN:
            break
    return list(found)


def _counts(batch: RawBatch, column: str) -> Counter[str]:
    counted = pc.value_counts(batch.columns[column].drop_null()).to_pylist()
    return Counter({row["values"]: row["counts"] for row in counted})
