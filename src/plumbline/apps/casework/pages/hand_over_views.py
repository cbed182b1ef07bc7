"""The page on which a head hands over everything that a leaving person holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.errors import NotAColleague, NothingHeld, SeatNeedsRole
from plumbline.apps.casework.forms import ReasonForm
from plumbline.apps.casework.handing_over import Gone, gone_but_holding, take_over
from plumbline.apps.casework.holding import Held
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import HAND_OVER
from plumbline.apps.casework.queries import held
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.errors import NobodyToStandIn
from plumbline.apps.people.queries.colleagues import colleagues_of, officer_names
from plumbline.apps.people.queries.taken_out import taken_out


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_http_methods(["GET", "POST"])
@requires(HAND_OVER)
def hand_over(request: Request) -> HttpResponse:
    """Whose work, what it is, to whom; the hand-over itself is one act."""
    person = request.person
    assert person is not None
    asked = request.POST if request.method == "POST" else request.GET
    colleagues = colleagues_of(person.organ)
    gone = {one.officer: one for one in gone_but_holding(person.organ, request.today)}
    people = [*((key, _said(one)) for key, one in gone.items()), *colleagues]
    leaving = asked.get("leaving", "")
    if leaving not in dict(people):
        leaving = ""
    why = ReasonForm(request.POST or None, auto_id="why_%s")
    receiver, mistake = asked.get("receiver", ""), ""
    if request.method == "POST" and why.is_valid() and leaving:
        try:
            count = take_over(
                person=person,
                leaving=leaving,
                receiver=receiver,
                reason=why.cleaned_data["reason"],
                now=request.now,
                today=request.today,
            )
        except (NotAColleague, NothingHeld, SeatNeedsRole, NobodyToStandIn) as error:
            mistake = error.in_sentences(language())
        else:
            done = ngettext("%(n)s case was handed over", "%(n)s cases were handed over", count) % {
                "n": count
            }
            messages.success(request, done)
            return HttpResponseRedirect(f"{reverse('casework:hand_over')}?leaving={leaving}")
    items = gone[leaving].items if leaving in gone else held(leaving, request.today) if leaving else ()
    values = {
        "head": PageHead(
            title=_("Hand over work"), note=_("Everything that a person holds goes to another at once.")
        ),
        "people": [(key, name, key == leaving) for key, name in people],
        "receivers": [(key, name, key == receiver) for key, name in colleagues if key != leaving],
        "leaving": leaving,
        "name": gone[leaving].name if leaving in gone else dict(colleagues).get(leaving, ""),
        "table": _table(items) if items else None,
        "out": [(one.line(language()), one.url) for one in taken_out(leaving, person.organ)]
        if leaving
        else [],
        "why": why,
        "mistake": mistake,
    }
    return render(request, "casework/hand_over.html", values, status=422 if request.method == "POST" else 200)


def _said(one: Gone) -> str:
    told: str = _("{name} (serves elsewhere)") if one.moved else _("{name} (left already)")
    return told.format(name=one.name)


def _table(items: Sequence[Held]) -> DataTable:
    names = officer_names({one.named for one in items if one.named})
    kinds = {
        "case": _("handles the case"),
        "confirmation": _("has not confirmed"),
        "submitted": _("has submitted for approval"),
        "opinion": _("is to give an opinion"),
        "later": _("is to give an opinion later"),
        "returned": _("is to mend what was sent back"),
        "signature": _("is to sign the destruction of things"),
        "seat": _("sits in the approval chain"),
        "deputy": _("stands in for somebody away"),
        "duty": _("has duty"),
    }
    columns = [
        Column(_("Number"), "head", whole=True),
        Column(_("What"), "line"),
        Column(_("Step")),
        Column(_("Named")),
    ]
    rows = [
        Row(
            [
                Cell(one.number, reverse("casework:case", kwargs={"case": one.case}) if one.case else ""),
                Cell(kinds[one.kind], under=one.cause),
                Cell((one.step_zh if language() == "zh" else one.step_en) or "—"),
                Cell(names.get(one.named, one.named) or "—"),
            ]
        )
        for one in items
    ]
    return DataTable(_("What is held"), columns, rows)
