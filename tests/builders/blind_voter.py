"""The voter's side of RFC 9474 in Python, written apart from the server's and from the browser's."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from math import gcd

from plumbline.core.ballots.ballot import Ballot

EXPONENT = 65537
_SALT = _HASH = 48


@dataclass
class Voter:
    """The browser of a voter: makes a ballot, hides it, frees the answer."""

    evaluation: str
    n: int
    grade: int
    draw: random.Random

    def __post_init__(self) -> None:
        length = (self.n.bit_length() + 7) // 8
        serial = self.draw.randbytes(16).hex()
        self.unsigned = Ballot(serial, self.grade, "")
        self.encoded = self._pss(self.unsigned.message(self.evaluation), length)
        while gcd(r := self.draw.randrange(2, self.n), self.n) != 1:
            continue
        self._undo = pow(r, -1, self.n)
        self.request = f"{self.encoded * pow(r, EXPONENT, self.n) % self.n:x}"

    def signed(self, answer: str) -> Ballot:
        """The ballot with its signature, freed from what hid it."""
        signature = int(answer, 16) * self._undo % self.n
        assert pow(signature, EXPONENT, self.n) == self.encoded, "the server signed something else"
        return Ballot(self.unsigned.serial, self.grade, f"{signature:0{len(f'{self.n:x}')}x}")

    def _pss(self, message: bytes, length: int) -> int:
        salt = self.draw.randbytes(_SALT)
        digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
        block = bytes(length - _SALT - _HASH - 2) + b"\x01" + salt
        stream = b"".join(
            hashlib.sha384(digest + place.to_bytes(4, "big")).digest() for place in range(length // _HASH + 1)
        )
        hidden = bytearray(one ^ other for one, other in zip(block, stream, strict=False))
        hidden[0] &= 0x7F
        return int.from_bytes(bytes(hidden) + digest + b"\xbc", "big")
