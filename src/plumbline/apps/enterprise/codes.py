"""Entry codes: the address of a visit, signed so that none can be made up, drawn as squares."""

from __future__ import annotations

from typing import Final

import segno
from django.core import signing

_SALT: Final = "plumbline.enterprise.code"


def code_of(visit: str) -> str:
    """The code of a visit."""
    return str(signing.dumps(visit, salt=_SALT))


def read_code(code: str) -> str | None:
    """The visit of a code; None for one that this system did not make."""
    try:
        return str(signing.loads(code, salt=_SALT))
    except (signing.BadSignature, ValueError):
        return None


def picture(address: str) -> str:
    """The QR code of an address, as the address of a picture."""
    return str(segno.make(address, error="m").svg_data_uri(scale=4, border=2))
