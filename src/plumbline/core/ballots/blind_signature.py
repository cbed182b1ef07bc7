"""Blind RSA signatures, RSABSSA-SHA384-PSS-Deterministic of RFC 9474, on the side of whoever signs and verifies.

The voter hides the encoded ballot m as z = m·r^e mod n with a random r, the signer answers z^d, and the voter takes r
out again: (z^d)·r⁻¹ = m^d. For every pair of a request z and a ballot m there is exactly one r that would join them, so
the signer, its key included, learns nothing of which request became which ballot (RFC 9474 §8.2: perfect blindness).
A ballot holds a serial of 128 random bits, which RFC 9474 asks of a deterministic message. The side of the voter runs
in the browser (`frontend/scripts/ballot.js`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import gcd
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA384

from plumbline.core.ballots.errors import RequestUnfit, SigningFailed
from plumbline.core.ledger.canonical import canonical

MODULUS_BITS: Final = 2048
"""Enough: a ballot must not be forged while its evaluation is open; that it cannot be traced rests on no key length."""
EXPONENT: Final = 65537
SALT_BYTES: Final = 48


@dataclass(frozen=True)
class PublicKey:
    """The public key of one evaluation."""

    n: int

    @property
    def size(self) -> int:
        """Bytes of a signature."""
        return (self.n.bit_length() + 7) // 8

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the key's canonical writing: what the record that calls the evaluation holds."""
        return hashlib.sha256(canonical({"e": EXPONENT, "n": f"{self.n:x}"})).hexdigest()

    @cached_property
    def _key(self) -> rsa.RSAPublicKey:
        return rsa.RSAPublicNumbers(EXPONENT, self.n).public_key()

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature is one of this key on the message (RSASSA-PSS, RFC 8017 §8.1.2)."""
        scheme = padding.PSS(padding.MGF1(SHA384()), SALT_BYTES)
        try:
            self._key.verify(signature, message, scheme, SHA384())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private key of one evaluation: n = p·q. Lives outside the database and is destroyed at the count."""

    p: int
    q: int

    @property
    def public(self) -> PublicKey:
        """What everybody may know of it."""
        return PublicKey(self.p * self.q)

    def sign_blindly(self, request: int, random_below: Callable[[int], int]) -> int:
        """z^d mod n for the request z. Raises RequestUnfit, SigningFailed.

        `random_below(k)`: a secret random number below k; it hides z from whoever measures how long this takes.
        """
        n = self.p * self.q
        if not 1 < request < n - 1 or gcd(request, n) != 1:
            raise RequestUnfit()
        while gcd(mask := random_below(n), n) != 1:
            continue
        hidden = request * pow(mask, EXPONENT, n) % n
        answer = self._power(hidden) * pow(mask, -1, n) % n
        if pow(answer, EXPONENT, n) != request:
            raise SigningFailed()
        return answer

    def _power(self, value: int) -> int:
        """value^d mod n by the Chinese remainder theorem."""
        d = pow(EXPONENT, -1, (self.p - 1) * (self.q - 1))
        of_p = pow(value % self.p, d % (self.p - 1), self.p)
        of_q = pow(value % self.q, d % (self.q - 1), self.q)
        return of_q + self.q * ((of_p - of_q) * pow(self.q, -1, self.p) % self.p)
