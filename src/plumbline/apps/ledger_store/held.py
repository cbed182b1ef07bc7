"""What the ledger's queries answer with: frozen values, so that no page can ask the database by accident."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from plumbline.core.ledger.checkpoint import Checkpoint, read_checkpoint
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.note import Note, read_note, read_signature_line
from plumbline.core.ledger.record import Record, read_record

_read = lru_cache(maxsize=4096)(read_record)
"""Records read lately. The very bytes are the key, and a record is nothing but its bytes: none can be out of date."""


@dataclass(frozen=True)
class HeldRecord:
    """A record as it is stored. `leaf` is None until it has its place in the log (on PostgreSQL for a moment)."""

    seq: int
    leaf: int | None
    position: int
    data: bytes
    leaf_hash: bytes

    @cached_property
    def record(self) -> Record:
        """The record of the bytes; raises RecordMalformed where somebody changed them by hand."""
        return _read(self.data)

    @property
    def is_as_entered(self) -> bool:
        """Whether the bytes still have the leaf hash they were entered with; the log itself is asked by `verify`."""
        return tree_hash().leaf(self.data) == self.leaf_hash


@dataclass(frozen=True)
class HeldCheckpoint:
    """A checkpoint as it was signed, with the witnesses' lines added since."""

    number: int
    tree: Algorithm
    size: int
    key: str
    """Verifier key that signed it."""
    signed_note: str
    signed_at: int
    cosignature_lines: tuple[str, ...] = ()

    @cached_property
    def checkpoint(self) -> Checkpoint:
        """What it says: origin, size, root."""
        return read_checkpoint(read_note(self.signed_note).text)

    @cached_property
    def note(self) -> Note:
        """The note with all its signatures, as it is handed out; verifies nothing."""
        lines = (read_signature_line(line.rstrip("\n")) for line in self.cosignature_lines)
        return read_note(self.signed_note).with_signatures(lines)


@dataclass(frozen=True, slots=True)
class LogState:
    """How far the log has come. `waiting` records are committed without a leaf yet; `sealed` is of the SHA-256 tree."""

    size: int
    waiting: int
    sealed: int
    floor: int | None
