"""Checkpoints of C2SP tlog-checkpoint: a signed note that says a log has a size and a root.

The text is the log's origin, the number of leaves and the root in base64, one a line. Extension lines are carried
unchanged when others wrote them; we write none. The name of a log's key is its origin. A second, parallel tree under
SM3 is a log of its own with the origin `<origin>/sm3`, so each checkpoint keeps the public form.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.core.ledger.errors import CheckpointMalformed, ProofMalformed, WrongOrigin
from plumbline.core.ledger.hashing import SIZE, Algorithm
from plumbline.core.ledger.note import Note, Signer, VerifierKey, check_note, sign_note
from plumbline.core.ledger.proof import read_count

_SM3_TAIL: Final = "/sm3"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: `size` leaves with the root hash `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin:
            raise CheckpointMalformed(problem="no origin")
        if len(self.root) != SIZE or self.size < 0:
            raise CheckpointMalformed(problem=f"size {self.size} with a root of {len(self.root)} bytes")
        if any(not line or "\n" in line for line in self.extensions):
            raise CheckpointMalformed(problem="an empty extension line")

    @property
    def text(self) -> str:
        """The note text."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "\n".join(lines) + "\n"


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint of a note's text; raises CheckpointMalformed. Says nothing about signatures."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "" or not all(lines):
        raise CheckpointMalformed(problem="not three or more lines, none empty")
    origin, count, written, *extensions = lines
    try:
        size = read_count(count)
        root = base64.b64decode(written.encode("ascii"), validate=True)
    except (ProofMalformed, ValueError, binascii.Error):
        raise CheckpointMalformed(problem=f"size {count[:24]!r} or root {written[:60]!r}") from None
    checkpoint = Checkpoint(origin, size, root, tuple(extensions))
    if checkpoint.text != text:
        raise CheckpointMalformed(problem="root written otherwise than in base64")
    return checkpoint


def open_checkpoint(note: Note, keys: Sequence[VerifierKey], origin: str) -> Checkpoint:
    """The checkpoint of a note that one of the log's `keys` signed for `origin`.

    Raises WrongOrigin, SignatureMissing, SignatureForged or CheckpointMalformed. The text is read only after the
    signature held, as signed-note demands.
    """
    check_note(note, keys)
    checkpoint = read_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise WrongOrigin(found=checkpoint.origin, expected=origin)
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, signers: Iterable[Signer]) -> Note:
    """The signed note of a checkpoint. The caller has made sure it continues every checkpoint signed before."""
    return sign_note(checkpoint.text, signers)


def algorithm_of(origin: str) -> Algorithm:
    """The hash of the tree that an origin of ours stands for."""
    return "sm3" if origin.endswith(_SM3_TAIL) else "sha256"


def parallel_origin(origin: str) -> str:
    """Origin of the SM3 tree beside the log `origin`."""
    return origin + _SM3_TAIL
