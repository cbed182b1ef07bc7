"""Codes that a phone shows: an address that anybody may open, signed so that none can be made up, drawn as squares.

A code names an officer or a number; what the page says of them is looked up when it is opened.
"""

from __future__ import annotations

from typing import Final, Literal

import segno
from django.core import signing

Kind = Literal["officer", "number"]
_SALT: Final = "plumbline.field.code"


def code_of(kind: Kind, value: str) -> str:
    """The code."""
    return str(signing.dumps([kind, value], salt=_SALT))


def read_code(code: str) -> tuple[str, str] | None:
    """What a code names; None for one that this system did not make."""
    try:
        kind, value = signing.loads(code, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return str(kind), str(value)


def squares(text: str) -> list[str]:
    """The QR code of a text, a row a string of 0 and 1, with its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix_iter(border=2)]
