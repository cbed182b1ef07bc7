"""Against floods without anybody's service: a signed form with an age, and the network a request comes from."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from typing import Final, NamedTuple
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
    """A keyed hash of the network that a request comes from; behind a proxy of the house, of what the proxy says."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.PROXIES:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    return hmac.new(settings.SECRET_KEY.encode(), _network(address).encode(), hashlib.sha256).hexdigest()[:32]


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, _NETWORK_BITS), strict=False))
