"""The first part of a film by a ticket: what the page that plays it has just checked is not checked again.

A ticket is a signed text good for a minute, for one address, one file and one session: it opens nothing without the
cookie of that session. Whoever gives one has judged access and noted the reading before (decision 0051). Once it is
over the same address is judged anew by the desk, so a player never notices; with what it then answers the desk gives
the next minute's ticket, as a cookie of that one address (decision 0056).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpResponseBase

from plumbline.apps.attachments import serving
from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.attachments.queries import HeldFile, bytes_at

GOOD_FOR: Final = 60_000_000
"""Microseconds: so long at most does a role that was withdrawn, or a login that was ended, still play this one film."""
NAME: Final = "ticket"
"""How the address carries it."""
_SALT: Final = "plumbline.attachments.playing"
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Ticket:
    path: str
    session: str
    until: int
    hash: str
    digest: str
    size: int
    media_type: str
    name: str
    salted: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What is answered to a ticket: a status line, headers, and the bytes in blocks."""

    status: str
    headers: Headers
    body: Iterator[bytes]


def ticket_for(held: HeldFile, path: str, session: str, now: int) -> str:
    """A ticket for the file at this path, for the session of this key; `now` is µs UTC."""
    ticket = _Ticket(
        path,
        _mark(session),
        now + GOOD_FOR,
        held.hash,
        held.digest,
        held.size,
        held.kind.media_type,
        held.name,
        held.salted,
    )
    return str(signing.dumps(astuple(ticket), salt=_SALT))


def renew(answer: HttpResponseBase, held: HeldFile, path: str, session: str, now: int) -> None:
    """Gives the next minute's ticket with an answer of the desk, which has just judged access and noted the reading."""
    answer.set_cookie(
        NAME,
        ticket_for(held, path, session, now),
        max_age=GOOD_FOR // 1_000_000,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def part_by_ticket(text: str, path: str, session: str, asked: str, now: int) -> Part | None:
    """The part of the file that was asked for; None where the desk is to be asked.

    `asked` is the header of the range. Bytes that were destroyed since are for the desk to speak of.
    """
    try:
        ticket = _Ticket(*signing.loads(text, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    is_own = (ticket.path, ticket.session) == (path, _mark(session))
    if not is_own or not now < ticket.until <= now + GOOD_FOR:
        return None
    part = serving.part_of(asked, ticket.size)
    if part is None:
        return None
    start, end, is_part = part
    try:
        body = bytes_at(ticket.digest, start, end)
    except NoSuchFile:
        return None
    headers = serving.headers_of(ticket.media_type, ticket.name, part, ticket.size)
    guards = serving.guards_of(f'"{ticket.hash}"', is_personal=ticket.salted)
    return Part("206 Partial Content" if is_part else "200 OK", [*headers, *guards], body)


def _mark(session: str) -> str:
    """The session as the ticket names it, from which nobody can go back to its cookie."""
    return sha256(f"{_SALT}:{session}".encode()).hexdigest()
