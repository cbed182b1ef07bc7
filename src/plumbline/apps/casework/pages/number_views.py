"""The register of numbers of an organ: every number of a year, voided ones among them; voiding one."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.casework.numbering import ARCHIVE_KIND, CASE_KIND, SET_ASIDE
from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.casework.pages.speaking import language, local, name_in, paper_name
from plumbline.apps.casework.policies import NUMBER_VOID, NUMBERS
from plumbline.apps.documents.actions import void_number
from plumbline.apps.documents.queries import NumberEntry, number_register, number_years
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Tab, TabBar
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.reports.document_errors import DocumentError
from plumbline.core.reports.document_number import DocumentNumber, read_number

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


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
    """The register of a year, by series."""
    place = organ_place(request)
    years = number_years(place.organ) or [date_of(request.today).year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else years[0]
    entries = number_register(place.organ, year)
    names = officer_names({one.taken_by for one in entries} | {one.voided_by for one in entries})
    entry = organ_entry(place.organ)
    values = {
        "head": PageHead(
            title=_("Register of numbers"),
            facts=(Fact(_("Organ"), entry.name if entry else place.organ), Fact(_("Year"), str(year))),
        ),
        "years": TabBar(
            _("Years"),
            [Tab(str(one), "", f"?organ={place.organ}&year={one}", current=one == year) for one in years],
        ),
        "series": [
            (_series_title(kind), [_line(one, names) for one in rows])
            for kind, rows in groupby(entries, key=lambda one: one.kind)
        ],
        "organ": place.organ,
        "may_void": may_access(request.person, NUMBER_VOID, place, request.today),
        "wrong": request.GET.get("wrong", ""),
    }
    return render(request, "casework/numbers.html", values)


@require_POST
@requires(NUMBER_VOID, place=organ_place)
def void(request: Request) -> HttpResponse:
    """Voids a number for good, with the reason."""
    place, text = organ_place(request), request.POST.get("number", "")
    address = f"{reverse('casework:numbers')}?organ={place.organ}"
    number = _number(place.organ, text)
    reason = request.POST.get("reason", "").strip()
    if number is None or not reason:
        return HttpResponseRedirect(f"{address}&wrong=1")
    person = person_of(request)
    void_number(
        number,
        reason=reason,
        by=person.officer or person.account,
        at=_EPOCH + dt.timedelta(microseconds=request.now),
    )
    return HttpResponseRedirect(f"{address}&year={number.year}")


def _number(organ: str, text: str) -> DocumentNumber | None:
    """The number of that text among those of this organ."""
    try:
        year = read_number(text).year
    except DocumentError:
        return None
    return next((one.number for one in number_register(organ, year) if str(one.number) == text.strip()), None)


def _series_title(kind: str) -> str:
    if kind.startswith(CASE_KIND):
        _case, _slash, procedure = kind.partition("/")
        known = shelf().docket(procedure).procedure if procedure in shelf().procedures else None
        name = (known.title if language() == "zh" else known.english) if known else ""
        return str(_("Cases: {name}").format(name=name) if name else _("Cases"))
    for one in shelf().packs.documents.by_title.values():
        if one.id == kind:
            return paper_name(one.title)
    return str(_("Archive numbers")) if kind == ARCHIVE_KIND else kind


def _line(one: NumberEntry, names: dict[str, str]) -> dict[str, str]:
    micros = (one.taken_at - _EPOCH) // dt.timedelta(microseconds=1)
    taken = local(micros)
    return {
        "number": str(one.number),
        "case": "" if one.case_id.startswith(SET_ASIDE) else one.case_id,
        "by": name_in(names, one.taken_by),
        "at": f"{taken:%Y-%m-%d %H:%M}",
        "void": one.void_reason,
        "void_by": name_in(names, one.voided_by),
        "n": formats.count(one.number.n),
    }
