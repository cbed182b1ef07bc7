"""A text that grows piece by piece and remembers what each piece is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

SLOT = re.compile(r"\{(\w+)\}")


class Duty(StrEnum):
    """What a publisher does with a piece."""

    HIDE = "hide"
    MAY = "may"
    """May stay or go: officers' names and certificate numbers, addresses of firms, what is masked already."""
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one kind. `form` says how it was written; of an address `core` is the part that must not be seen."""

    text: str
    kind: str
    duty: Duty
    form: str = "plain"
    core: str = ""


@dataclass(frozen=True, slots=True)
class Planted:
    """Where a piece stands in a text."""

    start: int
    end: int
    kind: str
    duty: Duty
    form: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One published decision and its key."""

    text: str
    key: tuple[Planted, ...]
    party: str
    """The name that the case's record would tell a finder beforehand; empty where it is a firm."""


@dataclass
class Paper:
    """Writes templates; a slot `{home}` asks the maker `home` for a piece, `{party}` always for the same person."""

    random: Random
    makers: Mapping[str, Callable[[Random], Piece]]
    person: bool = True
    """Whether the party is one."""
    same: dict[str, Piece] = field(default_factory=dict)
    text: str = ""
    key: list[Planted] = field(default_factory=list)

    def write(self, template: str) -> None:
        """Adds a template with its slots filled."""
        last = 0
        for slot in SLOT.finditer(template):
            self.text += template[last : slot.start()]
            self.put(self.piece(slot[1]))
            last = slot.end()
        self.text += template[last:]

    def piece(self, name: str) -> Piece:
        """What stands in a slot: a fixed person or firm of this paper, or something new."""
        if name in self.same:
            return self.same[name]
        return self.makers[name](self.random)

    def put(self, piece: Piece) -> None:
        """Adds one piece and its place in the key."""
        start = len(self.text)
        self.text += piece.text
        if piece.core:
            start += piece.text.index(piece.core)
            self.key.append(Planted(start, start + len(piece.core), piece.kind, piece.duty, piece.form))
            whole = len(self.text) - len(piece.text)
            self.key.append(Planted(whole, len(self.text), piece.kind, Duty.MAY, "around"))
        else:
            self.key.append(Planted(start, len(self.text), piece.kind, piece.duty, piece.form))

    def done(self) -> Decision:
        """The finished text."""
        return Decision(self.text, tuple(self.key), self.same["party"].text if self.person else "")
