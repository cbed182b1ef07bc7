"""The door for films: a part that is asked for with a ticket is read before a request is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.http.cookie import parse_cookie

from plumbline.apps.attachments.playing import NAME, part_by_ticket

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_CASES: Final = "/cases/"
_BEGINS: Final = f"{NAME}="


class PlayDoor:
    """Answers a player that comes with a ticket of the page that it plays in; passes everything else on."""

    def __init__(self, application: WSGIApplication, clock: Callable[[], int]) -> None:
        self._application, self._clock = application, clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        question = environ.get("QUERY_STRING", "")
        path = environ.get("PATH_INFO", "")
        if (
            not question.startswith(_BEGINS)
            or not path.startswith(_CASES)
            or environ.get("REQUEST_METHOD") != "GET"
            or environ.get("HTTP_IF_NONE_MATCH")
            or environ.get("HTTP_IF_RANGE")
        ):
            return self._application(environ, start_response)
        session = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME, "")
        ticket = dict(parse_qsl(question)).get(NAME, "")
        asked = environ.get("HTTP_RANGE", "")
        part = part_by_ticket(ticket, path, session, asked, self._clock()) if session else None
        if part is None:
            return self._application(environ, start_response)
        start_response(part.status, part.headers)
        return part.body
