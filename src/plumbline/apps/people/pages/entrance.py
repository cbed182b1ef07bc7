"""The login page: user name, passkey, the identity provider where there is one, the demo's persons in the demo."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, password_change
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries import demo_choices


class Entrance(LoginView):
    """Signing in."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**named)
        apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        told["identity_providers"] = [
            Link(app["name"], reverse("openid_connect_login", args=[app["provider_id"]])) for app in apps
        ]
        told["demo_roles"] = demo_choices(language()) if settings.DEMO else []
        return told


entrance = Entrance.as_view()


def change_password(request: HttpRequest) -> HttpResponse:
    """The form of a new password; who signs in without one is told how, instead of being sent to a page that is not."""
    if not request.user.has_usable_password():
        told = _(
            "This account signs in without a password. The security administrator opens one with a link."
        )
        messages.warning(request, told)
        return HttpResponseRedirect(reverse("people:own"))
    answer: HttpResponse = password_change(request)
    return answer
