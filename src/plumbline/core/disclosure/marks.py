"""The marks that a person confirmed on a text, and the text that is published with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.core.disclosure.errors import MarkOutside, MustStayOut, WordsNotFound
from plumbline.core.disclosure.span import REASONS, Kind, Span, settled
from plumbline.core.ledger.canonical import Json

BASIS: Final = "118号 二；信息公开条例 §15"
"""Why what is private is taken out of a decision that goes public."""
NEVER_SHOWN: Final = frozenset({"identity", "old_identity", "minor", "card", "field"})
"""Reasons for which a proposed place is taken out for good: numbers that fit, minors, the party's data."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of published text; with a kind, what was taken out, and its text is empty."""

    text: str
    kind: Kind | None = None


def chosen(proposed: Sequence[Span], ticked: Iterable[int]) -> list[Span]:
    """The proposals that a person left ticked; raises MustStayOut for one that may not be unticked."""
    wanted = set(ticked)
    for place, one in enumerate(proposed):
        if place not in wanted and one.reason in NEVER_SHOWN:
            zh, en = REASONS[one.reason]
            raise MustStayOut(number=place + 1, reason_zh=zh, reason_en=en, basis=BASIS)
    return [one for place, one in enumerate(proposed) if place in wanted]


def by_hand(text: str, words: str, kind: Kind = Kind.OTHER) -> list[Span]:
    """Every place of the words in the text, whatever breaks their lines; raises WordsNotFound."""
    pattern = r"\s*".join(map(re.escape, words.split()))
    found = [Span(*one.span(), kind, "by_hand") for one in re.finditer(pattern, text)] if pattern else []
    if not found:
        raise WordsNotFound(words=words.strip()[:60])
    return found


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The text as it is published; raises MarkOutside."""
    made: list[Piece] = []
    at = 0
    for one in settled(spans):
        if not 0 <= one.start < one.end <= len(text):
            raise MarkOutside(start=one.start, end=one.end)
        if one.start > at:
            made.append(Piece(text[at : one.start]))
        made.append(Piece("", one.kind))
        at = one.end
    if at < len(text):
        made.append(Piece(text[at:]))
    return tuple(made)


def shown_text(made: Iterable[Piece]) -> str:
    """What can be read of the pieces; a line stands for what was taken out."""
    return "".join(one.text if one.kind is None else "——" for one in made)


def written_marks(spans: Iterable[Span]) -> list[Json]:
    """The marks as a record keeps them."""
    return [
        {"start": one.start, "end": one.end, "kind": str(one.kind), "reason": one.reason} for one in spans
    ]


def read_marks(written: Json) -> list[Span]:
    """The marks of a record; what is no mark is left out."""
    rows = written if isinstance(written, list | tuple) else []
    return [
        Span(int(str(row["start"])), int(str(row["end"])), Kind(str(row["kind"])), str(row["reason"]))
        for row in rows
        if isinstance(row, Mapping)
    ]
