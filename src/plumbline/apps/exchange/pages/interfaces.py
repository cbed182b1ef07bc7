"""Tokens and targets: made, shown once, revoked and closed by the security administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.exchange import actions, queries
from plumbline.apps.exchange.errors import ExchangeError
from plumbline.apps.exchange.forms import TargetForm
from plumbline.apps.exchange.pages.asking import Request, organ_name, organs_in, person_of, place_of, told
from plumbline.apps.exchange.pages.tables import targets_table, tokens_table
from plumbline.apps.exchange.policies import INTERFACES
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import EmptyPage
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import visible


@require_safe
@requires(INTERFACES)
def interfaces(request: Request) -> HttpResponse:
    """Every token and target within reach."""
    return _page(request, TargetForm(None, organs=_organs(request)))


@require_POST
@requires(INTERFACES, place=place_of)
def new_token(request: Request, source: str) -> HttpResponse:
    """Makes a token and shows it this once."""
    try:
        made = actions.make_token(source=source, by=person_of(request).account, now=request.now)
    except ExchangeError as error:
        return _page(request, TargetForm(None, organs=_organs(request)), told(error), 422)
    note = _("Copy it now: it is shown this once and is not kept. Whoever loses it gets a new one.")
    return _secret(request, _("The new token"), made.secret, note)


@require_POST
@requires(INTERFACES)
def revoke_token(request: Request, key: str) -> HttpResponse:
    """Revokes a token of a source within reach."""
    codes = [one.code for one in _sources(request)]
    if any(one.key == key for one in queries.tokens(codes)):
        actions.revoke_token(key=key, by=person_of(request).account, now=request.now)
    return HttpResponseRedirect(url_of("exchange:interfaces"))


@require_POST
@requires(INTERFACES)
def new_target(request: Request) -> HttpResponse:
    """Sets a target and shows the key of its signatures this once."""
    form = TargetForm(request.POST, organs=_organs(request))
    if form.is_valid():
        try:
            made = actions.set_target(**form.cleaned_data, by=person_of(request).account, now=request.now)
        except ExchangeError as error:
            form.add_error("address", told(error))
        else:
            note = _(
                "Copy it now into the other system, which checks the notices by it: it is shown this once. "
                "Where it is lost, close the target and set it anew."
            )
            return _secret(request, _("The key of the signatures"), made.secret, note)
    return _page(request, form, status=422)


@require_POST
@requires(INTERFACES)
def close_target(request: Request, target: int) -> HttpResponse:
    """It is told nothing any more."""
    organs = [code for code, _name in _organs(request)]
    if any(one.id == target for one in queries.targets(organs)):
        actions.close_target(target=target, now=request.now)
    return HttpResponseRedirect(url_of("exchange:interfaces"))


@require_POST
@requires(INTERFACES)
def send_again(request: Request, target: int) -> HttpResponse:
    """What waits for a target within reach, or was given up, is sent now."""
    organs = [code for code, _name in _organs(request)]
    if any(one.id == target and not one.closed for one in queries.targets(organs)):
        number = actions.send_again(target=target, now=request.now)
        said = ngettext("%(n)s notice is being sent.", "%(n)s notices are being sent.", number)
        messages.success(request, said % {"n": count(number)})
    return HttpResponseRedirect(url_of("exchange:interfaces"))


def _page(request: Request, form: TargetForm, problem: str = "", status: int = 200) -> HttpResponse:
    sources = _sources(request)
    # Several organs may have a system of the same name.
    titles = {one.code: f"{one.title} · {organ_name(one.organ)}" for one in sources}
    tokens = queries.tokens(list(titles))
    targets = queries.targets([code for code, _name in _organs(request)])
    open_sources = [
        (titles[one.code], url_of("exchange:new_token", source=one.code)) for one in sources if not one.closed
    ]
    why = _("A token lets one source call the interface; it is shown once and can be revoked at any time.")
    values: dict[str, Any] = {
        "head": PageHead(_("Interfaces")),
        "problem": problem,
        "tokens": tokens_table(tokens, titles) if tokens else None,
        "no_tokens": None if tokens else EmptyPage(_("No token yet"), why),
        "sources": open_sources,
        "targets": targets_table(targets) if targets else None,
        "form": form,
        "target_url": url_of("exchange:new_target"),
    }
    return render(request, "exchange/interfaces.html", values, status=status)


def _secret(request: HttpRequest, title: str, secret: str, note: str) -> HttpResponse:
    back = url_of("exchange:interfaces")
    values = {
        "head": PageHead(title, (Link(_("Interfaces"), back), Link(title))),
        "secret": secret,
        "note": note,
        "back": back,
    }
    answer = render(request, "exchange/secret.html", values)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sources(request: Request) -> list[queries.SourceView]:
    return queries.sources(visible(request.person, INTERFACES, request.today))


def _organs(request: Request) -> list[tuple[str, str]]:
    return organs_in(visible(request.person, INTERFACES, request.today))
