"""The PIN with which an officer confirms on a colleague's phone, without network, what both did.

The phone stretches what is typed with the officer's salt (scrypt) and signs the acts with it (HMAC); it keeps neither.
Here lies the stretched PIN, sealed under this installation's secret, so that the signature can be made again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from typing import Final

from plumbline.apps.field import store
from plumbline.apps.field.errors import NotTheOfficer, PinWeak, ShareWrong
from plumbline.apps.field.models import FieldPin
from plumbline.apps.field.waiting_share import unwrapped, wrapped
from plumbline.core.authority.person import Person
from plumbline.core.cases.field_visit import Confirmed, Visit, as_signed

HARD: Final = {"n": 1 << 16, "r": 8, "p": 1}
"""Parameters of scrypt, those of the phone: 64 MB and about half a second a guess."""
_MEMORY: Final = 1 << 27
_SIGNED: Final = "plumbline-field-confirm/1"


def set_pin(*, person: Person, pin: str, now: int) -> None:
    """From now on phones that are prepared anew take the officer's confirmation. Raises NotTheOfficer, PinWeak."""
    if person.officer is None:
        raise NotTheOfficer()
    if is_weak(pin):
        raise PinWeak()
    salt = secrets.token_hex(16)
    FieldPin.objects.update_or_create(
        officer=person.officer,
        defaults={
            "account": person.account,
            "salt": salt,
            "sealed": wrapped(stretched(pin, salt).hex(), person.officer),
            "made_at": now,
        },
    )


def is_weak(pin: str) -> bool:
    """Short, or digits alone and fewer than ten, or one sign again and again, or a row of digits."""
    if len(pin) < 8 or len(set(pin)) < 4:
        return True
    return bool(re.fullmatch(r"[0-9]+", pin)) and (len(pin) < 10 or pin in "01234567890123456789")


def stretched(pin: str, salt: str) -> bytes:
    """What phone and server sign with."""
    return hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), dklen=32, maxmem=_MEMORY, **HARD)


def signature(key: bytes, visit: str, officer: str, signed: str) -> str:
    """Over the acts as the phone wrote them."""
    text = "\n".join((_SIGNED, visit, officer, hashlib.sha256(signed.encode()).hexdigest()))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def account_confirming(visit: Visit, one: Confirmed) -> str | None:
    """The account of the officer whose PIN signed these very acts; None where it does not fit."""
    row = store.pin_of(one.officer)
    if row is None:
        return None
    try:
        signed = json.loads(visit.signed)
        if not isinstance(signed, list) or [as_signed(act) for act in signed] != list(visit.told):
            return None
        key = bytes.fromhex(unwrapped(row.sealed, one.officer))
    except (ValueError, ShareWrong):  # no JSON; the installation's secret was changed since
        return None
    fits = hmac.compare_digest(signature(key, visit.id, one.officer, visit.signed), one.mac)
    return row.account if fits else None
