"""What a mistake looks like that no form can show: said on a page, with the way out; never a bare error page."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from plumbline.apps.casework.errors import CaseNotFound
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.people.access import Asked, to_cases
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.errors import Language, PlumblineError


class MistakePages:
    """Turns typed errors that a view let through into pages: 404 for what is not there, 409 for what moved on."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page; None leaves refusals of access and defects to others."""
        if not isinstance(error, PlumblineError) or isinstance(error, AccessRefused):
            return None
        language: Language = "en" if (get_language() or "").startswith("en") else "zh"
        told = {
            "message": error.message(language),
            "remedy": error.remedy(language),
            "cases": to_cases(cast(Asked, request)) if hasattr(request, "person") else "",
        }
        return render(request, "casework/mistake.html", told, status=_status(error))


def _status(error: PlumblineError) -> int:
    if isinstance(error, CaseNotFound):
        return 404
    return 409 if isinstance(error, StoreError) else 400
