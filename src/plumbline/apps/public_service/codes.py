"""Codes that are given to somebody to keep: random, easy to type, and kept here as hashes alone."""

from __future__ import annotations

import hashlib
import secrets
from base64 import b32encode
from typing import Final

_BYTES: Final = 10
_GROUP: Final = 4
_LOOKALIKES: Final = str.maketrans("018", "OIB")


def new_code() -> str:
    """Eighty random bits in four groups of letters and digits: XXXX-XXXX-XXXX-XXXX."""
    return code_of(secrets.token_bytes(_BYTES))


def code_of(chosen: bytes) -> str:
    """The code of these bytes, of which the first ten count."""
    text = b32encode(chosen[:_BYTES]).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def plain_code(code: str) -> str:
    """A code as it counts: blanks, dashes, case and digits that look like letters do not."""
    return "".join(one for one in code.upper() if one.isascii() and one.isalnum()).translate(_LOOKALIKES)


def hash_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(plain_code(code).encode()).hexdigest()
