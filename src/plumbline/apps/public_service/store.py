"""Keeping of receipts and counters."""

from __future__ import annotations

import hashlib
import secrets
from base64 import b32encode
from typing import Final

from plumbline.apps.public_service.models import Knock, Receipt

_BYTES: Final = 10
_GROUP: Final = 4
_LOOKALIKES: Final = str.maketrans("018", "OIB")


def new_code() -> str:
    """Eighty random bits in four groups of letters and digits: XXXX-XXXX-XXXX-XXXX."""
    text = b32encode(secrets.token_bytes(_BYTES)).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def hash_of(code: str) -> str:
    """What is kept of a code; blanks, dashes, case and digits that look like letters do not count."""
    plain = "".join(one for one in code.upper() if one.isalnum()).translate(_LOOKALIKES)
    return hashlib.sha256(plain.encode()).hexdigest()


def keep_receipt(code: str, case: str) -> None:
    """The code opens the case from now on."""
    Receipt.objects.create(code_hash=hash_of(code), case=case)


def drop_receipt(code: str) -> None:
    """The code opens nothing."""
    Receipt.objects.filter(code_hash=hash_of(code)).delete()


def case_of(code: str) -> str | None:
    """The case that a code opens."""
    found = Receipt.objects.filter(code_hash=hash_of(code)).values_list("case", flat=True).first()
    return None if found is None else str(found)


def knocks(client: str) -> list[tuple[str, str, int]]:
    """Case, procedure and instant of what the client sent and what is still counted."""
    return list(Knock.objects.filter(client=client).order_by("at").values_list("case", "procedure", "at"))


def keep_knock(case: str, procedure: str, client: str, now: int) -> None:
    """Counts a submission."""
    Knock.objects.create(case=case, procedure=procedure, client=client, at=now)


def drop_knocks(cases: list[str]) -> None:
    """These count no more."""
    Knock.objects.filter(case__in=cases).delete()
