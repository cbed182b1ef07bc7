"""Notices to other systems: numbers and states, signed, to addresses that the security administrator set.

    POST {address}
    X-Plumbline-Event: delivery or acts  X-Plumbline-Id: the same for a notice sent again, and for no other
    X-Plumbline-Signature: t=1790000000,v1=HMAC-SHA256(key, "1790000000." + body)

The address is looked up and checked with every call, and the connection goes to the very address that was checked.
Public addresses are called by https alone; networks of the house only where PLUMBLINE_NOTICE_NETWORKS names them.
Redirects are not followed.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from plumbline.apps.exchange.actions.targets import note_answer, target_for_sending
from plumbline.apps.exchange.addresses import checked
from plumbline.apps.exchange.answers import answer_in_words
from plumbline.apps.exchange.errors import AddressRefused, NoticeRefused, NoticeUnfit

TIMEOUT: Final = 10.0
LONGEST: Final = 20.0
"""Seconds that a call may take in all: a target that answers a letter every few seconds holds up nobody else."""
UNFIT: Final = frozenset({"400", "413", "415", "422"})
"""Answers that speak of the notice itself: sent again it would be answered the same."""
ALLOWED: Final = frozenset(
    {
        "event",
        "id",
        "organ",
        "source",
        "delivery",
        "rows",
        "stored",
        "known",
        "quarantined",
        "late",
        "differing",
        "breaches",
        "at",
        "acts",
    }
)
"""All that a notice may say. A name of anybody is not among it."""
OF_AN_ACT: Final = frozenset({"case", "procedure", "step", "record", "corrects", "at"})
"""All that a notice may say of an act."""


def send_notice(target: int, notice: Mapping[str, Any], now: int) -> str:
    """Sends it; what was answered. Raises AddressRefused, NoticeRefused. A closed target is told nothing."""
    found = target_for_sending(target)
    if found is None:
        return "closed"
    said = set[str]().union(*notice.get("acts", ()))
    if strange := (notice.keys() - ALLOWED) | (said - OF_AN_ACT):
        raise ValueError(f"a notice may not say {sorted(strange)}")
    body = json.dumps(notice, sort_keys=True).encode()
    parts = urlsplit(found.address)
    try:
        ip, port = checked(parts)
        status = _post(parts, ip, port, body, headers_of(found.secret, notice, body, now))
    except AddressRefused as error:
        note_answer(target, now, type(error).__name__)
        raise
    except (OSError, http.client.HTTPException) as error:
        note_answer(target, now, type(error).__name__)
        raise _refused(type(error).__name__) from None
    note_answer(target, now, str(status))
    if not 200 <= status < 300:
        raise _refused(str(status))
    return str(status)


def _refused(answer: str) -> NoticeRefused | NoticeUnfit:
    kind = NoticeUnfit if answer in UNFIT else NoticeRefused
    return kind(cause_zh=answer_in_words(answer, "zh"), cause_en=answer_in_words(answer, "en"))


def headers_of(secret: str, notice: Mapping[str, Any], body: bytes, now: int) -> dict[str, str]:
    """Event, id and signature."""
    return {
        "Content-Type": "application/json",
        "X-Plumbline-Event": str(notice["event"]),
        "X-Plumbline-Id": str(notice["id"]),
        "X-Plumbline-Signature": f"t={now // 1_000_000},v1={signature(secret, now // 1_000_000, body)}",
    }


def signature(secret: str, seconds: int, body: bytes) -> str:
    """What whoever is told recomputes."""
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()


def _post(parts: SplitResult, ip: str, port: int, body: bytes, headers: Mapping[str, str]) -> int:
    host = parts.hostname or ""
    with socket.create_connection((ip, port), timeout=TIMEOUT) as made, _at_most(made):
        wire = made
        if parts.scheme == "https":
            wire = ssl.create_default_context().wrap_socket(made, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        connection.sock = wire
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {**headers, "Host": parts.netloc})
        return connection.getresponse().status


@contextmanager
def _at_most(made: socket.socket) -> Iterator[None]:
    """What takes longer is broken off, whatever still comes. Raises TimeoutError."""
    late = threading.Event()

    def break_off() -> None:
        late.set()
        with suppress(OSError):
            shut.shutdown(socket.SHUT_RDWR)

    shut = made.dup()  # a connection over TLS takes the socket away from the one it was made of
    timer = threading.Timer(LONGEST, break_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
        shut.close()
