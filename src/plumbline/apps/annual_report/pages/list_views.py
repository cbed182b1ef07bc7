"""All reports that may be seen, how far each is, and the beginning of a new one."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.annual_report import actions
from plumbline.apps.annual_report.errors import ReportError
from plumbline.apps.annual_report.forms import BeginForm
from plumbline.apps.annual_report.pages.asking import Request, person_of, said, url_of
from plumbline.apps.annual_report.policies import REPORT_READ, REPORT_WRITE
from plumbline.apps.annual_report.queries import HeldReport, reports
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.reports.yearly_report import YearlyReport

YEARS = 4
"""Years for which a report can be begun, this one included."""


@require_http_methods(["GET", "POST"])
@requires(REPORT_READ)
def report_list(request: Request) -> HttpResponse:
    """The list, and the form that begins a report."""
    person = person_of(request)
    writes = may_access(person, REPORT_WRITE, Place(person.organ, ""), request.today)
    this = int(date_of(request.today).year)
    form = BeginForm(request.POST or None, years=range(this, this - YEARS, -1), initial={"year": this - 1})
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.begin(
                person=person, year=form.cleaned_data["year"], body=form.cleaned_data["body"],
                now=request.now, today=request.today,
            )  # fmt: skip
            return HttpResponseRedirect(reverse("annual_report:read", kwargs={"case": case}))
        except ReportError as error:
            form.add_error("year", said(error))
    found = reports(person, request.today)
    why = _(
        "A report is one case for one year: its text, its figures, who signed, when it was sent and published."
    )
    values = {
        "head": PageHead(_("Annual report"), note=_("every figure opens down to its records")),
        "table": _table(found) if found else None,
        "empty": None if found else EmptyPage(_("No report was begun yet"), why),
        "form": form if writes else None,
    }
    return render(request, "annual_report/list.html", values, status=422 if form.errors else 200)


def _table(found: list[HeldReport]) -> DataTable:
    names = organ_names({one.organ for one in found})
    columns = [
        Column(_("Report"), "head"),
        Column(_("State"), "word"),
        Column(_("Organ"), "line"),
        Column(_("Figures fixed"), "meta", numeric=True, phone_label=_("Figures fixed")),
    ]
    rows = []
    for one in found:
        fixed = str(len(one.report.fixed.figures)) if one.report.fixed else "—"
        cells = [
            Cell(one.report.title, url_of("read", one)),
            Cell(part=state_word(one.report)),
            Cell(names.get(one.organ, one.organ)),
            Cell(fixed),
        ]
        rows.append(Row(cells, key=one.report.case, name=one.report.title))
    return DataTable(_("Annual report"), columns, rows)


def state_word(report: YearlyReport) -> StatusWord:
    """How far a report is."""
    told = report.steps
    if "publish" in told:
        return StatusWord(_("published {day}").format(day=told["publish"]), "passed", "check")
    if "send_up" in told:
        return StatusWord(_("sent {day}").format(day=told["send_up"]), "passed")
    if "sign_party" in told and "sign_government" in told:
        return StatusWord(_("signed"), "running")
    if report.fixed is not None:
        return StatusWord(_("figures fixed"), "running")
    return StatusWord(_("being written"), "neutral")
