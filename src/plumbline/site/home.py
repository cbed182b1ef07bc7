"""The first page: who is signed in goes on to their menu; others sign in, or choose a role in the demo."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from plumbline.apps.people.access import requires
from plumbline.core.authority.access import public
from plumbline.core.authority.role import Role
from plumbline.site.frames import desk

HOME = public("首页", "the first page")
_OFFERED = (
    Role.OFFICER,
    Role.AGENCY_HEAD,
    Role.REVIEWER,
    Role.HEARING_PRESIDER,
    Role.SUPERVISOR,
    Role.JUSTICE_OFFICE,
    Role.SECURITY_ADMIN,
    Role.AUDIT_ADMIN,
)


@require_GET
@requires(HOME)
def home(request: HttpRequest) -> HttpResponse:
    """Where a person begins."""
    if getattr(request, "person", None) is not None:
        first = desk(request).home_url
        return HttpResponseRedirect(first if first != "/" else reverse("people:own"))
    if not settings.DEMO:
        return HttpResponseRedirect(settings.LOGIN_URL)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    roles = [(role.value, role.title("en" if language == "en" else "zh")) for role in _OFFERED]
    return render(request, "home.html", {"roles": roles, "switch_url": reverse("people:switch_role")})
