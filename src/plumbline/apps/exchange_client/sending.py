"""Batches of rows to the interface, each under a key made of the file's hash and its number, until it is answered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from plumbline.apps.exchange_client.errors import AddressUnfit, CallRefused, NotReached, TokenUnknown
from plumbline.apps.exchange_client.spool import Spool, State

MOST_ROWS: Final = 500
MOST_BYTES: Final = 1_500_000
TIMEOUT: Final = 120.0
LONGEST_WAIT: Final = 60.0
UNKNOWN_TOKEN: Final = 401
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
Rows = Iterable[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Server:
    """Where and with what token; how often a call is tried, and who waits in between."""

    address: str
    token: str
    tries: int = 6
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise AddressUnfit(address=self.address)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def send_file(spool: Spool, path: Path, rows: Rows, server: Server, tell: Callable[[State], None]) -> State:
    """Sends what of the file was not answered yet; raises NotReached, CallRefused. At its end the file leaves."""
    state = spool.state(path)
    before = 0
    for number, batch in enumerate(batches(rows)):
        if number >= state.batches:
            answer = _post(server, batch, f"{state.sha256[:32]}-{number}", spool.folder)
            state.add(answer, before)
            spool.keep(path, state)
            tell(state)
        before += len(batch)
    spool.finish(path, state)
    return state


def batches(rows: Rows) -> Iterator[list[Mapping[str, str]]]:
    """Rows by the batch, each within the bounds of a call; the same rows give the same batches."""
    found: list[Mapping[str, str]] = []
    size = 0
    for row in rows:
        length = len(json.dumps(row, ensure_ascii=False).encode()) + 2
        if found and (len(found) == MOST_ROWS or size + length > MOST_BYTES):
            yield found
            found, size = [], 0
        found.append(row)
        size += length
    if found:
        yield found


def _post(server: Server, batch: list[Mapping[str, str]], key: str, spool: Path) -> dict[str, Any]:
    body = json.dumps({"rows": batch}, ensure_ascii=False).encode()
    request = Request(f"{server.address.rstrip('/')}/api/v1/rows", data=body, method="POST")
    for name, value in (
        ("Authorization", f"Bearer {server.token}"),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", key),
    ):
        request.add_header(name, value)
    cause = ""
    for attempt in range(server.tries):
        if attempt:
            server.sleep(min(2.0 ** (attempt - 1), LONGEST_WAIT))
        try:
            with build_opener(ProxyHandler({}), _NoRedirect()).open(request, timeout=TIMEOUT) as answer:
                found: dict[str, Any] = json.loads(answer.read())
                return found
        except HTTPError as error:
            told = error.read(4_000).decode("utf-8", "replace")
            if error.code == UNKNOWN_TOKEN:
                raise TokenUnknown(status=error.code, **_said(told)) from None
            if error.code not in _AGAIN:
                raise CallRefused(status=error.code, **_said(told)) from None
            cause = str(error.code)
        except (URLError, OSError, ValueError) as error:
            cause = str(getattr(error, "reason", error))
    raise NotReached(cause=cause, spool=str(spool))


def _said(told: str) -> dict[str, str]:
    """What an answer says is wrong and what to do, in both languages; the bare answer where it says neither."""
    try:
        read = json.loads(told)
    except ValueError:
        read = None
    found: dict[str, Any] = read if isinstance(read, dict) else {}
    names = {"said_zh": "message", "said_en": "message_en", "mend_zh": "remedy", "mend_en": "remedy_en"}
    said = {name: str(found.get(key) or "") for name, key in names.items()}
    bare = told[:300]
    return {**said, "said_zh": said["said_zh"] or bare, "said_en": said["said_en"] or said["said_zh"] or bare}
