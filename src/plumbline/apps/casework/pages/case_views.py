"""The case page, who handles the case, how its clocks were counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from plumbline.apps.casework import actions
from plumbline.apps.casework.approval_chains import chains
from plumbline.apps.casework.asides import asides
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.closings import closings_over
from plumbline.apps.casework.forms import ReasonForm
from plumbline.apps.casework.pages import (
    approval_parts,
    case_parts,
    clock_explained,
    goods_parts,
    link_parts,
    paper_parts,
    record_parts,
)
from plumbline.apps.casework.pages.answers import (
    Request,
    asks_for_part,
    file_of,
    not_found,
    person_of,
    place_of,
    small_head,
    to_case,
)
from plumbline.apps.casework.pages.case_cards import Asked, cards
from plumbline.apps.casework.pages.file_views import may_open
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.policies import CASE_ASSIGN, CASE_INTERNAL, CASE_JOIN, CASE_READ
from plumbline.apps.casework.queries import links_of, party_of, sealed_size
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.people.access import requires, to_cases
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.authority.access import may_access
from plumbline.core.cases.standing import clock_states


@require_GET
@requires(CASE_READ, place=place_of)
def case_page(request: Request, case: str) -> HttpResponse:
    """The case: where it stands, what may be done, what falls due, what was done."""
    return render(request, "casework/case.html", page_values(request, file_of(request, case)))


def page_values(request: Request, file: CaseFile) -> dict[str, Any]:
    """Everything the case page shows."""
    person = person_of(request)
    case = file.history.opening.case
    speak = Speaker(file.docket, request.today)
    officers = officer_register(file.officers)
    speak.know(file.officers | record_parts.people_named(file))
    links = links_of(case)
    links_url = (
        url_of("casework:links", case=case)
        if may_access(person, CASE_JOIN, file.place, request.today) and not file.docket.procedure.alone
        else ""
    )
    states = clock_states(file.docket, file.history, request.now, officers)
    internal = may_access(person, CASE_INTERNAL, file.place, request.today)
    asked = Asked(
        person,
        request.now,
        officers,
        chains(file.history.opening.organ),
        links,
        links_url,
        party_of(file.party_records),
        sealed_size(),
        paper_parts.shown_papers(file, internal=internal),
        to_cases(request),
        closings_over(file, now=request.now),
    )
    shown = cards(file, speak, asked, states)
    approvals = approval_parts.approval_cards(
        file, speak, person, request.now, lambda record: may_open(request, file, record)
    )
    return {
        "form": None,
        "uploads": None,
        "approval_refusal": None,
        "approvals": [card for card in approvals if not card["past"]],
        "approvals_past": [card for card in approvals if card["past"]],
        **shown,
        "title": getattr(shown["head"].part, "title", ""),
        "clocks": case_parts.clock_card(file, speak, states, speak.time(request.now)),
        "links": None
        if file.docket.procedure.alone
        else link_parts.link_card(file, links, speak, person, request.now, links_url),
        "linking": None,
        "goods": goods_parts.goods_card(file, person, request.now, speak.language),
        "asides": asides(person, file.place, file.history.opening.procedure, request.today),
    }


@require_http_methods(["GET", "POST"])
@requires(CASE_ASSIGN, place=place_of)
def assign(request: Request, case: str) -> HttpResponse:
    """Hands the case to other officers, with the reason."""
    file = file_of(request, case)
    speak = Speaker(file.docket, request.today)
    people = colleagues_of(file.history.opening.organ)
    why = ReasonForm(request.POST or None, auto_id="why_%s", initial={"seen": file.history.position})
    chosen = request.POST.getlist("officers")
    if request.method == "POST" and why.is_valid() and chosen:
        actions.assign_case(
            person=person_of(request),
            case=case,
            officers=chosen,
            reason=why.cleaned_data["reason"],
            seen=why.cleaned_data["seen"],
            now=request.now,
        )
        return to_case(request, case)
    values = {
        "head": small_head(request, file, _("Assign the case")),
        "why": why,
        "people": [(key, name, key in (chosen or file.history.handlers)) for key, name in people],
        "nobody": request.method == "POST" and not chosen,
        "back": url_of("casework:case", case=case),
    }
    speak.know(key for key, _name in people)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/assign.html", values, status=status)


@require_GET
@requires(CASE_READ, place=place_of)
def clock(request: Request, case: str, rule: str, record: str) -> HttpResponse:
    """How a due day was counted, day by day."""
    file = file_of(request, case)
    speak = Speaker(file.docket, request.today)
    told = clock_explained.explanation(file, speak, rule, record, request.now)
    if told is None:
        return not_found(request, file, rule)
    if asks_for_part(request):
        return render(request, "casework/clock_part.html", {"explanation": told})
    values = {"explanation": replace(told, embedded=True), "head": small_head(request, file, told.title)}
    return render(request, "casework/clock.html", values)
