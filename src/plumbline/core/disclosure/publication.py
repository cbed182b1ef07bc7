"""What the portal shows of a decision: a plain value that is sealed with its publication, and rows of open data.

The whole text is not in it: its salted commitment stands in the record of the extraction, before the publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.core.disclosure.marks import Piece
from plumbline.core.disclosure.span import Kind
from plumbline.core.ledger.canonical import Json

COLUMNS: Final = (
    "key",
    "kind",
    "number",
    "title",
    "organ",
    "organ_name",
    "party",
    "party_code",
    "cause",
    "result",
    "decided_on",
    "published_on",
)
"""Columns of the open data, in order."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A decision in public. `party` and `party_code` are empty for a natural person: the name is withheld."""

    kind: str
    title: str
    number: str
    organ: str
    organ_name: str
    cause: str
    result: str
    decided_on: str
    party: str
    party_code: str
    pieces: tuple[Piece, ...]

    @property
    def is_natural(self) -> bool:
        """Whether the party is a person, whose name is withheld."""
        return not self.party

    @property
    def hidden(self) -> int:
        """How many places were taken out."""
        return sum(one.kind is not None for one in self.pieces)


_TEXTS: Final = tuple(name for name in Publication.__dataclass_fields__ if name != "pieces")


def written_publication(one: Publication) -> dict[str, Json]:
    """The value as a record commits to it."""
    rows: list[Json] = [[piece.text, None if piece.kind is None else str(piece.kind)] for piece in one.pieces]
    return {**{name: getattr(one, name) for name in _TEXTS}, "pieces": rows}


def read_publication(written: Json) -> Publication | None:
    """The value of a record; None where it was destroyed or never was one."""
    if not isinstance(written, Mapping):
        return None
    rows = written.get("pieces")
    read = tuple(
        Piece(str(row[0]), Kind(str(row[1])) if row[1] else None)
        for row in (rows if isinstance(rows, list | tuple) else ())
        if isinstance(row, list | tuple)
    )
    texts = {name: str(written.get(name) or "") for name in _TEXTS}
    return Publication(pieces=read, **texts)
