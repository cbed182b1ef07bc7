"""The organ's recovery key: made under two shares that two people take with their own logins; none is kept here.

The private part is sealed under the first share when the key is made, and again under the second when it is taken. So
at no time after its making is there anything here that opens it.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from typing import Final, cast
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from plumbline.apps.field import store
from plumbline.apps.field.errors import KeyHalf, NoKeyHalf, SamePerson, ShareWrong
from plumbline.apps.field.models import RecoveryKey
from plumbline.core.authority.person import Person

_SHARE: Final = 32
_NONCE: Final = 12
_BITS: Final = 3072


def begin_key(*, person: Person, now: int) -> str:
    """Makes a key; the first share, told once. Raises KeyHalf while another waits for its second holder."""
    if any(not one.second_by for one in store.keys_of(person.organ)):
        raise KeyHalf()
    private = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    identity, share = uuid4().hex, secrets.token_bytes(_SHARE)
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    RecoveryKey(
        id=identity,
        organ=person.organ,
        public=_public(private.public_key()),
        sealed=_sealed(share, der, identity),
        first_by=person.account,
        made_at=now,
    ).save(force_insert=True)
    return _written(share)


def take_second_share(*, person: Person, now: int) -> str:
    """The second share, told once to another person; from now on phones use the key. Raises NoKeyHalf, SamePerson."""
    half = next((one for one in store.keys_of(person.organ) if not one.second_by), None)
    if half is None:
        raise NoKeyHalf()
    if half.first_by == person.account:
        raise SamePerson()
    share = secrets.token_bytes(_SHARE)
    half.sealed = _sealed(share, bytes(half.sealed), half.id)
    half.second_by = person.account
    half.in_force_at = now
    half.save()
    return _written(share)


def open_key(key: RecoveryKey, one: str, other: str) -> rsa.RSAPrivateKey:
    """The private part, for as long as a bundle is read; the shares in any order. Raises ShareWrong."""
    for outer, inner in ((one, other), (other, one)):
        try:
            der = _opened(read_share(inner), _opened(read_share(outer), bytes(key.sealed), key.id), key.id)
        except InvalidTag:
            continue
        return cast("rsa.RSAPrivateKey", load_der_private_key(der, None))
    raise ShareWrong()


def read_share(text: str) -> bytes:
    """A share as it was typed; raises ShareWrong where it is none."""
    plain = "".join(text.upper().split()).replace("-", "")
    try:
        share = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except (binascii.Error, ValueError) as error:
        raise ShareWrong() from error
    if len(share) != _SHARE:
        raise ShareWrong()
    return share


def is_second_share(key: RecoveryKey, share: str) -> bool:
    """Whether it surely is the second share of the key. The first lies under it, so alone it shows nothing."""
    try:
        _opened(read_share(share), bytes(key.sealed), key.id)
    except InvalidTag:
        return False
    return True


def _sealed(share: bytes, data: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(share).encrypt(nonce, data, place.encode())


def _opened(share: bytes, data: bytes, place: str) -> bytes:
    return AESGCM(share).decrypt(data[:_NONCE], data[_NONCE:], place.encode())


def _written(share: bytes) -> str:
    """In groups of four letters, for a sheet of paper in a safe."""
    text = base64.b32encode(share).decode().rstrip("=")
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _public(key: rsa.RSAPublicKey) -> str:
    numbers = key.public_numbers()
    return json.dumps(
        {
            "kty": "RSA",
            "alg": "RSA-OAEP-256",
            "n": _number(numbers.n),
            "e": _number(numbers.e),
            "ext": True,
            "key_ops": ["encrypt"],
        }
    )


def _number(value: int) -> str:
    data = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
