"""The own account, and the change of role by one click; in the demo also the change of person, on loopback alone."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.ledger_store.queries import case_numbers
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.actions import sign_undertaking
from plumbline.apps.people.errors import DemoOnLoopback, RoleNotHeld
from plumbline.apps.people.middleware import ROLE, refused_page
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries import (
    absences,
    account_name,
    demo_login,
    demo_other,
    demo_role,
    grants_of,
    persons_of,
)
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.authority.access import public, signed_in
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of

OWN = signed_in("查看本人账号", "see the own account")
SWITCH = public("切换角色", "change role")
_BACKEND = "plumbline.apps.people.login_backend.LoginBackend"


@require_safe
@requires(OWN)
def own(request: HttpRequest) -> HttpResponse:
    """Who I am, as what, until when; my second factor; who stands in for me."""
    asked = cast(Asked, request)
    held = persons_of(request.user, asked.today)
    person = asked.person
    assert person is not None
    organs = organ_names({one.organ for one in held})
    told = {
        "head": PageHead(_("My account"), note=person.name),
        "person": person,
        "roles": [
            (one.role.value, one.role.title(language()), organs.get(one.organ, one.organ), one == person)
            for one in held
        ],
        "undertakings": _undertakings(person.account, asked.today),
        "absences": [
            (one, account_name(one.deputy) if one.deputy else "")
            for one in absences([person.account], asked.today, asked.today + 366)
        ],
        "acts": [
            *([Act(_("Change password"), "/own/password/")] if request.user.has_usable_password() else []),
            Act(_("Second factor"), "/own/second-factor/"),
            Act(_("Passkeys"), "/own/passkeys/"),
        ],
    }
    return render(request, "people/own.html", told)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A grant of a guest that waits for the undertaking; `numbers` of the cases in its scope."""

    record: str
    first: date
    last: date | None
    numbers: tuple[str, ...]


@require_POST
@requires(OWN)
def undertake(request: HttpRequest, grant: str) -> HttpResponse:
    """The guest signs the undertaking for a grant of their own; without it no matter opens."""
    asked = cast(Asked, request)
    person = asked.person
    assert person is not None
    if grant not in {one.record for one in _undertakings(person.account, asked.today)}:
        raise Http404
    sign_undertaking(account=person.account, grant=grant, by=person, now=asked.now)
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)


def _undertakings(account: str, today: int) -> list[Undertaking]:
    day = date_of(today)
    waiting = [
        one
        for one in grants_of(account)
        if one.role is Role.GROUP_GUEST and not one.undertaken and (one.last is None or one.last >= day)
    ]
    numbers = case_numbers([matter for one in waiting for matter in one.matters])
    return [
        Undertaking(
            one.record, one.first, one.last, tuple(numbers.get(matter, matter) for matter in one.matters)
        )
        for one in waiting
    ]


@require_POST
@requires(SWITCH)
def switch_role(request: HttpRequest) -> HttpResponse:
    """Another role of the own account; in the demo the demo's person of that role."""
    asked = cast(Asked, request)
    wanted = request.POST.get("role", "")
    role = Role(wanted) if wanted in set(Role) else None
    held = persons_of(request.user, asked.today) if request.user.is_authenticated else ()
    changes = settings.DEMO and demo_other(request.user.get_username()) is not None
    if role is not None and not changes and any(one.role is role for one in held):
        request.session[ROLE] = role.value
        return HttpResponseRedirect(_next(request))
    if settings.DEMO:
        return _demo(request, wanted)
    title = role.title(language()) if role else wanted[:20]
    titles = formats.listed(one.role.title(language()) for one in held) or "—"
    return refused_page(request, RoleNotHeld(username=request.user.get_username(), role=title, held=titles))


def _demo(request: HttpRequest, wanted: str) -> HttpResponse:
    """Sign in as a person of the demo. Whoever reaches this from another machine is refused, always."""
    if not _is_loopback(request.META.get("REMOTE_ADDR", "")) or "HTTP_X_FORWARDED_FOR" in request.META:
        return refused_page(request, DemoOnLoopback(address=request.META.get("REMOTE_ADDR", "—")))
    role = demo_role(wanted)
    account = demo_login(wanted) if role else None
    if account is None:
        return refused_page(request, RoleNotHeld(username="demo", role=role or "—", held="—"))
    login(request, account, backend=_BACKEND)
    request.session[ROLE] = cast(Role, role).value
    return HttpResponseRedirect(_next(request))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _next(request: HttpRequest) -> str:
    wanted = str(request.POST.get("next", ""))
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return str(settings.LOGIN_REDIRECT_URL)
