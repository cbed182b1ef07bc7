"""Against floods without anybody's service: a signed form with an age, and the network a request comes from."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

_SALT: Final = "plumbline.public-service"
_SECOND: Final = 1_000_000
LEAST_AGE: Final = 3 * _SECOND
"""Nobody reads and fills a form in less."""
MOST_AGE: Final = 12 * 3600 * _SECOND
_NETWORK_BITS: Final = 64
"""Of an IPv6 address: one subscriber has a whole network of them."""


_WINDOW: Final = 10 * 60 * _SECOND
_POSTS_IN_WINDOW: Final = 40
_CLIENTS: Final = 10_000


class PostCounter:
    """Posts of each network in a window, counted in the memory of this process alone: a flood ends there.

    It bars nobody whom the limit of submissions would let in; it only answers a flood in fewer words.
    """

    def __init__(self, most: int = _POSTS_IN_WINDOW) -> None:
        self.most = most
        self._seen: dict[str, tuple[int, int]] = {}

    def is_flood(self, client: str, now: int) -> bool:
        """Counts a post; whether the client sent more than any person."""
        begun, count = self._seen.get(client, (now, 0))
        if not 0 <= now - begun < _WINDOW:
            begun, count = now, 0
        if client not in self._seen and len(self._seen) >= _CLIENTS:
            self._seen.clear()  # a flood from everywhere: the counters in the database still stand
        self._seen[client] = (begun, count + 1)
        return count >= self.most

    def forget(self) -> None:
        """Counts from nothing."""
        self._seen.clear()


POSTS: Final = PostCounter()


class Form(NamedTuple):
    """A form that was handed out: the id of the case that it may become, and when."""

    case: str
    at: int


def handed_out(now: int) -> str:
    """The token of a fresh form."""
    return str(signing.dumps([uuid4().hex, now], salt=_SALT))


def read_token(token: str, now: int) -> Form | None:
    """The form of a token; None where it is not ours or too old."""
    try:
        case, at = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Form(str(case), int(at)) if 0 <= now - int(at) <= MOST_AGE else None


def client_of(request: HttpRequest) -> str:
    """A keyed hash of the network that a request comes from, as counters in the database keep it."""
    return hmac.new(
        settings.SECRET_KEY.encode(), network_of(request.META).encode(), hashlib.sha256
    ).hexdigest()[:32]


def network_of(environ: Mapping[str, Any]) -> str:
    """The network that a request comes from, behind a proxy of the house the client's. Never kept."""
    return _network(str(environ.get("REMOTE_ADDR", "")))


@lru_cache(_CLIENTS)
def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, _NETWORK_BITS), strict=False))
