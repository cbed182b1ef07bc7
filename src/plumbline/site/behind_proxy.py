"""What a proxy of the house says of a request: by which scheme, and from which address it came."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_SCHEMES: Final = ("http", "https")


class BehindProxy:
    """Puts the client in the proxy's place, before anything else looks at the request.

    Only a proxy that is named is believed, and of its lists only the last entry that no proxy of the house made: what
    stands before it the client may have sent. Without a scheme from the proxy the request stays as it came.
    """

    def __init__(self, application: WSGIApplication, proxies: Callable[[], Collection[str]]) -> None:
        self._application, self._proxies = application, proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        proxies = self._proxies()
        if environ.get("REMOTE_ADDR", "") in proxies:
            scheme = _entries(environ, "HTTP_X_FORWARDED_PROTO")[-1:]
            if scheme and scheme[0] in _SCHEMES:
                environ["wsgi.url_scheme"] = scheme[0]
            came = [one for one in _entries(environ, "HTTP_X_FORWARDED_FOR") if one not in proxies]
            if came:
                environ["REMOTE_ADDR"] = came[-1]
        return self._application(environ, start_response)


def _entries(environ: WSGIEnvironment, name: str) -> list[str]:
    said = str(environ.get(name, ""))
    return [one.strip() for one in said.split(",") if one.strip()]
