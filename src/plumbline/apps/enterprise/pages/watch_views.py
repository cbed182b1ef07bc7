"""What supervisors watch: visits that could be one, caps, visits without a plan, period ends, repeats to low risk."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.enterprise import actions
from plumbline.apps.enterprise.forms import ClassesForm
from plumbline.apps.enterprise.pages.asking import Request, person_of, tell
from plumbline.apps.enterprise.pages.plan_views import is_told, tell_moved
from plumbline.apps.enterprise.pages.visit_parts import visits_table
from plumbline.apps.enterprise.policies import CLASSES, JOIN, WATCH
from plumbline.apps.enterprise.queries import (
    Proposal,
    classes_known,
    over_cap,
    proposals,
    repeats_to_low_risk,
    unplanned,
    visits_by_month,
    year_of,
)
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import Chart, Series
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.errors import PlumblineError

PERIOD_ENDS = (3, 6, 9, 12)
"""The months in which a quarter ends."""


@require_GET
@requires(WATCH)
def watch(request: Request) -> HttpResponse:
    """The figures and lists of a year; facts about visits, no mark of anyone."""
    person, today, year = person_of(request), request.today, _year(request)
    joins = may_access(person, JOIN, None, today)
    months = visits_by_month(person, year, today)
    names = organ_names(months)
    lists = (
        (_("Beyond the cap"), over_cap(person, year, today)),
        (_("Outside the plan"), unplanned(person, year, today)),
    )
    path = (
        Link(_("Inspections of enterprises"), f"{reverse('enterprise:plans')}?year={year}"),
        Link(_("Merging and oversight")),
    )
    values = {
        "head": PageHead(_("Merging and oversight"), path=path, note=_("year {year}").format(year=year)),
        "proposals": [_shown(one) for one in proposals(person, year, today)],
        "joins": joins,
        "join_url": f"{reverse('enterprise:join')}?year={year}",
        "chart": _chart(months) if months else None,
        "months": _months_table(months, names) if months else None,
        "lists": [(title, visits_table(found) if found else None) for title, found in lists],
        "repeats": _repeats(person, year, today),
        "known": _known(person.divisions[0] if person.divisions else ""),
        "classes_form": ClassesForm(initial={"as_of": date_of(today)})
        if may_access(person, CLASSES, None, today)
        else None,
    }
    return render(request, "enterprise/watch.html", values)


@require_POST
@requires(JOIN)
def join(request: Request) -> HttpResponse:
    """Joins the visits of a proposal, or keeps them apart with the reason."""
    person, year = person_of(request), _year(request)
    firm = request.POST.get("firm", "")
    one = next((one for one in proposals(person, year, request.today) if one.firm == firm), None)
    told: dict[str, Any] = {"person": person, "year": year, "now": request.now, "today": request.today}
    try:
        if one is not None and request.POST.get("what") == "apart":
            actions.keep_apart(proposal=one, reason=request.POST.get("reason", ""), **told)
        elif one is not None:
            month = request.POST.get("month", "")
            lead, number = request.POST.get("lead", ""), int(month) if month.isdecimal() else 0
            actions.join_visits(proposal=one, lead=lead, month=number, **told)
    except CaseMoved:
        tell_moved(request)
    except PlumblineError as error:
        if not is_told(error):
            raise
        tell(request, error)
    return HttpResponseRedirect(f"{reverse('enterprise:watch')}?year={year}")


@require_POST
@requires(CLASSES)
def classes(request: Request) -> HttpResponse:
    """Takes in a list of official classes."""
    form = ClassesForm(request.POST)
    try:
        if form.is_valid():
            said = form.cleaned_data
            told = {"source": said["source"], "as_of": day_of(said["as_of"]), "text": said["classes"]}
            actions.import_classes(person=person_of(request), now=request.now, today=request.today, **told)
    except PlumblineError as error:
        if not is_told(error):
            raise
        tell(request, error)
    return HttpResponseRedirect(reverse("enterprise:watch"))


def _shown(one: Proposal) -> dict[str, object]:
    names = organ_names({visit.organ for visit in one.visits})
    told = [
        _("{organ}: {matter}, month {month}").format(
            organ=names.get(visit.organ, visit.organ), matter=visit.matter, month=visit.month
        )
        for visit in one.visits
    ]
    leads = [(visit.organ, names.get(visit.organ, visit.organ)) for visit in one.visits]
    months = sorted({visit.month for visit in one.visits})
    return {"firm": one.firm, "name": one.name, "visits": told, "leads": leads, "months": months}


def _chart(months: dict[str, list[int]]) -> Chart:
    total = [sum(row[at] for row in months.values()) for at in range(12)]
    ends = sum(total[month - 1] for month in PERIOD_ENDS)
    return Chart(
        key="visits",
        title=_("Visits by month"),
        unit=_("visits"),
        finding=_("{ends} of {all} visits in the last month of a quarter").format(ends=ends, all=sum(total)),
        kind="bars",
        names=[_("month {n}").format(n=n) for n in range(1, 13)],
        series=(Series(_("visits"), total),),
    )


def _months_table(months: dict[str, list[int]], names: dict[str, str]) -> DataTable:
    columns = [
        Column(_("Organ"), "head"),
        Column(_("Visits made"), "meta", numeric=True, phone_label=_("Visits made")),
        Column(
            _("In the last month of a quarter"),
            "meta",
            numeric=True,
            phone_label=_("In the last month of a quarter"),
        ),
        Column(_("In the other months"), "meta", numeric=True, phone_label=_("In the other months")),
    ]
    rows = []
    for organ, row in months.items():
        ends = sum(row[month - 1] for month in PERIOD_ENDS)
        ended, other = _a_month(ends, 4), _a_month(sum(row) - ends, 8)
        cells = [Cell(names.get(organ, organ)), Cell(formats.count(sum(row)))]
        rows.append(
            Row([*cells, Cell(ended, under=str(ends)), Cell(other, under=str(sum(row) - ends))], name=organ)
        )
    return DataTable(_("Visits by organ"), columns, rows)


def _a_month(visits: int, months: int) -> str:
    return str(_("{n} a month").format(n=f"{visits / months:.1f}"))


def _repeats(person: Person, year: int, today: int) -> DataTable | None:
    found = repeats_to_low_risk(person, year, today)
    if not found:
        return None
    columns = [
        Column(_("Enterprise"), "head"),
        Column(_("Visits made"), "meta", numeric=True, phone_label=_("Visits made")),
        Column(_("Organs"), "meta", numeric=True, phone_label=_("Organs")),
        Column(_("Class from"), "line"),
    ]
    rows = [
        Row(
            [
                Cell(one.name, under=one.firm),
                Cell(str(one.visits)),
                Cell(str(one.organs)),
                Cell(one.source, under=date_of(one.as_of).isoformat()),
            ],
            name=one.name,
        )
        for one in found
    ]
    return DataTable(
        ngettext("{n} enterprise", "{n} enterprises", len(rows)).format(n=len(rows)), columns, rows
    )


def _known(division: str) -> str:
    known = classes_known(division)
    if known is None:
        return str(_("No list was imported yet; nothing here computes a class."))
    count, as_of, source = known
    told = {"n": formats.count(count), "source": source, "day": date_of(as_of).isoformat()}
    return str(_("{n} enterprises classed by {source} as of {day}.").format(**told))


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else year_of(request.today)
