"""Clues for the supervisory commission: the list and the form that registers one. Supervisors alone see either."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.errors import NoDocumentWord, NumbersBusy
from plumbline.apps.casework.queries.limits import StandingLine, standing_lines, standing_within
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.words import case_word
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.supervision.actions.clues import CLUE, register_clue
from plumbline.apps.supervision.forms import ClueForm
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.pages.wording import Words
from plumbline.apps.supervision.policies import CLUES
from plumbline.core.authority.access import visible
from plumbline.core.clocks.civil import date_of

MOST = 500
"""Clues of the list, the newest first."""


@require_http_methods(["GET", "POST"])
@requires(CLUES)
def clues(request: Request) -> HttpResponse:
    """What was registered and how far it has come, above the form."""
    person = person_of(request)
    offered = [one for one in organs_in(visible(person, CLUES, request.today)) if one[0] != person.organ]
    form = ClueForm(request.POST if request.method == "POST" else None, organs=offered)
    if request.method == "POST" and form.is_valid():
        try:
            case = register_clue(person=person, now=request.now, **form.cleaned_data)
        except (NoDocumentWord, NumbersBusy) as error:
            form.add_error(None, error.in_sentences(Words((), request.today).language))
        else:
            return HttpResponseRedirect(reverse("casework:case", kwargs={"case": case}))
    rows = standing_within(visible(person, CLUES, request.today)).filter(procedure=CLUE)
    found = standing_lines(rows.order_by("-opened_day", "case")[:MOST])
    note = _("The organ concerned sees neither this list nor the case.")
    values: dict[str, Any] = {
        "head": PageHead(_("Clues for the supervisory commission"), note=note),
        "table": _table(found, request.today) if found else None,
        "empty": None
        if found
        else EmptyPage(_("No clue yet"), _("What points to an offence in office is registered below.")),
        "form": form,
    }
    return render(request, "supervision/clues.html", values, status=422 if request.method == "POST" else 200)


def _table(found: list[StandingLine], today: int) -> DataTable:
    docket, said = shelf().docket(CLUE), Words((), today).language
    rows = []
    for one in found:
        known = docket.step(one.stage)
        stage = "—" if known is None else known.title if said == "zh" else known.english
        opened = date_of(one.opened_day).isoformat()
        url = reverse("casework:case", kwargs={"case": one.case})
        word = case_word("open" if one.ended_day is None else "closed")
        rows.append(
            Row(
                [Cell(one.number, url), Cell(opened), Cell(stage), Cell(part=word)],
                key=one.case,
                name=one.number,
            )
        )
    columns = [
        Column(_("Number"), "head", whole=True),
        Column(_("Registered on"), "meta", whole=True, phone_label=_("Registered on")),
        Column(_("Stage"), "rest", whole=True),
        Column(_("State"), "word", whole=True),
    ]
    return DataTable(
        ngettext("{n} clue", "{n} clues", len(rows)).format(n=formats.count(len(rows))), columns, rows
    )
