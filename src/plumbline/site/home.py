"""The first page: who is signed in goes on to their menu; others sign in, or choose a role in the demo."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_GET

from plumbline.apps.people.access import requires
from plumbline.core.authority.access import public
from plumbline.core.authority.role import Role
from plumbline.site.frames import desk
from plumbline.site.tour import Request, tour_values

HOME = public("首页", "the first page")
_OFFERED = {
    Role.OFFICER: gettext_lazy(
        "opens cases, does and records their steps, makes papers, keeps things seized"
    ),
    Role.AGENCY_HEAD: gettext_lazy("approves, decides, assigns cases, sees the work of the organ"),
    Role.REVIEWER: gettext_lazy("reviews decisions before they are made, sends incomplete files back"),
    Role.HEARING_PRESIDER: gettext_lazy("holds hearings and reports on them"),
    Role.SUPERVISOR: gettext_lazy("sees the cases of all organs and what is overdue, keeps the registers"),
    Role.JUSTICE_OFFICE: gettext_lazy("looks after the enforcement of its street or town"),
    Role.RULE_OF_LAW_OFFICE: gettext_lazy(
        "reads the figures of the district and checks reports against them"
    ),
    Role.GOVERNMENT_LEADER: gettext_lazy(
        "sees board, figures and instruments of supervision of the district"
    ),
    Role.GROUP_GUEST: gettext_lazy("sees only the cases of a joint group, until a day, after an undertaking"),
    Role.SYSTEM_ADMIN: gettext_lazy("keeps organs, approval chains and background jobs; handles no case"),
    Role.SECURITY_ADMIN: gettext_lazy("keeps accounts and roles; handles no case"),
    Role.AUDIT_ADMIN: gettext_lazy("reads who looked at personal data; handles no case"),
}
"""The roles of the demo, with what each does."""


@require_GET
@requires(HOME)
def home(request: HttpRequest) -> HttpResponse:
    """Where a person begins."""
    if getattr(request, "person", None) is not None and not (settings.DEMO and "tour" in request.GET):
        first = desk(request).home_url
        return HttpResponseRedirect(first if first != "/" else reverse("people:own"))
    if not settings.DEMO:
        return HttpResponseRedirect(settings.LOGIN_URL)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    shown = [
        (role.value, role.title("en" if language == "en" else "zh"), does) for role, does in _OFFERED.items()
    ]
    values = {
        "roles": shown,
        "switch_url": reverse("people:switch_role"),
        **tour_values(cast(Request, request)),
    }
    return render(request, "home.html", values)
