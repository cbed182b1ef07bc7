"""A seal server over HTTP: the site's own machine that holds the keys of the organs' seals.

The protocol, small enough to put in front of any product:

    GET  /v1/seals/{seal}              → 200 {"certificates": ["<base64 DER>", …]}    the seal's own first
    POST /v1/seals/{seal}/signatures   {"digest_algorithm": "sha256", "data": "<base64>"}
                                       → 200 {"signature": "<base64>"}

`data` are the attributes to be signed, which hold the digest of the paper: the paper itself never goes to the server.
Every request carries `Authorization: Bearer …`. Other answers have `{"error": "…"}`, shown to whoever seals. The server
checks who may use which seal, and keeps its own log. Redirects are not followed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from plumbline.apps.documents.errors import SealRefused

TIMEOUT: Final = 20.0
MOST_BYTES: Final = 1_000_000


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class SealServer:
    """One seal of one server. `token` comes from the environment; plain HTTP is accepted on loopback alone."""

    def __init__(self, address: str, seal: str, token: str) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" and not (
            parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
        ):
            raise SealRefused(cause="the address is not https")
        self._address = f"{address.rstrip('/')}/v1/seals/{quote(seal, safe='')}"
        self._token = token
        self._open = build_opener(ProxyHandler({}), _NoRedirect())

    def certificates(self) -> Sequence[bytes]:
        """The seal's certificate and those above it."""
        found = self._ask("", None).get("certificates")
        if not isinstance(found, list) or not found:
            raise SealRefused(cause="no certificate in the answer")
        return [_bytes(one) for one in found]

    def sign(self, data: bytes) -> bytes:
        """The signature over `data`."""
        wanted = {"digest_algorithm": "sha256", "data": base64.b64encode(data).decode()}
        return _bytes(self._ask("/signatures", wanted).get("signature"))

    def _ask(self, path: str, body: dict[str, str] | None) -> dict[str, Any]:
        request = Request(self._address + path, data=None if body is None else json.dumps(body).encode())
        request.add_header("Authorization", f"Bearer {self._token}")
        request.add_header("Content-Type", "application/json")
        try:
            with self._open.open(request, timeout=TIMEOUT) as answer:
                found = json.loads(answer.read(MOST_BYTES))
        except HTTPError as error:
            raise SealRefused(cause=_said(error)) from None
        except (URLError, OSError, ValueError) as error:
            raise SealRefused(cause=str(getattr(error, "reason", error))) from None
        if not isinstance(found, dict):
            raise SealRefused(cause="the answer is no object")
        return found


def _said(error: HTTPError) -> str:
    """What the server says of its refusal."""
    try:
        found = json.loads(error.read(MOST_BYTES))
    except (OSError, ValueError):
        return str(error.code)
    return f"{error.code} {found.get('error', '')}".strip() if isinstance(found, dict) else str(error.code)


def _bytes(word: object) -> bytes:
    try:
        return base64.b64decode(str(word), validate=True)
    except (binascii.Error, ValueError):
        raise SealRefused(cause="the answer is not base64") from None
