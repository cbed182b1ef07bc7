"""How the finder of personal data does on invented decisions whose personal data are known to the character."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from measures.redaction.generator import Words, decisions  # noqa: E402
from measures.redaction.paper import Decision, Duty, Planted  # noqa: E402

NUMBERS: Final = ("number", "id", "phone", "account", "plate")
"""Some sets call a citizen's number «id»."""
EXAMPLES: Final = 4
NEAR: Final = 12
MARKS: Final = frozenset("，。、；：（）()“”·/　 \n\t")
"""What a span may take in beside the thing itself and does no harm."""


class Found(Protocol):
    """A span that the finder gave."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...


@dataclass
class Tally:
    """Pieces seen and missed of one kind and form."""

    found: int = 0
    missed: int = 0
    partly: int = 0
    """Of the missed, those of which something was covered."""
    examples: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed)


@dataclass
class Score:
    """One run."""

    decisions: int = 0
    forms: dict[tuple[str, str], Tally] = field(default_factory=dict)
    right: int = 0
    wide: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    wrongly: dict[str, Counter[str]] = field(default_factory=dict)
    where: dict[tuple[str, str], str] = field(default_factory=dict)
    lay_on: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Wrong spans by their kind and by what they lay on."""

    def recall(self, *kinds: str) -> float:
        tallies = [tally for (kind, _), tally in self.forms.items() if kind in kinds]
        found = sum(tally.found for tally in tallies)
        return found / (found + sum(tally.missed for tally in tallies))

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong.total())


def near(text: str, start: int, end: int) -> str:
    """The piece in brackets with a few words around it, on one line."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    return f"{before}【{text[start:end]}】{after}".replace("\n", "⏎")


def covered(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def judge(score: Score, decision: Decision, found: list[Found]) -> None:
    """Adds one decision: every planted piece, then every span found."""
    text = decision.text
    seen = covered((one.start, one.end) for one in found)
    for piece in decision.key:
        if piece.duty is Duty.HIDE:
            tally = score.forms.setdefault((piece.kind, piece.form), Tally())
            if all(place in seen or text[place] in MARKS for place in range(piece.start, piece.end)):
                tally.found += 1
                continue
            tally.missed += 1
            tally.partly += any(place in seen for place in range(piece.start, piece.end))
            if len(tally.examples) < EXAMPLES:
                tally.examples.append(near(text, piece.start, piece.end))
    kept = covered(_spans(decision.key, Duty.KEEP))
    personal = covered(_spans(decision.key, Duty.HIDE, Duty.MAY))
    for one in found:
        places = {place for place in range(one.start, one.end) if text[place] not in MARKS}
        if places & kept or len(places & personal) * 2 < len(places):
            score.wrong[one.kind] += 1
            score.lay_on[one.kind, _under(decision.key, one)] += 1
            words = text[one.start : one.end].replace("\n", "⏎")
            score.wrongly.setdefault(one.kind, Counter())[words] += 1
            score.where.setdefault((one.kind, words), near(text, one.start, one.end))
        else:
            score.right += 1
            score.wide += bool(places - personal)


def _under(key: Iterable[Planted], one: Found) -> str:
    """What must stay under a span: the kind of the first such piece, or running words."""
    kept = (piece for piece in key if piece.duty is Duty.KEEP)
    return next(
        (piece.kind for piece in kept if piece.start < one.end and one.start < piece.end), "running words"
    )


def _spans(key: Iterable[Planted], *duties: Duty) -> Iterator[tuple[int, int]]:
    return ((piece.start, piece.end) for piece in key if piece.duty in duties)


def measure(find: Callable[[Decision], list[Found]], count: int = 2_000, words: Words = Words.OPEN) -> Score:
    """Runs a finder over the decisions in the words of one set."""
    score = Score()
    for decision in decisions(count, words=words):
        score.decisions += 1
        judge(score, decision, find(decision))
    return score
