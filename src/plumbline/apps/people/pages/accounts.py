"""Accounts and roles for the security administrator, login security, and who read personal data for the auditor."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from axes.models import AccessAttempt
from axes.utils import reset
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Paging, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people import actions, queries
from plumbline.apps.people.account_forms import AccountForm, GrantForm
from plumbline.apps.people.errors import PeopleError, StillHeld
from plumbline.apps.people.forms import ReasonForm
from plumbline.apps.people.pages.asking import asked_of, person_of
from plumbline.apps.people.pages_language import language, told
from plumbline.apps.people.policies import READ
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.authority.access import visible
from plumbline.core.authority.errors import AuthorityError
from plumbline.core.authority.role import Role, check_roles_together
from plumbline.core.clocks.civil import date_of

_ZONE = ZoneInfo("Asia/Shanghai")
_PAGE = 50


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account of the district with the roles that it holds today."""
    asked = asked_of(request)
    seen = visible(asked.person, READ["account"], asked.today)
    number = request.GET.get("page", "1")
    words = request.GET.get("q", "")[:60]
    found = queries.find(
        "account", seen, words=words, page=int(number) if number.isdecimal() and len(number) < 7 else 1
    )
    organs = organ_names({one.organ for one in found.entries})
    rows = []
    for one in found.entries:
        key = one.case.partition(":")[2]
        organ = organs.get(one.organ, one.organ)
        held = dict.fromkeys(grant.role.title(language()) for grant in queries.grants_of(key))
        url = reverse("people:account", args=[key])
        rows.append(
            Row([Cell(one.code, url), Cell(one.name), Cell(organ), Cell(formats.listed(held) or "—")])
        )
    columns = [
        Column(_("User name"), "meta"),
        Column(_("Name"), "head"),
        Column(_("Organ")),
        Column(_("Roles"), "line"),
    ]
    shown = {
        "title": _("Accounts and roles"),
        "head": PageHead(
            _("Accounts and roles"),
            note=ngettext("{n} entry", "{n} entries", found.total).format(n=found.total),
            acts=[Act(_("Open an account"), reverse("people:new_account"), "plus", main=True)],
        ),
        "table": DataTable(_("Accounts and roles"), columns, rows),
        "search": words,
        "paging": Paging(
            ngettext("{n} entry", "{n} entries", found.total).format(n=found.total), _PAGE, found.page
        ),
    }
    return render(request, "people/accounts.html", shown)


@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Opens an account; it may do nothing until a role is granted."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = actions.open_account(**form.cleaned_data, now=asked_of(request).now, by=person_of(request))
        except (PeopleError, StoreError) as error:
            form.add_error(None, told(error))
        else:
            return HttpResponseRedirect(reverse("people:account", args=[key]))
    return _form(request, form, _("Open an account"), reverse("people:accounts"))


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, key: str) -> HttpResponse:
    """One account: its roles, what its person holds, a new role."""
    asked = asked_of(request)
    form = GrantForm(request.POST or None, initial=_usual(request, key))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            check_roles_together([Role(data["role"])])
            actions.grant_role(
                account=key,
                role=Role(data["role"]),
                organ=data["organ"],
                first=data["first"],
                last=data["last"],
                divisions=data["divisions"].split() or [settings.DIVISION],
                matters=data["matters"].split(),
                by=person_of(request),
                now=asked.now,
            )
        except (PeopleError, StoreError, AuthorityError) as error:
            form.add_error(None, told(error))
        else:
            return HttpResponseRedirect(request.path)
    return _account_page(request, key, form)


@require_POST
def close_account(request: HttpRequest, key: str) -> HttpResponse:
    """Closes the account of somebody who left; what is held is handed over before."""
    form = ReasonForm(request.POST, auto_id="close_%s")
    if form.is_valid():
        asked = asked_of(request)
        try:
            if queries.held_items(queries.signs_as(key), asked.today):
                raise StillHeld(name=queries.account_name(key))
            actions.close_account(
                account=key, reason=form.cleaned_data["reason"], by=person_of(request), now=asked.now
            )
        except PeopleError as error:
            form.add_error("reason", told(error))
        else:
            return HttpResponseRedirect(reverse("people:accounts"))
    return _account_page(request, key, GrantForm(initial=_usual(request, key)), form)


def _usual(request: HttpRequest, key: str) -> dict[str, object]:
    """What a grant says as a rule: the organ of the account, from today on."""
    found = queries.login_of_key(key)
    return {"organ": found.organ if found else "", "first": date_of(asked_of(request).today)}


def _account_page(
    request: HttpRequest, key: str, form: GrantForm, closing: ReasonForm | None = None
) -> HttpResponse:
    asked = asked_of(request)
    held = queries.grants_of(key)
    organs = organ_names({one.organ for one in held})
    name = queries.account_name(key)
    shown = {
        "title": name,
        "head": PageHead(name, (Link(_("Accounts and roles"), reverse("people:accounts")), Link(name))),
        "grants": [(one, one.role.title(language()), organs.get(one.organ, one.organ)) for one in held],
        "items": queries.held_items(queries.signs_as(key), asked.today),
        "form": form,
        "closing": (closing or ReasonForm(auto_id="close_%s")) if queries.login_of_key(key) else None,
        "key": key,
    }
    return render(request, "people/account.html", shown)


@require_POST
def withdraw(request: HttpRequest, key: str, grant: str) -> HttpResponse:
    """Takes a role back from today on; why is a record that an auditor reads."""
    if reason := request.POST.get("reason", "").strip()[:300]:
        actions.withdraw_role(
            account=key, grant=grant, reason=reason, by=person_of(request), now=asked_of(request).now
        )
    else:
        messages.error(request, _("State the reason."))
    return HttpResponseRedirect(reverse("people:account", args=[key]))


@require_safe
def login_security(request: HttpRequest) -> HttpResponse:
    """User names that are locked, or on the way to it."""
    columns = [Column(_("User name"), "head"), Column(_("Address")), Column(_("Failures"), numeric=True)]
    rows = [
        Row([Cell(one.username or "—"), Cell(str(one.ip_address)), Cell(str(one.failures_since_start))])
        for one in AccessAttempt.objects.order_by("-attempt_time")[:200]
    ]
    shown = {
        "title": _("Login security"),
        "head": PageHead(
            _("Login security"), note=ngettext("{n} entry", "{n} entries", len(rows)).format(n=len(rows))
        ),
        "table": DataTable(_("Failed attempts"), columns, rows),
    }
    return render(request, "people/login_security.html", shown)


@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlocks a user name at every address."""
    if username := request.POST.get("username", "").strip().lower():
        reset(username=username)
    return HttpResponseRedirect(reverse("people:login_security"))


@require_safe
def access_records(request: HttpRequest) -> HttpResponse:
    """Who read whose personal data, newest first."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 7 else 1
    wanted = request.GET.get("q", "")[:200]
    lines, total = queries.access_records(subject=wanted, page=page)
    organs = organ_names({one.organ for one in lines})
    columns = [
        Column(_("Time"), "meta", whole=True),
        Column(_("Who"), "head"),
        Column(_("Role")),
        Column(_("Organ")),
        Column(_("Whose data"), "line"),
        Column(_("Why"), "line"),
    ]
    rows = [
        Row(
            [
                Cell(_moment(one.at)),
                Cell(one.name),
                Cell(Role(one.role).title(language())),
                Cell(organs.get(one.organ, one.organ)),
                Cell(one.subject),
                Cell(one.reason),
            ]
        )
        for one in lines
    ]
    last = max(1, -(-total // _PAGE))
    near = range(max(1, page - 2), min(last, page + 2) + 1)
    pages = [(n, f"{request.path}?{urlencode({'q': wanted, 'page': n})}") for n in near]
    shown = {
        "title": _("Access records"),
        "head": PageHead(
            _("Access records"), note=ngettext("{n} entry", "{n} entries", total).format(n=total)
        ),
        "table": DataTable(_("Access records"), columns, rows),
        "paging": Paging(
            ngettext("{n} entry", "{n} entries", total).format(n=total),
            _PAGE,
            page,
            pages if last > 1 else (),
        ),
        "search": request.GET.get("q", ""),
    }
    return render(request, "people/accounts.html", shown)


def _moment(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(_ZONE):%Y-%m-%d %H:%M:%S}"


def _form(request: HttpRequest, form: forms.Form, title: str, back: str) -> HttpResponse:
    shown = {"title": title, "head": PageHead(title, (Link(_("Accounts and roles"), back), Link(title)))}
    return render(
        request,
        "people/form.html",
        {**shown, "form": form, "why": None, "void": "", "verb": title, "back": back},
    )
