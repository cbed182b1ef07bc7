"""What a mistake looks like that no form can show: said on a page, with the way out; never a bare error page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from plumbline.apps.casework.errors import CaseNotFound
from plumbline.apps.ledger_store.busy import had_no_turn
from plumbline.apps.ledger_store.errors import Busy, StoreError
from plumbline.apps.people.access import Asked, to_cases
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.errors import Language, PlumblineError

_PORTAL: Final = "/public/"


class MistakePages:
    """Turns typed errors that a view let through into pages: 404 for what is not there, 409 for what moved on;
    503 where the database had no turn for it, which is no defect to be told to anybody.

    An address that only takes what a form sends is opened after a login that had run out when the form was sent, and by
    whoever loads a refused form again: said on a page too (405).
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answer(request)
        return _only_sent(request, answer) if _is_opened_though_sent_to(request, answer) else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page; None leaves refusals of access and defects to others."""
        if had_no_turn(error):
            error = Busy(problem=str(error))
        if not isinstance(error, PlumblineError) or isinstance(error, AccessRefused):
            return None
        language: Language = "en" if (get_language() or "").startswith("en") else "zh"
        told = {
            "message": error.message(language),
            "remedy": error.remedy(language),
            "cases": to_cases(cast(Asked, request)) if hasattr(request, "person") else "",
        }
        page = render(request, "casework/mistake.html", told, status=_status(error))
        if isinstance(error, Busy):
            page.headers["Retry-After"] = "5"
        return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page: under the portal's addresses one of the portal, whose readers have no home at the desk."""
    if not request.path.startswith(_PORTAL):
        return page_not_found(request, exception)
    language: Language = "en" if request.path.startswith(f"{_PORTAL}en/") else "zh"
    with translation.override("en" if language == "en" else "zh-hans"):
        home = reverse("public_portal:home", kwargs={"language": language})
        told = {"title": _("There is no such page"), "home": home, "language": language}
        return render(request, "public_portal/missing.html", told, status=404)


def _is_opened_though_sent_to(request: HttpRequest, answer: HttpResponse) -> bool:
    """A browser asks for a page where there is none; programs that call keep the bare answer."""
    asked_by_reader = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    return answer.status_code == 405 and asked_by_reader and not answer.streaming and not answer.content


def _only_sent(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    """What such an address is, and that nothing was entered by opening it; with the methods that it does take."""
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = bare.headers["Allow"]
    return page


def _status(error: PlumblineError) -> int:
    if isinstance(error, CaseNotFound):
        return 404
    if isinstance(error, Busy):
        return 503
    return 409 if isinstance(error, StoreError) else 400
