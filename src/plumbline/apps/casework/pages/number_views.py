"""The register of numbers of an organ: searched, filtered, taken away as a sheet; voiding a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.casework.pages.answers import Request, asks_for_part, person_of
from plumbline.apps.casework.pages.number_parts import ALL_YEARS, RegisterParts, export_titles, exported
from plumbline.apps.casework.policies import NUMBER_VOID, NUMBERS, NUMBERS_OUTSIDE
from plumbline.apps.documents.actions import void_number
from plumbline.apps.documents.queries import (
    STATES,
    RegisterAsked,
    State,
    entry_of,
    every_line,
    number_kinds,
    number_years,
    register_page,
)
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import page_asked
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.authority.access import may_access, visible
from plumbline.core.authority.person import Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.reports.document_errors import NotANumber
from plumbline.core.reports.document_number import read_number

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CHUNK = 1000


def organ_place(request: HttpRequest, **_given: object) -> Place:
    """The organ that the address names, else the person's own."""
    person = getattr(request, "person", None)
    own = person.organ if person is not None else ""
    code = request.GET.get("organ") or request.POST.get("organ") or own
    entry = organ_entry(code)
    division = entry.division if entry else (person.divisions[0] if person and person.divisions else "")
    return Place(code, division)


@require_GET
@requires(NUMBERS, place=organ_place)
def numbers(request: Request) -> HttpResponse:
    """The register, by state, searched and filtered."""
    place = organ_place(request)
    years = number_years(place.organ) or [date_of(request.today).year]
    asked = read_asked(request, years)
    found = register_page(asked)
    parts = RegisterParts(asked, years[0], may_access(request.person, NUMBER_VOID, place, request.today))
    parts.know(found.lines)
    may_enter = may_access(request.person, NUMBERS_OUTSIDE, place, request.today)
    organs = organs_in(visible(person_of(request), NUMBERS, request.today))
    values = {
        "head": _head(place, may_enter=may_enter),
        "tabs": parts.tabs(found),
        "filters": parts.filters(years, number_kinds(place.organ), organs),
        "table": parts.table(found) if found.lines else None,
        "empty": None if found.lines else parts.empty(may_enter=may_enter),
        "foot": parts.foot(found),
        "exports": exports(reverse("casework:numbers_export"), parts.question(page=1)) if found.lines else [],
    }
    part = "casework/numbers_part.html" if asks_for_part(request) else "casework/numbers.html"
    return render(request, part, values)


@require_GET
@requires(NUMBERS, place=organ_place)
def export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """The register as it is filtered, every page of it, as Excel or CSV."""
    years = number_years(organ_place(request).organ) or [date_of(request.today).year]
    asked = read_asked(request, years)
    return sheet(request, "numbers", export_titles(), _rows(RegisterParts(asked, years[0])))


@require_POST
@requires(NUMBER_VOID, place=organ_place)
def void(request: Request) -> HttpResponse:
    """Voids a number for good, with the reason; `n` names one of the numbers that a line stands for."""
    place, reason = organ_place(request), request.POST.get("reason", "").strip()[:200]
    back = request.POST.get("back", "")
    answer = HttpResponseRedirect(
        reverse("casework:numbers") + (back if back.startswith("?") else f"?organ={place.organ}")
    )
    entry = entry_of(place.organ, _named(request))
    if entry is None or not reason:
        messages.error(request, _("Nothing was voided: state a number of this register and the reason."))
        return answer
    if entry.void_reason:
        messages.error(request, _("{number} is void already.").format(number=entry.number))
        return answer
    person = person_of(request)
    void_number(
        entry.number,
        reason=reason,
        by=person.officer or person.account,
        at=_EPOCH + dt.timedelta(microseconds=request.now),
    )
    messages.success(request, _("{number} is void; it stays used.").format(number=entry.number))
    return answer


def read_asked(request: HttpRequest, years: list[int]) -> RegisterAsked:
    """What the address asks for; what it cannot mean is left out. Whoever types a whole number means every year."""
    state, year, text = (request.GET.get(name, "") for name in ("state", "year", "q"))
    text = text.strip()[:100]
    is_year = year.isdecimal() and len(year) == 4 and int(year) in years
    asked = RegisterAsked(
        organ_place(request).organ,
        int(year) if is_year else None if year == ALL_YEARS else years[0],
        request.GET.get("series", "")[:100],
        cast(State, state) if state in STATES else "all",
        text,
        page_asked(request.GET.get("page", "")),
    )
    try:
        read_number(text)
    except NotANumber:
        return asked
    return replace(asked, year=None)


def _head(place: Place, *, may_enter: bool) -> PageHead:
    entry = organ_entry(place.organ)
    address = f"{reverse('casework:numbers_outside')}?organ={place.organ}"
    return PageHead(
        title=_("Register of numbers"),
        facts=(Fact(_("Organ"), entry.name if entry else place.organ),),
        acts=(Act(_("Numbers used outside"), address),) if may_enter else (),
    )


def _named(request: HttpRequest) -> str:
    """The number that the form names: the first one of its line, or the one of that place in it."""
    text, n = str(request.POST.get("number", "")), str(request.POST.get("n", "")).strip()
    if not n:
        return text
    try:
        read = read_number(text)
    except NotANumber:
        return ""
    return f"{read.words}〔{read.year}〕{n}号"


def _rows(parts: RegisterParts) -> Iterator[list[str]]:
    lines = every_line(parts.asked)
    while some := list(islice(lines, _CHUNK)):
        parts.know(some)
        yield from exported(parts, some)
