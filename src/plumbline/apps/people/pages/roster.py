"""Who is away and who stands in, who has duty: seen by everybody of the organ, set by its head."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.people import actions, queries
from plumbline.apps.people.errors import PeopleError
from plumbline.apps.people.pages.asking import asked_of, person_of
from plumbline.apps.people.pages_language import language, told
from plumbline.apps.people.policies import ROSTER_SET
from plumbline.apps.people.roster_forms import KINDS, AbsenceForm, DutyForm, SpanForm
from plumbline.core.authority.access import Visible, may_access
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import day_of

AHEAD = 90
"""Days shown from today on."""
_NAMED = (Role.AGENCY_HEAD, Role.REVIEWER, Role.HEARING_PRESIDER)
"""Roles of an organ that packs name for an act."""


@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """Absences and duties from today on."""
    return _page(request)


@require_POST
def record_absence(request: HttpRequest) -> HttpResponse:
    """Somebody of the organ is away; who stands in is there on those days."""
    form = AbsenceForm(request.POST, people=_people(request), auto_id="absence_%s")
    if form.is_valid():
        data = form.cleaned_data
        if mistake := _clash(data["account"], data["deputy"], data["first"], data["last"]):
            form.add_error(*mistake)
        else:
            answer = _entered(request, form, lambda: actions.record_absence(**data, **_by(request)))
            if answer.status_code == HTTPStatus.FOUND and (lacking := _lacking(data, dict(_people(request)))):
                messages.warning(request, lacking)
            return answer
    return _page(request, absence=form)


@require_POST
def record_duty(request: HttpRequest) -> HttpResponse:
    """Somebody of the organ has duty."""
    form = DutyForm(request.POST, people=_people(request), auto_id="duty_%s")
    if form.is_valid():
        return _entered(request, form, lambda: actions.record_duty(**form.cleaned_data, **_by(request)))
    return _page(request, duty=form)


@require_POST
def withdraw_post(request: HttpRequest, record: str) -> HttpResponse:
    """An absence or a duty does not take place; the record stays, void, with its reason."""
    asked = asked_of(request)
    absences, duties = _coming(request)
    reason = request.POST.get("reason", "").strip()[:200]
    if record not in {one.record for one in absences} | {one.record for one in duties}:
        raise Http404
    if reason:
        actions.void(record, reason, by=person_of(request), now=asked.now, today=asked.today)
    else:
        messages.error(request, _("State the reason."))
    return HttpResponseRedirect(reverse("people:roster"))


def _entered(request: HttpRequest, form: SpanForm, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except (PeopleError, StoreError) as error:
        form.add_error(None, told(error))
        return _page(request, **{"absence" if isinstance(form, AbsenceForm) else "duty": form})
    messages.success(request, _("Entered."))
    return HttpResponseRedirect(reverse("people:roster"))


def _page(request: HttpRequest, **sent: forms.Form) -> HttpResponse:
    asked, people = asked_of(request), _people(request)
    names = dict(people)
    absences, duties = _coming(request)
    may = may_access(asked.person, ROSTER_SET, None, asked.today)
    kinds = dict(KINDS)
    shown = {
        "head": PageHead(_("Absences and duty"), note=_("The next {n} days").format(n=AHEAD)),
        "absences": [
            (
                one,
                names.get(one.account, one.account),
                kinds.get(one.kind, ""),
                names.get(one.deputy, one.deputy),
            )
            for one in absences
        ],
        "duties": [(one, names.get(one.account, one.account)) for one in duties],
        "absence": sent.get("absence") or AbsenceForm(people=people, auto_id="absence_%s") if may else None,
        "duty": sent.get("duty") or DutyForm(people=people, auto_id="duty_%s") if may else None,
    }
    return render(request, "people/roster.html", shown, status=422 if sent else 200)


def _people(request: HttpRequest) -> list[tuple[str, str]]:
    """Key and name of the accounts of the organ."""
    organ = person_of(request).organ
    rows = queries.every("account", Visible(organs=frozenset({organ})), ended=False)
    return [(one.case.partition(":")[2], one.name) for one in rows]


def _coming(request: HttpRequest) -> tuple[tuple[queries.AbsenceView, ...], tuple[queries.DutyView, ...]]:
    """What touches the days ahead, of the own organ."""
    today = asked_of(request).today
    keys = [key for key, _name in _people(request)]
    found = queries.absences(keys, today, today + AHEAD)
    return found, queries.duties(person_of(request).organ, today, today + AHEAD)


def _clash(account: str, deputy: str, first: date, last: date) -> tuple[str, str] | None:
    """The field in which the absence contradicts what is entered, and why: away already, or whoever stands in is."""
    span = day_of(first), day_of(last)
    if away := queries.absences([account], *span):
        said = _(
            "Entered as away already from {first} until {last}; withdraw that entry first if it changed."
        )
        return "account", str(said).format(first=away[0].first.isoformat(), last=away[0].last.isoformat())
    if away := queries.absences([deputy], *span) if deputy else ():
        said = _("The deputy is away from {first} until {last}: name somebody else.")
        return "deputy", str(said).format(first=away[-1].first.isoformat(), last=away[-1].last.isoformat())
    standing = [one for one in queries.posts_of(account, span[0])[0] if day_of(one.first) <= span[1]]
    if standing:
        said = _("Stands in for somebody else until {day}: that absence needs another deputy first.")
        return "account", str(said).format(day=standing[0].last.isoformat())
    return None


def _lacking(data: dict[str, Any], names: dict[str, str]) -> str:
    """What nobody signs meanwhile: the deputy lacks a role of whoever is away for which the law names it."""
    if not data["deputy"]:
        return ""
    held, deputys = (
        {one.role for one in queries.grants_of(key) if one.last is None or one.last >= data["first"]}
        for key in (data["account"], data["deputy"])
    )
    lacking = [role.title(language()) for role in _NAMED if role in held - deputys]
    if not lacking:
        return ""
    said = _(
        "{deputy} does not hold the role {roles}: what the law gives to it waits for {name} or a deputy who holds it."
    )
    told = {"deputy": names.get(data["deputy"], ""), "name": names.get(data["account"], "")}
    return str(said).format(roles=(", " if language() == "en" else "、").join(lacking), **told)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": person_of(request), "now": asked_of(request).now}
