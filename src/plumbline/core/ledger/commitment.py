"""Salted commitments: a personal value stands in its record only as a hash that hides it and binds to it.

    commitment = H("plumbline-value/1" LF ‖ salt ‖ canonical([name, value]))
    commitment = H("plumbline-attachment/2" LF ‖ salt ‖ H(bytes))

A file is hashed once: its commitment is made from its hash. Records from before hold another one, over
"plumbline-attachment/1" LF ‖ salt ‖ bytes; the beginnings keep one from being shown as the other, `opens_attachment`
reads both.

The salt has 32 random bytes and is kept with the value, beside the ledger. Whoever holds value and salt can show that
they are what was sealed; once both are destroyed nobody can confirm even a right guess, and every proof still holds.
The name is part of the commitment, so the value of one field cannot be shown as that of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Final

from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.hashing import Algorithm, hash_bytes, hash_chunks, read_hash, written_hash

SALT_BYTES: Final = 32
_VALUE: Final = b"plumbline-value/1\n"
_ATTACHMENT: Final = b"plumbline-attachment/2\n"
_ATTACHMENT_BEFORE: Final = b"plumbline-attachment/1\n"


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment: the value and its salt, 32 bytes. For an attachment the value is None."""

    salt: bytes
    value: Json = None

    def __post_init__(self) -> None:
        if len(self.salt) != SALT_BYTES:
            raise RecordMalformed(field="salt", problem=f"{len(self.salt)} bytes, {SALT_BYTES} needed")


def commit_value(name: str, opening: Opening, algorithm: Algorithm = "sha256") -> str:
    """The written commitment to the value of field `name`."""
    data = _VALUE + opening.salt + canonical([name, opening.value])
    return written_hash(hash_bytes(data, algorithm), algorithm)


def commit_attachment(salt: bytes, chunks: Iterable[bytes], algorithm: Algorithm = "sha256") -> str:
    """The written commitment to an attachment's bytes."""
    return commit_digest(salt, hash_chunks(chunks, algorithm), algorithm)


def commit_digest(salt: bytes, digest: bytes, algorithm: Algorithm = "sha256") -> str:
    """The written commitment to an attachment of which the plain hash is known."""
    return written_hash(hash_bytes(_ATTACHMENT + Opening(salt).salt + digest, algorithm), algorithm)


def hash_attachment(chunks: Iterable[bytes], algorithm: Algorithm = "sha256") -> str:
    """The written plain hash of an attachment that holds nothing personal."""
    return written_hash(hash_chunks(chunks, algorithm), algorithm)


def opens(commitment: str, name: str, opening: Opening) -> bool:
    """Whether the opening is of the value that was committed under `name`."""
    algorithm, _ = read_hash(commitment, name)
    return compare_digest(commit_value(name, opening, algorithm), commitment)


def opens_attachment(commitment: str, salt: bytes, chunks: Callable[[], Iterable[bytes]]) -> bool:
    """Whether the salt opens the commitment to these bytes, in the form of today or in the one before.

    Bytes under the form before are read twice.
    """
    algorithm, _ = read_hash(commitment)
    if compare_digest(commit_attachment(salt, chunks(), algorithm), commitment):
        return True
    before = hash_chunks(_after(_ATTACHMENT_BEFORE + Opening(salt).salt, chunks()), algorithm)
    return compare_digest(written_hash(before, algorithm), commitment)


def _after(start: bytes, chunks: Iterable[bytes]) -> Iterable[bytes]:
    yield start
    yield from chunks
