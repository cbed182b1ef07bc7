"""Following a log that is read: its checkpoint is fetched, the proof is made from its own tiles, and only then judged.

A head that has not grown since the last cosignature is left alone: cosigning it again would say that nothing was
entered until now, which is untrue while records wait for a sealing process that stands still.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from plumbline.apps.witness.cosigning import Witness
from plumbline.apps.witness.errors import SourceUnreadable
from plumbline.apps.witness.sources import CHECKPOINT, Source, tile_of
from plumbline.core.ledger.checkpoint import algorithm_of, read_checkpoint
from plumbline.core.ledger.errors import CheckpointMalformed, LedgerError, NoteError
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.note import Note, read_note
from plumbline.core.ledger.proof import consistency_proof
from plumbline.core.ledger.tiles import Fetch, TileNodes
from plumbline.core.ledger.witness import AddCheckpoint, RolledBack


@dataclass(frozen=True, slots=True)
class Step:
    """What one look at a log came to: its size before and now; `cosigned` is the note with the new cosignature."""

    origin: str
    old_size: int
    size: int
    cosigned: Note | None


def look(source: Source, witness: Witness, now: int) -> Step:
    """Look at a log once and cosign what it grew by. Raises WitnessRefusal for a fork, SourceUnreadable."""
    note = _note_of(source)
    try:
        checkpoint = read_checkpoint(note.text)
    except CheckpointMalformed as error:
        raise SourceUnreadable(name=CHECKPOINT, problem=error.message("en")) from error
    known = witness.state.last(checkpoint.origin)
    old_size = known.followed.size if known else 0
    if checkpoint.size < old_size:
        raise RolledBack(origin=checkpoint.origin, old_size=old_size, size=checkpoint.size)
    if known and (checkpoint.size, checkpoint.root) == (old_size, known.followed.root):
        return Step(checkpoint.origin, old_size, checkpoint.size, None)
    proof = proof_from_tiles(partial(tile_of, source), checkpoint.origin, old_size, checkpoint.size)
    line = witness.add_checkpoint(AddCheckpoint(old_size, proof, note), now)
    return Step(checkpoint.origin, old_size, checkpoint.size, note.with_signatures([line]))


def _note_of(source: Source) -> Note:
    try:
        return read_note(source.read(CHECKPOINT).decode("utf-8"))
    except (UnicodeDecodeError, NoteError) as error:
        problem = error.message("en") if isinstance(error, NoteError) else "no UTF-8"
        raise SourceUnreadable(name=CHECKPOINT, problem=problem) from error


def proof_from_tiles(fetch: Fetch, origin: str, old_size: int, size: int) -> tuple[bytes, ...]:
    """The consistency proof of two sizes, made from tiles. Wrong tiles make a proof that fails, nothing worse."""
    tree = tree_hash(algorithm_of(origin))
    try:
        return tuple(consistency_proof(old_size, size, TileNodes(size, fetch, tree), tree))
    except LedgerError as error:
        raise SourceUnreadable(name=f"tile ({old_size}–{size})", problem=error.message("en")) from error
