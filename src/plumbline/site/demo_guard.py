"""The demo serves this machine alone: whoever asks from another is refused, before anything else runs."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

_REFUSED = "演示只在本机可用。 / The demo is served to this machine alone."


class DemoGuard:
    """Refuses every request of a demo that did not come from loopback, or came through a proxy."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.DEMO and (not is_loopback(request) or "HTTP_X_FORWARDED_FOR" in request.META):
            return HttpResponseForbidden(_REFUSED, content_type="text/plain; charset=utf-8")
        return self.answer(request)


def is_loopback(request: HttpRequest) -> bool:
    """Whether the request came from this machine."""
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
