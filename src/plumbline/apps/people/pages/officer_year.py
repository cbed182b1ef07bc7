"""The year of officers: leaving enforcement by a list, hours of training added up. Facts about work, no ranking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people import actions, queries
from plumbline.apps.people.errors import DayAhead, PeopleError
from plumbline.apps.people.forms import LeavingForm
from plumbline.apps.people.pages.asking import asked_of, person_of
from plumbline.apps.people.pages.intake import reach_of
from plumbline.apps.people.pages.lists import sheet_answer
from plumbline.apps.people.pages_language import language, told
from plumbline.apps.people.queries import SheetOut
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.people.queries.training import (
    Left,
    YearOfTraining,
    closed_year,
    least_hours,
    left_in,
    training_of_year,
)
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.registers.register import register_of


@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest) -> HttpResponse:
    """A list of officers who leave is entered as one batch; who left this year stands below."""
    asked, reach = asked_of(request), reach_of(request, "officer")
    form = LeavingForm(request.POST or None, initial={"day": date_of(asked.today)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        named = actions.read_names(" ".join([*request.POST.getlist("chosen"), said["named"]]))
        wanted = actions.Leaving(said["list_title"], said["reason"], day_of(said["day"]), named)
        by, now, today = person_of(request), asked.now, asked.today
        try:
            count = actions.leave_officers(wanted, reach=reach, by=by, now=now, today=today)
        except DayAhead as error:
            form.add_error("day", told(error))
        except (PeopleError, StoreError) as error:
            form.add_error("named", told(error))
        else:
            done = ngettext("%(n)s officer was entered as left", "%(n)s officers were entered as left", count)
            messages.success(request, done % {"n": count})
            return HttpResponseRedirect(request.path)
    year = date_of(asked.today).year
    gone = left_in(year, reach)
    over = [one for one in queries.standing(reach) if one.last < date_of(asked.today)]
    names = organ_names({one.organ for one in over})
    shown = {
        "title": _("Leaving enforcement"),
        "head": PageHead(
            _("Leaving enforcement, as a list"),
            _path(_("Leaving enforcement")),
            note=_("{n} left in {year}").format(n=len(gone), year=year),
        ),
        "form": form,
        "chosen": set(request.POST.getlist("chosen")),
        "run_out": [(one, names.get(one.organ, one.organ)) for one in over],
        "left": _left_table(gone) if gone else None,
        "exports": _exports("people:leaving_sheet") if gone else [],
    }
    return render(request, "people/leaving.html", shown)


@require_safe
def leaving_sheet(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
    """Who left this year, as a list to be kept with the paper."""
    year = date_of(asked_of(request).today).year
    gone = left_in(year, reach_of(request, "officer"))
    titles = [_("Number"), _("Name"), _("Organ"), _("Left on"), _("Reason"), _("List of leaving")]
    return sheet_answer(
        SheetOut(tuple(titles), map(tuple, _left_rows(gone))), f"{_('leaving')}-{year}.{form}"
    )


@require_http_methods(["GET", "POST"])
def training_year(request: HttpRequest) -> HttpResponse:
    """Hours of a year by officer; once the year is over they are added up and entered for all in one go."""
    asked, reach = asked_of(request), reach_of(request, "officer")
    over = closed_year(asked.today)
    year = _year(request, over)
    problem = ""
    if request.method == "POST" and year <= over:
        by, now, today = person_of(request), asked.now, asked.today
        try:
            actions.close_training_year(year, reach=reach, by=by, now=now, today=today)
        except (PeopleError, StoreError) as error:
            problem = told(error)
        else:
            return HttpResponseRedirect(f"{request.path}?year={year}")
    lines = training_of_year(year, reach)
    least = least_hours("", year)
    short = sum(1 for one in lines if least is not None and _hours(one) < least)
    shown = {
        "title": _("Training of the year"),
        "head": PageHead(
            _("Training of {year}").format(year=year),
            _path(_("Training of the year")),
            note=_("{short} of {n} officers below {least} hours").format(
                short=short, n=len(lines), least="—" if least is None else least
            ),
        ),
        "problem": problem,
        "years": [(one, f"?year={one}", one == year) for one in (over - 1, over, over + 1)],
        "table": _training_table(lines, least) if lines else None,
        "empty": None if lines else EmptyPage(_("Nobody here"), _("No officer is registered in your area.")),
        "closes": year <= over and any(one.closed is None for one in lines),
        "exports": _exports("people:training_year_sheet", f"?year={year}") if lines else [],
    }
    return render(request, "people/training_year.html", shown)


@require_safe
def training_year_sheet(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
    """The hours of a year as a list."""
    year = _year(request, closed_year(asked_of(request).today))
    lines = training_of_year(year, reach_of(request, "officer"))
    least, names = least_hours("", year), organ_names({one.organ for one in lines})
    rows = (
        (one.code, one.name, names.get(one.organ, one.organ), str(_hours(one)), _word(one, least).text)
        for one in lines
    )
    titles = (_("Number"), _("Name"), _("Organ"), _("Hours"), _("State"))
    return sheet_answer(SheetOut(titles, rows), f"{_('training')}-{year}.{form}")


def _year(request: HttpRequest, otherwise: int) -> int:
    text = request.GET.get("year", "")
    return (
        int(text) if len(text) == 4 and text.isdecimal() and 2000 <= int(text) <= otherwise + 1 else otherwise
    )


def _path(last: str) -> tuple[Link, Link]:
    return Link(register_of("officer").title(language()), reverse("people:officers")), Link(last)


def _exports(name: str, question: str = "") -> list[Act]:
    return [
        Act(_("Export Excel"), reverse(name, args=("xlsx",)) + question, "download", small=True),
        Act(_("Export CSV"), reverse(name, args=("csv",)) + question, "download", small=True),
    ]


def _left_rows(gone: list[Left]) -> list[list[str]]:
    names, words = organ_names({one.organ for one in gone}), shelf().words
    return [
        [
            one.code,
            one.name,
            names.get(one.organ, one.organ),
            one.day.isoformat(),
            words.word("reason", one.reason, language()) if one.reason else "",
            one.listed,
        ]
        for one in gone
    ]


def _left_table(gone: list[Left]) -> DataTable:
    columns = [
        Column(_("Number"), "meta", whole=True),
        Column(_("Name"), "head"),
        Column(_("Organ"), "meta"),
        Column(_("Left on"), "meta", whole=True, phone_label=_("Left on")),
        Column(_("Reason"), "line"),
        Column(_("List of leaving"), "meta"),
    ]
    rows = [
        Row([Cell(one[0], reverse("people:officer_entry", args=(one[0],))), *map(Cell, one[1:])], name=one[1])
        for one in _left_rows(gone)
    ]
    return DataTable(_("Left this year"), columns, rows)


def _hours(one: YearOfTraining) -> int:
    return one.hours if one.closed is None else one.closed


def _word(one: YearOfTraining, least: int | None) -> StatusWord:
    if least is None:
        return StatusWord(_("no figure set"), "neutral", "minus")
    if _hours(one) >= least:
        return StatusWord(_("fulfilled"), "passed", "check")
    if one.closed is None:
        return StatusWord(_("{n} to go").format(n=least - _hours(one)), "soon", "clock")
    return StatusWord(
        ngettext("{n} hour short", "{n} hours short", least - _hours(one)).format(n=least - _hours(one)),
        "breach",
        "alert-circle",
    )


def _training_table(lines: list[YearOfTraining], least: int | None) -> DataTable:
    names = organ_names({one.organ for one in lines})
    columns = [
        Column(_("Number"), "meta", whole=True),
        Column(_("Name"), "head"),
        Column(_("Organ"), "meta"),
        Column(_("Hours"), "meta", numeric=True, phone_label=_("Hours")),
        Column(_("Year added up"), "meta", whole=True, phone_label=_("Year added up")),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(one.code, reverse("people:officer_entry", args=(one.code,))),
                Cell(one.name),
                Cell(names.get(one.organ, one.organ)),
                Cell(str(_hours(one))),
                Cell(_("not yet") if one.closed is None else _("entered")),
                Cell(part=_word(one, least)),
            ],
            key=one.code,
            name=one.name,
        )
        for one in lines
    ]
    return DataTable(ngettext("{n} officer", "{n} officers", len(lines)).format(n=len(lines)), columns, rows)
