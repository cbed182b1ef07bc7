"""Who asks: `request.person`; and what a refusal looks like, whichever view raised it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from plumbline.apps.people.access import Asked
from plumbline.apps.people.errors import NoRole, RoleNotHeld
from plumbline.apps.people.queries import person_of
from plumbline.core.authority.errors import AccessRefused, NotSignedIn
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.errors import Language, PlumblineError

ROLE = "role"
"""Name in the session under which the role in use is kept."""


class PersonMiddleware:
    """Puts `person` on the request and turns refusals of access into pages."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast(Asked, request)
        asked.person = _person(request, asked.today)
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal becomes a page with status 403, nobody signed in is sent to the login."""
        if isinstance(error, NotSignedIn):
            if (
                request.user.is_authenticated
            ):  # signed in, but without a role: the login would only send it back
                return refused_page(request, NoRole(username=request.user.get_username()))
            return _to_login(request)
        if isinstance(error, AccessRefused):
            return refused_page(request, error)
        return None


def refused_page(request: HttpRequest, error: PlumblineError) -> HttpResponse:
    """The page of a refusal: what, who may, what to do."""
    language: Language = "en" if (get_language() or "").startswith("en") else "zh"
    told = {"message": error.message(language), "remedy": error.remedy(language)}
    return render(request, "people/refused.html", told, status=403)


def _person(request: HttpRequest, today: int) -> Person | None:
    if not request.user.is_authenticated:
        return None
    chosen = request.session.get(ROLE)
    try:
        return person_of(request.user, Role(chosen) if chosen else None, today)
    except RoleNotHeld:  # the role ran out since it was chosen
        return person_of(request.user, None, today)
    except NoRole:
        return None


def _to_login(request: HttpRequest) -> HttpResponse:
    address = f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
