"""A phone's encrypted bundle: `PLFIELD1`, then parts of a JSON head, its length before it, and sealed bytes behind it.

Each part says whose it is, its key wrapped for the recovery key, and its nonce; the pieces of a visit's captures stand
before the visit. Nothing can be read without the private key; the heads name no party and no case.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from plumbline.apps.field.errors import BundleUnreadable, BundleWithoutKey

MAGIC: Final = b"PLFIELD1"
_LONGEST_HEAD: Final = 1 << 16
_LONGEST_PART: Final = 1 << 28


@dataclass(frozen=True, slots=True)
class Part:
    """A part, still sealed: a piece of a capture (`kind` chunk) or the visit itself; its bytes lie in the file."""

    kind: str
    id: str
    account: str
    number: int
    of: int
    name: str
    key: str
    """Id of the recovery key."""
    wrapped: bytes
    nonce: bytes
    at: int
    size: int

    def word(self, private: rsa.RSAPrivateKey) -> bytes:
        """The key of this part alone, by the recovery key; raises BundleUnreadable."""
        how = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        try:
            return private.decrypt(self.wrapped, how)
        except ValueError as error:
            raise self._unreadable() from error

    def opened(self, stream: BinaryIO, word: bytes) -> bytes:
        """What is in it; raises BundleUnreadable where it was changed or belongs elsewhere."""
        place = f"{self.id}:{self.number}" if self.kind == "chunk" else f"{self.id}:parcel"
        stream.seek(self.at)
        data = stream.read(self.size)
        try:
            return AESGCM(word).decrypt(self.nonce, data, place.encode())
        except (InvalidTag, ValueError) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> BundleUnreadable:
        return BundleUnreadable(problem=f"{self.kind} {self.id[:8]}")


def parts_of(stream: BinaryIO) -> list[Part]:
    """The parts in their order, their heads alone: no film is read before a piece of it is wanted.

    Raises BundleUnreadable.
    """
    end = stream.seek(0, 2)
    stream.seek(0)
    if stream.read(len(MAGIC)) != MAGIC:
        raise BundleUnreadable(problem="PLFIELD1")
    found = []
    while length := stream.read(4):
        try:
            (size,) = struct.unpack(">I", length)
            if size > _LONGEST_HEAD:
                raise ValueError(size)
            one = _part(json.loads(stream.read(size)), stream.tell(), end)
        except (struct.error, ValueError, KeyError, TypeError, binascii.Error) as error:
            raise BundleUnreadable(problem=type(error).__name__) from error
        found.append(one)
        stream.seek(one.at + one.size)
    return found


def _part(head: dict[str, Any], at: int, end: int) -> Part:
    size, keys = int(head["size"]), head["keys"]
    if keys is None:
        raise BundleWithoutKey
    if not 0 <= size <= min(_LONGEST_PART, end - at):
        raise ValueError(size)
    return Part(
        kind=str(head["kind"]),
        id=str(head["id"]),
        account=str(head["account"]),
        number=int(head.get("number", 0)),
        of=int(head.get("parts", 1)),
        name=str(head.get("name", "")),
        key=str(keys["id"]),
        wrapped=base64.b64decode(keys["data"], validate=True),
        nonce=base64.b64decode(head["iv"], validate=True),
        at=at,
        size=size,
    )
