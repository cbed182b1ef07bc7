"""What the pages of the field share: who asks, the language, answers to the phone, which are data and not pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from plumbline.apps.attachments.errors import final_kind
from plumbline.apps.people.access import Asked
from plumbline.core.authority.person import Person
from plumbline.core.errors import Language, PlumblineError


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def person_of(request: Request) -> Person:
    """Who asks; the policy of the view has let nobody else through."""
    assert request.person is not None
    return request.person


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def data(values: dict[str, Any], status: int = 200) -> JsonResponse:
    """An answer to the phone; nothing on the way may keep it."""
    answer = JsonResponse(values, status=status, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def told_as_data(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal of the view's own is told as data: what is wrong and what to do. The phone keeps what it has."""

    @wraps(view)
    def told(request: Request, *given: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *given, **named)
        except PlumblineError as error:
            said = language()
            told_of = {"error": error.message(said), "remedy": error.remedy(said) or ""}
            return data({**told_of, "kind": final_kind(error)}, 422)

    return told
