"""SM2 signatures as GB/T 32918.2 defines them, written out for tests: a site's certified module answers the same.

Slow and not safe against anybody who measures time; it knows the recommended curve and the usual ID alone.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SM3, Hash

from plumbline.core.ledger.note import SM2_KIND, VerifierKey

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
ID = b"1234567812345678"
Point = tuple[int, int] | None


def plus(one: Point, other: Point) -> Point:
    """The sum of two points; None is the point at infinity."""
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and (one[1] + other[1]) % P == 0:
        return None
    if one == other:
        slope = (3 * one[0] ** 2 + A) * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope**2 - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(factor: int, point: Point) -> Point:
    """The point added to itself so many times."""
    found: Point = None
    while factor:
        found = plus(found, point) if factor & 1 else found
        factor, point = factor >> 1, plus(point, point)
    return found


def sm3(*parts: bytes) -> bytes:
    made = Hash(SM3())
    for part in parts:
        made.update(part)
    return made.finalize()


def hashed(public: bytes, text: bytes) -> int:
    """E = SM3(Z ‖ text), where Z binds the ID, the curve and the key."""
    curve = b"".join(one.to_bytes(32, "big") for one in (A, B, *G))
    z = sm3((len(ID) * 8).to_bytes(2, "big"), ID, curve, public[1:])
    return int.from_bytes(sm3(z, text), "big")


class Sm2:
    """SM2 with SM3: public keys as 04 ‖ x ‖ y, signatures as r ‖ s."""

    kind = SM2_KIND
    public_size = 65

    def verifies(self, public: bytes, text: bytes, signature: bytes) -> bool:
        """Whether the signature is right (GB/T 32918.2, 7.1)."""
        point = int.from_bytes(public[1:33], "big"), int.from_bytes(public[33:], "big")
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        on_curve = (point[1] ** 2 - point[0] ** 3 - A * point[0] - B) % P == 0
        t = (r + s) % N
        if public[:1] != b"\4" or len(signature) != 64 or not on_curve or not (0 < r < N and 0 < s < N and t):
            return False
        found = plus(times(s, G), times(t, point))
        return found is not None and (hashed(public, text) + found[0]) % N == r


class Sm2Signer:
    """Signs with a private key; `number` is what must be drawn anew for each signature, and is fixed in tests."""

    def __init__(self, name: str, private: int, number: int) -> None:
        public = times(private, G)
        assert public is not None
        written = b"\4" + b"".join(one.to_bytes(32, "big") for one in public)
        self.key, self._private, self._number = VerifierKey(name, written, Sm2()), private, number

    def sign(self, text: bytes) -> bytes:
        """The signature over a text (6.1)."""
        point = times(self._number, G)
        assert point is not None
        r = (hashed(self.key.public, text) + point[0]) % N
        s = pow(1 + self._private, -1, N) * (self._number - r * self._private) % N
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
