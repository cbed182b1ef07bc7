"""Electronic seals on papers: PAdES signatures, made by whatever holds the key, verified from the file alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from plumbline.apps.documents.seals import LocalKey, SealHolder, SealReport

__all__ = ["LocalKey", "SealHolder", "SealReport", "seal_pdf", "seals_of"]


def seal_pdf(pdf: bytes, holder: SealHolder, *, at: dt.datetime, reason: str, field: str = "Seal") -> bytes:
    """The PDF with the seal's signature added behind it; what was there stays byte for byte. Raises `NotAPdf`."""
    from plumbline.apps.documents import pades  # noqa: PLC0415 - half a second at every start of every program

    return pades.signed(pdf, holder, at=at, reason=reason, field=field)


def seals_of(pdf: bytes, trusted: Sequence[bytes], at: dt.datetime) -> list[SealReport]:
    """Every seal of a file. `trusted` are DER certificates of issuing authorities, judged as of `at`."""
    from plumbline.apps.documents import pades  # noqa: PLC0415 - as above

    return pades.verified(pdf, trusted, at)
