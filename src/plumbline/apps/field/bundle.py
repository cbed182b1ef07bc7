"""A phone's encrypted bundle: `PLFIELD1`, then parts of a JSON head, its length before it, and sealed bytes behind it.

Each part says whose it is, its key wrapped for the recovery key, and its nonce; the pieces of a visit's captures stand
before the visit. Nothing can be read without the private key; the heads name no party and no case.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from plumbline.apps.field.errors import BundleUnreadable

MAGIC: Final = b"PLFIELD1"
_LONGEST_HEAD: Final = 1 << 16
_LONGEST_PART: Final = 1 << 28


@dataclass(frozen=True, slots=True)
class Part:
    """A part, still sealed: a piece of a capture (`kind` chunk) or the visit itself."""

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
    data: bytes

    def opened(self, private: rsa.RSAPrivateKey) -> bytes:
        """What is in it; raises BundleUnreadable where it was changed or belongs elsewhere."""
        place = f"{self.id}:{self.number}" if self.kind == "chunk" else f"{self.id}:parcel"
        how = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        try:
            return AESGCM(private.decrypt(self.wrapped, how)).decrypt(self.nonce, self.data, place.encode())
        except (InvalidTag, ValueError) as error:
            raise BundleUnreadable(problem=f"{self.kind} {self.id[:8]}") from error


def parts_of(stream: BinaryIO) -> Iterator[Part]:
    """The parts in their order; raises BundleUnreadable."""
    if stream.read(len(MAGIC)) != MAGIC:
        raise BundleUnreadable(problem="PLFIELD1")
    while length := stream.read(4):
        try:
            (size,) = struct.unpack(">I", length)
            if size > _LONGEST_HEAD:
                raise ValueError(size)
            yield _part(json.loads(stream.read(size)), stream)
        except (struct.error, ValueError, KeyError, TypeError, binascii.Error) as error:
            raise BundleUnreadable(problem=type(error).__name__) from error


def _part(head: dict[str, Any], stream: BinaryIO) -> Part:
    size, keys = int(head["size"]), head["keys"]
    if keys is None:
        raise BundleUnreadable(problem="无恢复密钥 no recovery key")
    data = stream.read(size) if 0 <= size <= _LONGEST_PART else b""
    if len(data) != size:
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
        data=data,
    )
