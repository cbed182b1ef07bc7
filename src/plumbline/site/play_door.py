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
    """Answers a player that comes with a ticket of the page that it plays in, or with the one that the desk gave when
    it judged a part of the same film within the last minute; passes everything else on.
    """

    def __init__(self, application: WSGIApplication, clock: Callable[[], int]) -> None:
        self._application, self._clock = application, clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        question = environ.get("QUERY_STRING", "")
        path = environ.get("PATH_INFO", "")
        if (
            not path.startswith(_CASES)
            or (question and not question.startswith(_BEGINS))
            or environ.get("REQUEST_METHOD") != "GET"
            or environ.get("HTTP_IF_NONE_MATCH")
            or environ.get("HTTP_IF_RANGE")
        ):
            return self._application(environ, start_response)
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        session, asked = cookies.get(settings.SESSION_COOKIE_NAME, ""), environ.get("HTTP_RANGE", "")
        tickets = filter(None, (dict(parse_qsl(question)).get(NAME), cookies.get(NAME))) if session else ()
        parts = (part_by_ticket(one, path, session, asked, self._clock()) for one in tickets)
        part = next((one for one in parts if one is not None), None)
        if part is None:
            return self._application(environ, start_response)
        start_response(part.status, part.headers)
        return part.body
