"""Cosignatures of C2SP tlog-cosignature, Ed25519 (v1): a witness's word that it saw this tree at this time.

The signed message is the line `cosignature/v1`, the line `time <seconds since 1970-01-01 UTC>` and the checkpoint's
text. The time is the witness's clock, not the log's; that is what makes an entry's time provable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from plumbline.core.ledger.errors import KeyMalformed, NoteMalformed
from plumbline.core.ledger.note import (
    Note,
    NoteSignature,
    VerifierKey,
    ed25519_verifies,
    read_key,
    verified_keys,
)

_TIME_BYTES: Final = 8
_LATEST: Final = 2**63 - 1


class CosignatureV1:
    """Timestamped Ed25519 over a checkpoint: kind 0x04. The signature is eight bytes of time and the Ed25519 one."""

    kind = b"\x04"
    public_size = 32

    def verifies(self, public: bytes, text: bytes, signature: bytes) -> bool:
        """Whether the witness made the cosignature over this checkpoint text at the time it carries."""
        if len(signature) != _TIME_BYTES + 64:
            return False
        timestamp = int.from_bytes(signature[:_TIME_BYTES], "big")
        if timestamp > _LATEST:
            return False
        return ed25519_verifies(public, cosigned_message(text, timestamp), signature[_TIME_BYTES:])


COSIGNATURE_V1: Final = CosignatureV1()


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A verified cosignature: `witness` vouches that this was the largest tree it had seen at `timestamp` (seconds)."""

    witness: str
    timestamp: int


def cosigned_message(text: bytes, timestamp: int) -> bytes:
    """The bytes a witness signs; `text` is the checkpoint's note text, `timestamp` seconds since the epoch."""
    return b"cosignature/v1\ntime %d\n" % timestamp + text


def read_witness_key(text: str) -> VerifierKey:
    """The key of a witness's vkey (kind 0x04); raises KeyMalformed."""
    return read_key(text, (COSIGNATURE_V1,))


def cosignatures(note: Note, witnesses: tuple[VerifierKey, ...]) -> tuple[Cosignature, ...]:
    """The verified cosignatures of known witnesses on a checkpoint note, earliest first.

    Empty when none of them signed. Raises SignatureForged when a line in a known witness's name fails. One that
    signed twice counts with each of its times.
    """
    known = {(key.name, key.key_id) for key in verified_keys(note, witnesses)}
    found = [
        Cosignature(line.name, int.from_bytes(line.signature[:_TIME_BYTES], "big"))
        for line in note.signatures
        if (line.name, line.key_id) in known
    ]
    return tuple(sorted(found, key=lambda one: one.timestamp))


class Cosigner:
    """The key of a witness, held in memory; `secret` is the 32-byte seed of RFC 8032."""

    def __init__(self, name: str, secret: bytes) -> None:
        try:
            self._private = Ed25519PrivateKey.from_private_bytes(secret)
        except ValueError:
            raise KeyMalformed(problem="an Ed25519 secret has 32 bytes") from None
        self.key = VerifierKey(name, self._private.public_key().public_bytes_raw(), COSIGNATURE_V1)

    def cosign(self, note: Note, timestamp: int) -> NoteSignature:
        """The cosignature line over the note's text; `witness.follow` decides whether it may be made.

        `timestamp` is seconds since the epoch; raises NoteMalformed for one that no cosignature can carry.
        """
        if not 0 < timestamp <= _LATEST:
            raise NoteMalformed(problem=f"time {timestamp} cannot be cosigned")
        signature = self._private.sign(cosigned_message(note.text.encode(), timestamp))
        return NoteSignature(
            self.key.name, self.key.key_id, timestamp.to_bytes(_TIME_BYTES, "big") + signature
        )
