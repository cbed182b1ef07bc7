"""The calendar of working days: how far notices tell it, what they say, and how the next one is installed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.operations import calendar
from plumbline.apps.operations.calendar import Festival
from plumbline.apps.operations.forms import NoticeForm
from plumbline.apps.operations.pages.job_views import Request
from plumbline.apps.operations.policies import CALENDAR
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import offered, requires
from plumbline.apps.people.pages_language import language
from plumbline.core.clocks.civil import date_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CALENDAR)
def days(request: Request) -> HttpResponse:
    """What is installed, this year's and the next year's days, and a form that writes the file of a missing notice."""
    this = date_of(request.today).year
    missing = calendar.missing(request.today)
    held = calendar.calendar()
    form = None
    if missing:
        given = (request.POST,) if request.method == "POST" else ()
        form = NoticeForm(missing, _english(), date_of(request.today), language(), *given)
        if given and form.is_valid():
            return _taken(missing, form)
    names = tuple(one.name for one in calendar.festivals(date_of(held.published_through).year))
    end = offered("year_end:current", request)
    values = {
        "head": PageHead(
            _("Calendar of working days"),
            words=(_word(missing),),
            facts=(Fact(_("Told by notices through"), date_of(held.published_through).isoformat()),),
            acts=(Act(_("Enter that the notice was asked for"), end),) if missing and end else (),
        ),
        "tables": [_table(number, list(calendar.festivals(number))) for number in (this + 1, this)],
        "missing": missing,
        "file": calendar.file_name(missing) if missing else "",
        "folder": calendar.folder(),
        "form": form,
        "text": calendar.file_text(missing, names) if missing else "",
    }
    return render(request, "operations/calendar.html", values, status=422 if form and form.errors else 200)


def _taken(missing: int, form: NoticeForm) -> HttpResponse:
    answer = HttpResponse(form.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{calendar.file_name(missing)}"'
    return answer


def _english() -> dict[str, str]:
    """The names of the festivals as the reader reads them."""
    return dict(calendar.calendar().festivals) if language() == "en" else {}


def _word(missing: int | None) -> StatusWord:
    if missing is None:
        return StatusWord(_("installed"), "passed", "check")
    return StatusWord(_("the notice of {year} is missing").format(year=missing), "soon", "clock")


def _table(number: int, found: Sequence[Festival]) -> DataTable:
    held = calendar.calendar()
    title = str(number)
    if any(held.is_provisional(day) for one in found for day in one.rest):
        title = _("{year} (provisional)").format(year=number)
    columns = [
        Column(_("Festival"), "head"),
        Column(_("Days of rest"), "line"),
        Column(_("Worked for it"), "line"),
    ]
    rows = [
        Row([Cell(name := _named(one)), Cell(_span(one.rest)), Cell(_listed(one.worked))], name=name)
        for one in found
    ]
    return DataTable(title, columns, rows)


def _named(one: Festival) -> str:
    return calendar.calendar().festivals.get(one.name, one.name) if language() == "en" else one.name


def _span(found: Sequence[int]) -> str:
    """The first and the last of days that follow each other; days apart one by one."""
    if len(found) > 1 and found[-1] - found[0] == len(found) - 1:
        return f"{date_of(found[0]).isoformat()} – {date_of(found[-1]).isoformat()}"
    return _listed(found)


def _listed(found: Sequence[int]) -> str:
    between = ", " if language() == "en" else "、"
    return between.join(date_of(day).isoformat() for day in found) or "—"
