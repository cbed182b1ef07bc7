"""Search by party and by the text of papers: within the own organ, with a reason that is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.casework.pages.list_parts import Lister
from plumbline.apps.casework.policies import PARTY_SEARCH
from plumbline.apps.casework.queries import CaseLine, CaseList, ListAsked
from plumbline.apps.casework.search_forms import PartySearchForm
from plumbline.apps.casework.searching import MOST_OF_A_PARTY, MOST_UNSEARCHED, by_party, not_searched
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import EmptyPage
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires


@require_http_methods(["GET", "POST"])
@requires(PARTY_SEARCH)
def party(request: Request) -> HttpResponse:
    """Asks what and why, then shows the organ's cases that hold it, newest first."""
    form = PartySearchForm(request.POST if request.method == "POST" else None)
    title = _("Search by party and paper")
    values: dict[str, Any] = {
        "head": PageHead(title=title, path=(Link(_("Cases"), reverse("casework:cases")), Link(title))),
        "form": form,
        "table": None,
        "empty": None,
        "most": MOST_OF_A_PARTY,
        "unsearched": [],
        "unsearched_more": False,
    }
    if request.method == "POST" and not form.is_valid():
        return render(request, "casework/party_search.html", values, status=422)
    if form.is_bound:
        said = form.cleaned_data
        lines = by_party(
            person=person_of(request),
            text=said["q"],
            reason=said["reason"],
            now=request.now,
            today=request.today,
        )
        dark = not_searched(person_of(request), request.today)
        values["unsearched"] = [_linked(one) for one in dark[:MOST_UNSEARCHED]]
        values["unsearched_more"] = len(dark) > MOST_UNSEARCHED
        asked = ListAsked(text=said["q"])
        if lines:
            values["table"] = Lister(request.today, "cases", asked, CaseList(lines, len(lines), 1)).table()
        else:
            values["empty"] = EmptyPage(
                _("No case of your organ names it"),
                _("No party, paper or file holds “{text}”; the last minute is not searched yet.").format(
                    text=said["q"]
                ),
            )
    return render(request, "casework/party_search.html", values)


def _linked(line: CaseLine) -> Link:
    return Link(line.number, url_of("casework:case", case=line.case))
