"""A ballot: the evaluation, a serial that its voter drew, one grade, the signature on the three together.

The grade is under the signature, so nobody, the server included, turns one grade into another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plumbline.core.ballots.blind_signature import PublicKey
from plumbline.core.ballots.errors import BallotForged, BallotUnfit

GRADES: Final = ("good", "fairly_good", "ordinary", "poor", "invalid")
"""The grades of the step `evaluate` of `duty.report`, best first, abstention last; a ballot names one by its place."""
SERIAL_BYTES: Final = 16
_HEX: Final = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote. `serial` and `signature` are hexadecimal; the serial is also the voter's receipt."""

    serial: str
    grade: int
    signature: str

    def message(self, evaluation: str) -> bytes:
        """What is signed."""
        return f"plumbline ballot 1\n{evaluation}\n{self.serial}\n{self.grade}\n".encode("ascii")

    def check(self, evaluation: str, key: PublicKey) -> None:
        """Raises BallotUnfit for what is no ballot, BallotForged for one that the key did not sign."""
        wanted = ((self.serial, 2 * SERIAL_BYTES), (self.signature, 2 * key.size))
        if any(len(text) != length or not _HEX.fullmatch(text) for text, length in wanted):
            raise BallotUnfit()
        if not 0 <= self.grade < len(GRADES):
            raise BallotUnfit()
        if not key.signed(self.message(evaluation), bytes.fromhex(self.signature)):
            raise BallotForged(serial=self.serial)
