"""A page of a PDF as a picture: what a preview shows is the paper that is kept, not a second setting of it."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pypdfium2

_SCALE = 100 / 72
"""One hundred dots an inch: small print stays readable at the width of a page."""
_MOST_PIXELS = 20_000_000
_ONE_AT_A_TIME = Lock()
"""PDFium is not safe in several threads."""


def page_picture(data: bytes, page: int) -> bytes | None:
    """The page (from 1) as WebP; None where there is no such page, or one that cannot be drawn."""
    try:
        with _ONE_AT_A_TIME, pypdfium2.PdfDocument(data) as document:
            if not 1 <= page <= len(document):
                return None
            found = document[page - 1]
            width, height = found.get_size()
            if width * height * _SCALE**2 > _MOST_PIXELS:
                return None
            picture = found.render(scale=_SCALE).to_pil()
    except pypdfium2.PdfiumError:
        return None
    out = BytesIO()
    picture.convert("RGB").save(out, "WEBP", quality=88, method=2)
    return out.getvalue()
