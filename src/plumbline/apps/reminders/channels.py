"""Ways out of the house: text messages and the government's messenger, behind one interface.

A message carries the number of the case, the due day and to whom it goes, nothing else: no party, no cause, no article.
The gateway of the site knows telephone numbers and messenger names by the officer's number; this system holds neither.
Every message has an idempotency key, so that one sent twice is delivered once. Redirects are not followed.

    POST {address}   {"to": "QS-0001", "text": "〔2026〕1号 2026-10-12"}             text messages
    POST {address}   {"user": "QS-0001", "number": "〔2026〕1号", "due": "2026-10-12"}    messenger
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from plumbline.apps.reminders.errors import ChannelRefused, ChannelUnsafe
from plumbline.core.clocks.civil import date_of

TIMEOUT: Final = 10.0
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Message:
    """All that leaves the house. `key` tells it from every other."""

    key: str
    to: str
    number: str
    due_day: int

    @property
    def due(self) -> str:
        """2026-10-12."""
        return date_of(self.due_day).isoformat()


class Channel(Protocol):
    """One way out."""

    @property
    def name(self) -> str:
        """What it is called, for ever: sendings are kept under it."""

    def send(self, message: Message) -> None:
        """Hand the message over; raises ChannelRefused."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _Gateway(ABC):
    """One address that takes JSON. `token` comes from the environment; plain HTTP is for loopback alone."""

    name = ""

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ChannelUnsafe(channel=self.name)
        self._address, self._token = address, token
        self._open = build_opener(ProxyHandler({}), _NoRedirect())

    def send(self, message: Message) -> None:
        """Hand the message over; raises ChannelRefused."""
        request = Request(self._address, data=json.dumps(self.body(message), ensure_ascii=False).encode())
        request.add_header("Authorization", f"Bearer {self._token}")
        request.add_header("Content-Type", "application/json")
        request.add_header("Idempotency-Key", sha256(message.key.encode()).hexdigest())
        try:
            with self._open.open(request, timeout=TIMEOUT):
                return
        except HTTPError as error:
            raise ChannelRefused(channel=self.name, cause=str(error.code)) from None
        except (URLError, OSError) as error:
            cause = str(getattr(error, "reason", error))
            raise ChannelRefused(channel=self.name, cause=cause) from None

    @abstractmethod
    def body(self, message: Message) -> dict[str, str]:
        """The message as this gateway wants it."""


class TextMessages(_Gateway):
    """SMS."""

    name = "sms"

    def body(self, message: Message) -> dict[str, str]:
        """To whom, and one line."""
        return {"to": message.to, "text": f"{message.number} {message.due}"}


class Messenger(_Gateway):
    """The government's messenger."""

    name = "messenger"

    def body(self, message: Message) -> dict[str, str]:
        """User, number, due day."""
        return {"user": message.to, "number": message.number, "due": message.due}
