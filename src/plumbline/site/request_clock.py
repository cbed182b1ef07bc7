"""Each request has one `now` and one `today`, so that a page never mixes two days."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from plumbline.site.clock import day_in_zone


class RequestClock:
    """Puts `now` (instant, microseconds) and `today` (day in Shanghai) on the request."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = settings.CLOCK()
        request.now, request.today = now, day_in_zone(now)
        return self.answer(request)
