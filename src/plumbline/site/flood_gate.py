"""The door before the door: a flood of posts to the public's forms is refused before a request is even made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from plumbline.apps.public_service.gate import POSTS, network_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_FORMS: Final = "/public/"
_ENGLISH: Final = "/public/en/"
_TOLD: Final = {
    "zh": "同一网络短时间内提交过多，请十分钟后再试。\n".encode(),
    "en": b"Too much was sent from one network; try again in ten minutes.\n",
}
_WAIT: Final = "600"


class FloodGate:
    """Passes everything on but posts of a network that sent more of them than any person.

    No request object, no session, no connection of the database, not even the body is looked at.
    """

    def __init__(self, application: WSGIApplication, clock: Callable[[], int]) -> None:
        self._application, self._clock = application, clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if (
            environ.get("REQUEST_METHOD") == "POST"
            and path.startswith(_FORMS)
            and POSTS.is_flood(network_of(environ), self._clock())
        ):
            told = _TOLD["en" if path.startswith(_ENGLISH) else "zh"]
            headers = [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(told))),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
                ("Retry-After", _WAIT),
            ]
            start_response("429 Too Many Requests", headers)
            return [told]
        return self._application(environ, start_response)
