"""The door of C2SP tlog-witness over HTTP, for loopback or a closed network.

Logs submit, anyone may read what was cosigned:

    POST /add-checkpoint                     200 the cosignature line; 400 403 404 409 422 as the protocol says
    GET  /<hex SHA-256 of origin>/checkpoint  the last cosigned checkpoint

TLS and who may connect are the business of the proxy in front of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from plumbline.apps.witness.cosigning import Witness
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.witness import OldSizeStale, WitnessRefusal, read_request

LONGEST_REQUEST: Final = 64 * 1024
_SIZE_TYPE: Final = "text/x.tlog.size"
_PLAIN: Final = "text/plain; charset=utf-8"


def _seconds() -> int:
    return int(time.time())


def door(
    witness: Witness, port: int, host: str = "127.0.0.1", clock: Callable[[], int] = _seconds
) -> ThreadingHTTPServer:
    """The server, bound and not yet serving; port 0 takes a free one. `clock` gives seconds since the epoch."""

    class Handler(_Handler):
        pass

    Handler.witness, Handler.clock = witness, staticmethod(clock)
    return ThreadingHTTPServer((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    witness: Witness
    clock: Callable[[], int]
    timeout = 20
    protocol_version = "HTTP/1.1"
    server_version = "plumbline-witness"
    sys_version = ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self._answer(HTTPStatus.NOT_FOUND, "")
        elif not length.isascii() or not length.isdigit() or int(length) > LONGEST_REQUEST:
            self.close_connection = True  # the body stays unread
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "")
        else:
            self._add_checkpoint(self.rfile.read(int(length)))

    def _add_checkpoint(self, body: bytes) -> None:
        try:
            line = self.witness.add_checkpoint(read_request(body.decode("utf-8", "replace")), self.clock())
        except OldSizeStale as refusal:
            self._answer(HTTPStatus.CONFLICT, f"{refusal.data['known']}\n", _SIZE_TYPE)
        except WitnessRefusal as refusal:
            self._answer(HTTPStatus(refusal.status), refusal.message("en") + "\n")
        except (PlumblineError, OSError):
            self._answer(
                HTTPStatus.INTERNAL_SERVER_ERROR, "the state of this witness cannot be read or written\n"
            )
        else:
            self._answer(HTTPStatus.OK, line.line)

    def do_GET(self) -> None:
        hashed, _, rest = self.path.removeprefix("/").partition("/")
        known = None
        if rest == "checkpoint" and len(hashed) == 64 and set(hashed) <= set("0123456789abcdef"):
            known = self.witness.state.by_hash(hashed)
        self._answer(HTTPStatus.OK if known else HTTPStatus.NOT_FOUND, known.note if known else "")

    def _answer(self, status: HTTPStatus, text: str, media_type: str = _PLAIN) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not printed: the caller decides what is told."""
