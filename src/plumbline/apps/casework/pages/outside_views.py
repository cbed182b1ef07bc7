"""Numbers used before the system began, or outside it: stated, shown, confirmed; the register goes on behind them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.casework.number_forms import OutsideForm
from plumbline.apps.casework.numbering import document_word
from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.casework.pages.number_views import organ_place
from plumbline.apps.casework.pages.number_words import series_choices, series_title, series_words
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import NUMBERS_OUTSIDE
from plumbline.apps.documents.actions import enter_outside
from plumbline.apps.documents.errors import PaperError
from plumbline.apps.documents.queries import Run, SeriesStanding, series_standing, used_until
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.clocks.civil import date_of
from plumbline.core.reports.document_errors import DocumentError

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@require_http_methods(["GET", "POST"])
@requires(NUMBERS_OUTSIDE, place=organ_place)
def outside(request: Request) -> HttpResponse:
    """The form; sent once it says which numbers would be entered, confirmed it enters these and no others."""
    organ, year = organ_place(request).organ, date_of(request.today).year
    try:
        word = document_word(organ)
    except CaseworkError as error:
        messages.error(request, error.message(language()))
        return HttpResponseRedirect(f"{reverse('casework:numbers')}?organ={organ}")
    form = OutsideForm(request.POST or None, series=series_choices(), year=year)
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        sent = request.method == "POST" and "change" not in request.POST
        return _page(request, form, year, status=422 if sent else 200)
    told = form.cleaned_data
    kind = told["series"]
    named = {"organ": organ, "kind": kind, "authority": word, "series": series_words()[kind]}
    try:
        run = used_until(**named, year=told["year"], last=told["last"])
        if told["first"] != run.first.n:
            return _page(request, form, told["year"], run)
        by, at = person_of(request).signs_as, _EPOCH + dt.timedelta(microseconds=request.now)
        enter_outside(run, organ=organ, kind=kind, reason=told["reason"], by=by, at=at)
    except (PaperError, DocumentError) as error:
        form.add_error("last", error.message(language()))
        return _page(request, form, told["year"], status=422)
    done = _("{numbers} are entered as used outside; the next one is {following}.")
    messages.success(request, done.format(numbers=run, following=run.following))
    return HttpResponseRedirect(f"{request.path}?organ={organ}")


def _page(
    request: Request, form: OutsideForm, year: int, run: Run | None = None, status: int = 200
) -> HttpResponse:
    organ = organ_place(request).organ
    entry = organ_entry(organ)
    register, title = f"{reverse('casework:numbers')}?organ={organ}", _("Numbers used outside")
    standing = series_standing(organ, year)
    values = {
        "head": PageHead(
            title=title,
            path=(Link(_("Register of numbers"), register), Link(title)),
            facts=(Fact(_("Organ"), entry.name if entry else organ),),
        ),
        "organ": organ,
        "form": form,
        "run": run,
        "count": formats.count(run.count) if run else "",
        "series": series_title(form.cleaned_data["series"]) if run else "",
        "year": str(year),
        "table": _standing(standing, year) if standing else None,
    }
    return render(request, "casework/numbers_outside.html", values, status=status)


def _standing(found: list[SeriesStanding], year: int) -> DataTable:
    """How far each series of the organ has come in the year."""
    columns = [
        Column(_("Series"), "head"),
        Column(_("Last number"), "meta", whole=True, phone_label=_("Last number")),
        Column(_("Numbers taken"), "meta", numeric=True, phone_label=_("Numbers taken")),
    ]
    rows = [
        Row([Cell(series_title(one.kind)), Cell(str(one.last)), Cell(formats.count(one.count))])
        for one in found
    ]
    return DataTable(_("Series of {year}").format(year=year), columns, rows)
