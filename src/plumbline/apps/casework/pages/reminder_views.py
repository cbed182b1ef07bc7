"""Reminders of limits that run out: one's own, with the receipt of reading; for the head, who read theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.casework.pages.speaking import language, local
from plumbline.apps.casework.policies import RECEIPTS, REMINDERS
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.apps.reminders import actions, queries
from plumbline.apps.reminders.queries import ReminderView
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of

ON_MY_WORK = 3
_OFFICES = {
    "handler": gettext_lazy("handler"),
    "unit_head": gettext_lazy("head of the handling unit"),
    "organ_head": gettext_lazy("head of the organ"),
    "supervisor": gettext_lazy("supervisor"),
}


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_GET
@requires(REMINDERS)
def reminders(request: Request) -> HttpResponse:
    """What the person has yet to read and, for the head, who read what."""
    person = request.person
    assert person is not None
    waiting = queries.unread(_name(person))
    seen = may_access(person, RECEIPTS, None, request.today)
    told = queries.receipts([person.organ]) if seen else ()
    values = {
        "head": PageHead(title=_("Reminders"), note=_("{n} unread").format(n=len(waiting))),
        "card": card(waiting, request.today, len(waiting)),
        "receipts": _receipts(told, request.today) if told else None,
    }
    return render(request, "casework/reminders.html", values)


@require_POST
@requires(REMINDERS)
def read(request: Request) -> HttpResponse:
    """The receipt: of one reminder, with every earlier rung of the same limit, or of all."""
    person = request.person
    assert person is not None
    name = _name(person)
    key = request.POST.get("key", "")
    actions.read(
        to=name, keys=queries.same_limit(name, key) if key else queries.unread_keys(name), now=request.now
    )
    back = reverse("casework:reminders" if request.POST.get("back") == "reminders" else "casework:my_work")
    return HttpResponseRedirect(back)


def unread_card(person: Person, today: int) -> dict[str, Any] | None:
    """The card of the page «my work»; None where nothing is unread."""
    waiting = queries.unread(_name(person))
    return card(waiting, today, ON_MY_WORK) if waiting else None


def card(waiting: Sequence[ReminderView], today: int, most: int) -> dict[str, Any]:
    """Unread reminders as lines: number, what falls due, when, how far it is."""
    lines = [
        {
            "key": one.key,
            "number": one.number,
            "url": one.page or reverse("casework:case", kwargs={"case": one.case}),
            "what": one.says_zh if language() == "zh" else one.says_en,
            "due": formats.due_day(date_of(one.due_day), date_of(today)),
            "word": _word(one, today),
        }
        for one in waiting[:most]
    ]
    return {"lines": lines, "total": len(waiting), "more": max(0, len(waiting) - most)}


def _word(one: ReminderView, today: int) -> StatusWord:
    if one.due_day < today:  # told in time, read late
        return StatusWord(_("overdue"), "breach", "alert-circle")
    if one.rung is None:
        return StatusWord(
            _("falls due over {holiday}").format(holiday=one.holiday or _("the days off")),
            "soon",
            "alert-triangle",
        )
    if one.rung == 0:
        return StatusWord(_("last day"), "soon", "alert-triangle")
    tone = "soon" if one.rung <= 3 else "neutral"
    return StatusWord(_("within {n} working days").format(n=one.rung), tone, "clock")  # type: ignore[arg-type]


def _receipts(told: Sequence[ReminderView], today: int) -> DataTable:
    names = officer_names({one.to for one in told})
    columns = [
        Column(_("Number"), "meta", whole=True),
        Column(_("Due"), "line", whole=True),
        Column(_("Told"), "head"),
        Column(_("As")),
        Column(_("On"), whole=True),
        Column(_("Read"), "word"),
    ]
    rows = [
        Row(
            [
                Cell(one.number, reverse("casework:case", kwargs={"case": one.case})),
                Cell(formats.due_day(date_of(one.due_day), date_of(today))),
                Cell(names.get(one.to, one.to)),
                Cell(str(_OFFICES[one.office])),
                Cell(formats.moment(local(one.made_at), date_of(today))),
                Cell(part=_receipt(one, today)),
            ]
        )
        for one in told
    ]
    return DataTable(_("Receipts of reading"), columns, rows)


def _receipt(one: ReminderView, today: int) -> StatusWord:
    if one.read_at is not None:
        at = formats.moment(local(one.read_at), date_of(today))
        return StatusWord(_("read {at}").format(at=at), "passed", "check")
    if one.is_lapsed:
        return StatusWord(_("no longer due"), "neutral", "check")
    return StatusWord(_("unread"), "soon", "clock")


def _name(person: Person) -> str:
    """The name under which records know the person."""
    return person.officer or person.account
