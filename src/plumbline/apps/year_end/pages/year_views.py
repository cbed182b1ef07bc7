"""The year end of the district on one page: the checklist, what is carried over, what changed, series, and the acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from plumbline.apps.annual_report.errors import ReportError
from plumbline.apps.annual_report.pages.asking import said
from plumbline.apps.casework.closings import year_end_case
from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.operations.calendar import missing as notice_missing
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.year_end import actions
from plumbline.apps.year_end.checklist import Known, checks
from plumbline.apps.year_end.errors import YearEndError
from plumbline.apps.year_end.forms import CutOffForm, FinishForm, NoticeForm, PublishForm
from plumbline.apps.year_end.pages import year_tables
from plumbline.apps.year_end.policies import YEAR_END_READ, YEAR_END_WRITE
from plumbline.apps.year_end.queries import (
    YearEnd,
    carry_over,
    moved,
    number_series,
    report_of_year,
    standing,
    yearly_cap,
)
from plumbline.apps.year_end.queries import year_end as held_year_end
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import date_of

FIRST: Final = 2020
"""The oldest year that can be ended here."""


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_GET
@requires(YEAR_END_READ)
def current(request: Request) -> HttpResponse:
    """Last year's end: the one that is being worked on."""
    return HttpResponseRedirect(reverse("year_end:year", kwargs={"year": date_of(request.today).year - 1}))


@require_GET
@requires(YEAR_END_READ)
def of_case(request: Request, case: str) -> HttpResponse:
    """The page of the year whose case this is."""
    years = range(FIRST, date_of(request.today).year + 1)
    found = next((number for number in years if year_end_case(number) == case), None)
    if found is None:
        raise Http404
    return HttpResponseRedirect(reverse("year_end:year", kwargs={"year": found}))


@require_http_methods(["GET", "POST"])
@requires(YEAR_END_READ)
def year_end(request: Request, year: int) -> HttpResponse:
    """The page, and the acts that its forms ask for."""
    this = date_of(request.today).year
    if not FIRST <= year <= this:
        raise Http404
    if request.method == "POST" and (answer := _act(request, year)) is not None:
        return answer
    known = _known(request, year)
    values: dict[str, Any] = {
        "head": _head(known, this),
        "checks": year_tables.checklist(list(checks(known)), year, known.notice_missing or year + 1),
        "carried": year_tables.carried(known),
        "moved": year_tables.moved(known.moved, year) if known.moved else None,
        "series": year_tables.series(known.series, year) if known.series else None,
        "forms": _forms(request, known),
    }
    return render(request, "year_end/year.html", values)


def _known(request: Request, number: int) -> Known:
    person = cast(Person, request.person)
    end = held_year_end(number, now=request.now)
    found = standing(number, now=request.now)
    report = report_of_year(person, number, request.today)
    return Known(
        end=end,
        is_over=date_of(request.today).year > number,
        broken=len(found.broken),
        carried=carry_over(end, found, now=request.now),
        moved=moved(end, found, now=request.now),
        series=number_series(number),
        notice_missing=notice_missing(request.today),
        cap=yearly_cap(number + 1),
        report=report.report.steps.get("publish", "") if report else "",
        report_begun=report is not None,
    )


def _head(known: Known, this: int) -> PageHead:
    end = known.end
    facts = []
    if end.closing is not None:
        facts = [
            Fact(_("Year closed"), date_of(end.closing.day).isoformat()),
            Fact(_("Counted up to leaf"), str(end.closing.leaf)),
        ]
    near = [number for number in (end.year - 1, end.year + 1) if FIRST <= number <= this]
    acts = [Act(str(number), reverse("year_end:year", kwargs={"year": number})) for number in near]
    return PageHead(_("Year end {year}").format(year=end.year), facts=facts, acts=acts)


def _forms(request: Request, known: Known) -> list[tuple[str, str, Any]]:
    """What may be done now: name of the act, its title, its form."""
    if not may_access(request.person, YEAR_END_WRITE, None, request.today) or _is_finished(known.end):
        return []
    told: list[tuple[str, str, Any]] = []
    if known.end.closing is None:
        if known.is_over:
            told.append(("cut_off", _("Cut off the year"), CutOffForm()))
    else:
        if known.end.last("publish_statistics") is None:
            told.append(("publish", _("The yearly statistics were published"), PublishForm()))
        told.append(("finish", _("Finish the year end"), FinishForm()))
    if known.notice_missing is not None:
        title = _("Ask for the notice of the holidays of {year}").format(year=known.notice_missing)
        told.append(("notice", title, NoticeForm()))
    return told


def _is_finished(end: YearEnd) -> bool:
    return end.last("finish_year") is not None


def _act(request: Request, number: int) -> HttpResponse | None:
    """Does what a form asks for; None for what is no act of this page, or lacks something."""
    given: dict[str, Any] = {
        "person": cast(Person, request.person),
        "number": number,
        "now": request.now,
        "today": request.today,
    }
    doing: dict[str, tuple[type[Any], Callable[..., object], str]] = {
        "cut_off": (CutOffForm, actions.cut_off, _("The year is closed; what is entered later is marked.")),
        "publish": (PublishForm, actions.publish_statistics, _("It is entered where they were published.")),
        "finish": (FinishForm, actions.finish, _("The year end is finished.")),
        "notice": (NoticeForm, actions.ask_notice, _("It is entered that the notice was asked for.")),
    }
    asked = request.POST.get("act", "")
    if asked not in doing:
        return None
    kind, do, done = doing[asked]
    form = kind(request.POST)
    if not form.is_valid():
        messages.error(request, _("Fill in what is asked for."))
        return None
    try:
        do(**given, **form.cleaned_data)
    except (YearEndError, ReportError, CaseworkError, ActRefused) as error:
        messages.error(request, said(error))
        return None
    except CaseMoved:
        messages.error(request, _("Somebody else entered something meanwhile; look and do it again."))
        return None
    messages.success(request, done)
    return HttpResponseRedirect(reverse("year_end:year", kwargs={"year": number}))
