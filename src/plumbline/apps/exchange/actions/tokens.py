"""Tokens: made by the security administrator, shown once, kept as a hash, revoked at once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from django.db import OperationalError

from plumbline.apps.exchange.errors import NoSuchSource, TokenRefused
from plumbline.apps.exchange.models import Source, Token
from plumbline.apps.exchange.store import supplier_of
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.ledger_store.busy import had_no_turn

PREFIX: Final = "plx"
_USED_EVERY: Final = 60_000_000
"""Microseconds between two notes of use: a busy source must not write a row with every call."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made: its key, and the whole of it, which nobody can read again."""

    key: str
    secret: str


def make_token(*, source: str, by: str, now: int) -> NewToken:
    """A new token of a source; raises NoSuchSource."""
    if not Source.objects.filter(code=source, closed_at=None).exists():
        raise NoSuchSource(source=source)
    key, word = secrets.token_hex(4), secrets.token_urlsafe(32)
    Token.objects.create(key=key, source=source, digest=_digest(word), made_at=now, made_by=by)
    return NewToken(key, f"{PREFIX}_{key}_{word}")


def revoke_token(*, key: str, by: str, now: int) -> None:
    """From now on the token is refused; again it changes nothing."""
    Token.objects.filter(key=key, revoked_at=None).update(revoked_at=now, revoked_by=by)


def source_of(told: str, now: int) -> Supplier:
    """The source whose token this is; raises TokenRefused."""
    prefix, _, rest = told.partition("_")
    key, _, word = rest.partition("_")
    token = Token.objects.filter(key=key, revoked_at=None).first() if prefix == PREFIX and word else None
    digest = _digest(word)
    if token is None or not secrets.compare_digest(str(token.digest), digest):
        raise TokenRefused()
    row = Source.objects.filter(code=token.source, closed_at=None).first()
    if row is None:
        raise TokenRefused()
    if token.used_at is None or now - token.used_at > _USED_EVERY:
        _note_use(key, now)
    return supplier_of(row)


def _note_use(key: str, now: int) -> None:
    """A busy database notes the next use instead: whoever only asks must not be refused for it."""
    try:
        Token.objects.filter(key=key).update(used_at=now)
    except OperationalError as error:
        if not had_no_turn(error):
            raise


def _digest(word: str) -> str:
    """The words have 256 bits of chance, so a plain hash cannot be guessed back."""
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()
