"""Pages for everybody are the same for everybody: a cache need not tell readers apart by cookie or language."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class OpenPages:
    """Takes `Vary` from answers that call themselves public: their language stands in the address, and nothing of the
    reader enters them.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answer(request)
        if "public" in answer.headers.get("Cache-Control", "").split(", "):
            answer.headers.pop("Vary", None)
        return answer
