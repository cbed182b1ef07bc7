"""How long a login lasts, without a click and altogether; and a second factor where it is owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from plumbline.apps.people.access import Asked
from plumbline.apps.people.sessions import SEEN
from plumbline.core.authority.access import Access

_MINUTE = 60_000_000
_BEGUN = "login_begun"
_STRONG = frozenset({"mfa", "socialaccount"})
METHODS = "account_authentication_methods"
"""Where the login library notes by which means somebody signed in."""


class SessionLimits:
    """Ends logins that are too old; sends whoever has no second factor to make one before anything else."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._is_over(request, cast(Asked, request).now):
            logout(request)
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, given: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        policy = getattr(view, "access", None)
        closed = isinstance(policy, Access) and not policy.public and not policy.signed_in
        if not closed or not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        methods = {one.get("method") for one in request.session.get(METHODS, ())}
        if methods & _STRONG or is_mfa_enabled(request.user):
            return None
        return HttpResponseRedirect(reverse("mfa_index"))

    def _is_over(self, request: HttpRequest, now: int) -> bool:
        session = request.session
        begun, seen = session.get(_BEGUN, now), session.get(SEEN, now)
        idle, whole = settings.SESSION_IDLE_MINUTES * _MINUTE, settings.SESSION_HOURS * 60 * _MINUTE
        if now - seen > idle or now - begun > whole:
            return True
        if _BEGUN not in session:
            session[_BEGUN] = now
        if SEEN not in session or now - seen > _MINUTE:  # a write a minute, not one a click
            session[SEEN] = now
        return False
