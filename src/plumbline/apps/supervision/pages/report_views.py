"""Papers to the government: the monthly sheet and the half-year report, made when they are asked for."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.documents.queries import docx_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.apps.supervision.pages.digest_views import DOCX, sent
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.pages.trend_parts import rule_said
from plumbline.apps.supervision.periods import days_of, period_of, soon_after
from plumbline.apps.supervision.policies import WALL
from plumbline.apps.supervision.queries import open_by_rule
from plumbline.apps.supervision.queries.board import figures, scope_of
from plumbline.apps.supervision.queries.campaigns import campaigns
from plumbline.apps.supervision.queries.indicators import indicator_lines
from plumbline.apps.supervision.reports import Told, half_year, half_year_report, monthly_sheet
from plumbline.apps.supervision.rounds import rounds
from plumbline.core.clocks.civil import date_of, day_of

PAPERS: Final = ("month", "last-month", "half-year", "this-half-year")
RULES: Final = 20


@require_GET
@requires(WALL)
def report_list(request: Request) -> HttpResponse:
    """The papers that can be made today."""
    columns = [Column(_("Paper"), "head"), Column(_("Period"), "meta", whole=True)]
    rows = []
    for paper in PAPERS:
        first, last = _days(paper, request.today)
        said = _("Half-year report to the government") if "half" in paper else _("Monthly sheet")
        url = reverse("supervision:report", kwargs={"paper": paper})
        days = _("{first} – {last}").format(first=date_of(first), last=date_of(last))
        rows.append(Row([Cell(said, url), Cell(days)], key=paper, name=paper))
    board = Link(_("Board"), reverse("supervision:board"))
    note = _("made of figures that open to their cases; a Word file to go on with")
    values = {
        "head": PageHead(
            _("Papers to the government"), path=(board, Link(_("Papers to the government"))), note=note
        ),
        "table": DataTable(_("Papers to the government"), columns, rows),
        "empty": None,
    }
    return render(request, "supervision/digests.html", values)


@require_GET
@requires(WALL)
def report(request: Request, paper: str) -> HttpResponse:
    """One paper as a file."""
    if paper not in PAPERS:
        raise Http404
    first, last = _days(paper, request.today)
    with translation.override("zh-hans"):  # papers are Chinese, whatever the language of the page
        told = _told(request, first, last)
    made = half_year_report(told) if "half" in paper else monthly_sheet(told)
    return sent(docx_of(made), f"{made.title}-{date_of(last).isoformat()}.docx", DOCX)


def _told(request: Request, first: int, last: int) -> Told:
    person, today = person_of(request), request.today
    period = period_of(first, last)
    scope = scope_of(person, period, today, soon_after(today))
    within = [one for one in campaigns(person, today, request.now) if first <= one.begun <= last]
    drawn = [one for one in rounds(person, today) if period.first_at <= one.opened_at < period.end_at]
    return Told(
        bureau=organ_names([person.organ]).get(person.organ, person.organ),
        first=first,
        last=last,
        organs=organs_in(scope.what),
        figures=figures(scope),
        rules=[(rule_said(procedure, rule), n) for procedure, rule, n in open_by_rule(person, today, RULES)],
        campaigns=[(one.title, one.units, one.closed) for one in within],
        rounds=[(one.title, len(one.files), len(one.items)) for one in drawn],
        statistics=indicator_lines(first, last, scope.what, request.now),
    )


def _days(paper: str, today: int) -> tuple[int, int]:
    day = date_of(today)
    match paper:
        case "month":
            return days_of("month", today)
        case "last-month":
            return days_of("last_month", today)
        case "half-year":
            first, last = half_year(day)
            return day_of(first), day_of(last)
        case _:
            return day_of(date(day.year, 1 if day.month <= 6 else 7, 1)), today
