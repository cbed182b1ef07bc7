"""The share that waits with a bundle for the other holder: never as it was typed, for whoever reads the table.

It is sealed under a key of this installation's secret, which stands in the environment and in no table, and bound to
its bundle. A secret that was changed meanwhile opens it no more: the bundle is then brought anew.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from plumbline.apps.field.errors import ShareWrong

_NONCE: Final = 12
_FOR: Final = b"plumbline-field-share/1"


def wrapped(share: str, bundle: str) -> str:
    """The share as it is kept."""
    nonce = secrets.token_bytes(_NONCE)
    return base64.b64encode(nonce + _cipher().encrypt(nonce, share.encode(), bundle.encode())).decode()


def unwrapped(kept: str, bundle: str) -> str:
    """The share as it was typed; raises ShareWrong."""
    try:
        data = base64.b64decode(kept, validate=True)
        return _cipher().decrypt(data[:_NONCE], data[_NONCE:], bundle.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise ShareWrong() from error


def _cipher() -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, _FOR).derive(settings.SECRET_KEY.encode()))
