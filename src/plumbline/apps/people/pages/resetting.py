"""A new password by a link that works once: made by the security administrator, handed over in person."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people import actions, queries
from plumbline.apps.people.pages.asking import asked_of, person_of
from plumbline.apps.people.roster_forms import NewPasswordForm


@never_cache
@require_POST
def reset_link(request: HttpRequest, key: str) -> HttpResponse:
    """Makes the link and shows it this once; that it was made is a record of the account."""
    account = queries.login_of_key(key)
    back = reverse("people:account", args=[key])
    if account is None:
        return HttpResponseRedirect(back)
    lost = request.POST.get("factor") == "lost"
    actions.reset_password(account=key, by=person_of(request), now=asked_of(request).now, factor_lost=lost)
    account = queries.login_of_key(key) or account  # its link is signed over the password as it is now
    path = reverse("people:new_password", args=[key, default_token_generator.make_token(account)])
    shown = {
        "title": _("Link for a new password"),
        "head": PageHead(
            _("Link for a new password"),
            (
                Link(_("Accounts and roles"), reverse("people:accounts")),
                Link(account.name, back),
                Link(_("Link for a new password")),
            ),
        ),
        "link": request.build_absolute_uri(path),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "factor": _("The second factor was taken away; a new one is set up at the first login.")
        if lost
        else _("The second factor stays as it is."),
        "back": back,
    }
    return render(request, "people/reset_link.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Whoever has the link sets a new password; with that, or a login, or in a day, the link is worth nothing."""
    account = queries.login_of_key(key)
    if account is None or not default_token_generator.check_token(account, token):
        shown = {"title": _("This link is no longer valid"), "form": None}
        return render(request, "people/new_password.html", shown, status=410)
    form = NewPasswordForm(request.POST or None, auto_id="new_%s")
    if request.method == "POST" and form.is_valid():
        actions.change_password(account=key, password=form.cleaned_data["password"])
        return HttpResponseRedirect(reverse("account_login"))
    shown = {"title": _("Set a new password"), "form": form}
    return render(request, "people/new_password.html", shown, status=422 if request.method == "POST" else 200)
