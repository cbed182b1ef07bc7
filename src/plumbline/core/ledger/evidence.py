"""What is brought to the verifier (a case file's parts, already read) and what it is told to trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from plumbline.core.ledger.commitment import Opening
from plumbline.core.ledger.note import Note, VerifierKey
from plumbline.core.ledger.system_acts import ValuePlace

Chunks: TypeAlias = Callable[[], Iterable[bytes]]
"""Gives the bytes of a file piece by piece, each time it is called."""

TOLERANCE: Final = 600
LATE_AFTER: Final = 86_400


@dataclass(frozen=True, slots=True)
class Trust:
    """What the reader brings along, from elsewhere than the file.

    `keys` are the log's keys (their name is the log's origin); `witnesses` the keys of witnesses. A witness and the
    server may differ by `tolerance` seconds, which covers the sealing delay and the interval at which witnesses ask.
    An act entered more than `late_after` seconds after it happened is shown as entered late.
    """

    keys: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...] = ()
    tolerance: int = TOLERANCE
    late_after: int = LATE_AFTER


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it lies in the log: its leaf index and its bytes."""

    index: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Anchor:
    """An earlier checkpoint, cosigned or not, and the consistency proof from it to the seal's checkpoint."""

    note: Note
    consistency: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A record that changes the log's key, and the proof that a checkpoint under the old key covers it."""

    entry: Entry
    inclusion: tuple[bytes, ...]
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Seal:
    """One tree's evidence over the entries: checkpoint, one inclusion proof an entry in their order, anchors."""

    note: Note
    inclusion: tuple[tuple[bytes, ...], ...]
    anchors: tuple[Anchor, ...] = ()
    key_changes: tuple[KeyChange, ...] = ()

    @property
    def origin(self) -> str:
        """The log it claims to be of."""
        return self.note.text.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """A case file, read and not yet believed."""

    case: str
    entries: tuple[Entry, ...]
    seals: tuple[Seal, ...]
    openings: Mapping[ValuePlace, Opening] = field(default_factory=lambda: MappingProxyType({}))
    attachments: Mapping[ValuePlace, Chunks] = field(default_factory=lambda: MappingProxyType({}))
    withheld: frozenset[ValuePlace] = frozenset()
    rendered: bool = False
    """Whether pages for people lie beside the evidence; no rule looks at them."""


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An act entered late: `at` as written, `recorded_at` an instant, `delay` in seconds."""

    leaf: int
    record: str
    step: str
    at: str
    recorded_at: int
    delay: int


@dataclass(frozen=True, slots=True)
class DestroyedValue:
    """A value that is gone, and what its destruction record says of it."""

    place: ValuePlace
    leaf: int
    day: str
    officers: tuple[str, ...]
    ground: str
    by_record: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing proved or not proved: a code that `wording` puts into words, with its data."""

    code: str
    data: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Report:
    """What verification can say once nothing was found to be untrue."""

    subject: str
    records: int
    proved: tuple[Statement, ...]
    not_proved: tuple[Statement, ...]
    late: tuple[LateEntry, ...] = ()
    destroyed: tuple[DestroyedValue, ...] = ()
    withheld: tuple[ValuePlace, ...] = ()
