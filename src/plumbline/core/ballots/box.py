"""The closed box: a cast ballot as the database may hold it until the count.

What is kept of a ballot is a mark and a sealed text, both made with a key that never enters the database and is
destroyed at the count. Files and logs of a database tell in which order its rows were written, whatever its settings:
so a row must not say which ballot it is, neither now nor to somebody who later holds the published list beside it.
Every sealed text has the same length, whatever was voted.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from plumbline.core.ballots.ballot import SERIAL_BYTES, Ballot
from plumbline.core.ballots.errors import BoxBroken

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Box:
    """The box of one evaluation under its key (32 secret random bytes)."""

    evaluation: str
    key: bytes

    def mark(self, ballot: Ballot) -> str:
        """Names a ballot within the box: the same serial has the same mark, so nothing is counted twice."""
        secret = hmac.digest(self.key, b"mark", hashlib.sha256)
        return hmac.new(secret, bytes.fromhex(ballot.serial), hashlib.sha256).hexdigest()

    def seal(self, ballot: Ballot, nonce: bytes) -> str:
        """The ballot, sealed (hex). `nonce`: 12 random bytes of its own."""
        text = bytes.fromhex(ballot.serial) + bytes([ballot.grade]) + bytes.fromhex(ballot.signature)
        return (nonce + self._cipher().encrypt(nonce, text, self.evaluation.encode("ascii"))).hex()

    def open(self, sealed: str) -> Ballot:
        """The ballot again; raises BoxBroken."""
        data = bytes.fromhex(sealed)
        nonce, text = data[:NONCE_BYTES], data[NONCE_BYTES:]
        try:
            opened = self._cipher().decrypt(nonce, text, self.evaluation.encode("ascii"))
        except InvalidTag:
            raise BoxBroken() from None
        serial, rest = opened[:SERIAL_BYTES], opened[SERIAL_BYTES:]
        return Ballot(serial.hex(), rest[0], rest[1:].hex())

    def _cipher(self) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(hmac.digest(self.key, b"seal", hashlib.sha256))
