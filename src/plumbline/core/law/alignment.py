"""Which article of one edition became which article of the next: aligned by likeness of wording, not by number.

Likeness is Dice's coefficient over the pairs of neighbouring characters (bigrams) of the articles' text without labels.
Pairs are taken from the likest down, each article once; below `THRESHOLD` an article counts as added or removed.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from plumbline.core.law.provision import Provision, Statute

Change = Literal["same", "moved", "changed", "moved_changed", "added", "removed"]
THRESHOLD = 0.40
"""Pairs less alike than this are taken for different rules."""
PART_THRESHOLD = 0.60
"""An unpaired article lies within another one when so much of its wording stands there."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One row of the comparison. `old` or `new` is None for added and removed articles.

    `likeness` is 0 … 1. `part_of` is, for an added article, the old article most of its wording comes from (a
    split), for a removed one, the new article that took it up (a merger).
    """

    change: Change
    old: Provision | None
    new: Provision | None
    likeness: float
    part_of: Provision | None = None


def align(old: Statute, new: Statute) -> tuple[ArticleChange, ...]:
    """All articles of both editions: in the order of the new one, removed articles after the one they followed."""
    before, after = list(old.units()), list(new.units())
    olds = [_bigrams(wording(unit)) for unit in before]
    news = [_bigrams(wording(unit)) for unit in after]
    pairs = _pairs(olds, news)
    rows = [_paired(before[i], after[j], likeness) for j, (i, likeness) in sorted(pairs.items())]
    taken = {i for i, _ in pairs.values()}
    for j, unit in enumerate(after):
        if j not in pairs:
            rows.append(ArticleChange("added", None, unit, 0.0, _holder(news[j], olds, before)))
    removed = [
        ArticleChange("removed", unit, None, 0.0, _holder(olds[i], news, after))
        for i, unit in enumerate(before)
        if i not in taken
    ]
    return _in_order(rows, removed)


def wording(unit: Provision) -> str:
    """The text of an article without its label and without white space."""
    return "".join(unit.plain().removeprefix(unit.indent + unit.label).split())


def marked_difference(old: str, new: str) -> list[tuple[Literal["same", "removed", "added"], str]]:
    """The two wordings as one run of same, removed and added pieces."""
    pieces: list[tuple[Literal["same", "removed", "added"], str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", old[a:b]))
            continue
        if a < b:
            pieces.append(("removed", old[a:b]))
        if c < d:
            pieces.append(("added", new[c:d]))
    return pieces


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])


def _shared(one: Counter[str], other: Counter[str]) -> int:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(min(n, large[pair]) for pair, n in small.items() if pair in large)


def _pairs(olds: Sequence[Counter[str]], news: Sequence[Counter[str]]) -> dict[int, tuple[int, float]]:
    """New index → (old index, likeness): the likest pairs first, of equals the ones that stand nearest."""
    sizes = [sum(c.values()) for c in olds], [sum(c.values()) for c in news]
    candidates = []
    for i, one in enumerate(olds):
        for j, other in enumerate(news):
            total = sizes[0][i] + sizes[1][j]
            if 2 * min(sizes[0][i], sizes[1][j]) < THRESHOLD * total:
                continue
            likeness = 2 * _shared(one, other) / total
            if likeness >= THRESHOLD:
                far = abs(i / len(olds) - j / len(news))
                candidates.append((-likeness, far, i, j))
    pairs: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for negative, _, i, j in sorted(candidates):
        if i not in used and j not in pairs:
            pairs[j] = i, -negative
            used.add(i)
    return pairs


def _paired(old: Provision, new: Provision, likeness: float) -> ArticleChange:
    moved, same = old.place != new.place, wording(old) == wording(new)
    change: Change = "moved" if same else "moved_changed"
    if not moved:
        change = "same" if same else "changed"
    return ArticleChange(change, old, new, 1.0 if same else likeness)


def _holder(
    own: Counter[str], others: Sequence[Counter[str]], units: Sequence[Provision]
) -> Provision | None:
    """The unit that holds most of the wording, when it holds `PART_THRESHOLD` of it."""
    size = sum(own.values())
    shares = [_shared(own, other) / size for other in others]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return units[best] if best is not None and shares[best] >= PART_THRESHOLD else None


def _in_order(rows: list[ArticleChange], removed: list[ArticleChange]) -> tuple[ArticleChange, ...]:
    """Rows by place in the new edition; a removed article follows the row of the nearest old article before it."""
    rows = sorted(rows, key=lambda row: row.new.place if row.new else None)  # type: ignore[arg-type, return-value]
    for lost in removed:
        assert lost.old is not None
        spot = 0
        for index, row in enumerate(rows):
            if row.old is not None and row.old.place < lost.old.place:
                spot = index + 1
        rows.insert(spot, lost)
    return tuple(rows)
