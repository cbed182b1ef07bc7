"""Inspection campaigns: the list, a new one, the page of one with its units and every problem to its end."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.apps.supervision import actions
from plumbline.apps.supervision.forms import CampaignForm, ProblemForm
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of, tell
from plumbline.apps.supervision.pages.wording import Words
from plumbline.apps.supervision.policies import CAMPAIGNS, INSTRUMENTS
from plumbline.apps.supervision.queries.campaigns import Campaign, UnitView, campaigns
from plumbline.apps.supervision.queries.campaigns import campaign as campaign_of
from plumbline.core.authority.access import may_access, visible
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.oversight.campaign import Problem, ProblemState

STATES: Final = {
    ProblemState.FOUND: (gettext_lazy("to be assigned"), "soon", "circle-dashed"),
    ProblemState.ASSIGNED: (gettext_lazy("being mended"), "running", "circle-dashed"),
    ProblemState.REPORTED: (gettext_lazy("to be verified"), "running", "clock"),
    ProblemState.ACCEPTED: (gettext_lazy("mended, accepted"), "passed", "check"),
    ProblemState.SENT_BACK: (gettext_lazy("sent back"), "breach", "arrow-back-up"),
}


@require_GET
@requires(INSTRUMENTS)
def campaign_list(request: Request) -> HttpResponse:
    """Campaigns, the newest first."""
    person = person_of(request)
    found = campaigns(person, request.today, request.now)
    new = Act(_("New campaign"), reverse("supervision:new_campaign"), icon="plus", main=True)
    runs = may_access(person, CAMPAIGNS, None, request.today)
    columns = [
        Column(_("Title"), "head"),
        Column(_("Begun on"), "meta", whole=True, phone_label=_("Begun on")),
        Column(_("Units"), "meta", numeric=True, phone_label=_("Units")),
        Column(_("Units closed"), "meta", numeric=True, phone_label=_("Units closed")),
    ]
    rows = [
        Row(
            [
                Cell(one.title, reverse("supervision:campaign", kwargs={"campaign": one.id})),
                Cell(date_of(one.begun).isoformat()),
                Cell(str(one.units)),
                Cell(str(one.closed)),
            ],
            key=one.id,
            name=one.title,
        )
        for one in found
    ]
    why = _(
        "A joint group visits units, lists common and individual problems, and follows each until it is mended."
    )
    values = {
        "head": PageHead(_("Inspection campaigns"), acts=(new,) if runs else ()),
        "table": DataTable(
            ngettext("{n} campaign", "{n} campaigns", len(rows)).format(n=len(rows)), columns, rows
        )
        if rows
        else None,
        "empty": None if rows else EmptyPage(_("No campaign yet"), why, new if runs else None),
    }
    return render(request, "supervision/digests.html", values)


@require_http_methods(["GET", "POST"])
@requires(CAMPAIGNS)
def new_campaign(request: Request) -> HttpResponse:
    """The plan of a campaign; opening it opens a case for each unit."""
    person = person_of(request)
    units = [pair for pair in organs_in(visible(person, CAMPAIGNS, request.today)) if pair[0] != person.organ]
    day = date_of(request.today)
    form = CampaignForm(
        request.POST if request.method == "POST" else None, units=units, initial={"first": day, "last": day}
    )
    if request.method == "POST" and form.is_valid():
        try:
            told = {"now": request.now, "today": request.today}
            id = actions.open_campaign(person=person, plan=form.plan(), **told)
            return HttpResponseRedirect(reverse("supervision:campaign", kwargs={"campaign": id}))
        except (ActRefused, CaseworkError) as error:
            form.add_error(None, error.message(Words((), request.today).language))
    path = (Link(_("Inspection campaigns"), reverse("supervision:campaigns")), Link(_("New campaign")))
    values = {
        "head": PageHead(_("New campaign"), path=path),
        "form": form,
        "back": reverse("supervision:campaigns"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "supervision/new_campaign.html", values, status=status)


@require_GET
@requires(INSTRUMENTS)
def campaign_page(request: Request, campaign: str) -> HttpResponse:
    """One campaign: its units, and each problem with how far it has come."""
    return _page(request, campaign)


def _page(request: Request, campaign: str, form: ProblemForm | None = None) -> HttpResponse:
    """The page; with the form as it was sent where something in it is wrong."""
    made = _made(request, campaign)
    runs = may_access(request.person, CAMPAIGNS, None, request.today)
    names = organ_names({view.line.organ for view in made.units})
    export_url = reverse("supervision:campaign_export", kwargs={"campaign": campaign})
    values = {
        "head": _head(made),
        "units": _units_table(made, names),
        "problems": _problems_table(made, names, request.today),
        "exports": exports(export_url, "?") if made.problems else [],
        "form": form or (ProblemForm(units=_choices(made, names)) if runs else None),
        "is_open": form is not None,
        "problem_url": reverse("supervision:campaign_problem", kwargs={"campaign": campaign}),
    }
    return render(request, "supervision/campaign.html", values, status=200 if form is None else 422)


@require_POST
@requires(CAMPAIGNS)
def add_problem(request: Request, campaign: str) -> HttpResponse:
    """Enters a problem in each unit that has it."""
    made = _made(request, campaign)
    names = organ_names({view.line.organ for view in made.units})
    form = ProblemForm(request.POST, units=_choices(made, names))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.enter_problem(
                person=person_of(request),
                campaign=made,
                units=said["units"],
                facts=said["facts"],
                rectify_by=day_of(said["rectify_by"]),
                common=len(said["units"]) > 1,
                now=request.now,
            )
        except ActRefused as error:
            tell(request, error)
    else:
        return _page(request, campaign, form)
    return HttpResponseRedirect(reverse("supervision:campaign", kwargs={"campaign": campaign}))


@require_GET
@requires(INSTRUMENTS)
def export(request: Request, campaign: str) -> HttpResponse | StreamingHttpResponse:
    """The list of problems as a file."""
    made = _made(request, campaign)
    names = organ_names({view.line.organ for view in made.units})
    titles = [
        _("Number"), _("Kind"), _("Unit"), _("Problem"), _("Mend by"), _("Responsible post"), _("Measure"),
        _("What was done"), _("Reported on"), _("Verified on"), _("State"),
    ]  # fmt: skip
    rows = (_cells(view, one, names) for view, one in made.problems)
    return sheet(request, "problems", titles, rows)


def _made(request: Request, id: str) -> Campaign:
    return campaign_of(person_of(request), id, request.today, request.now)


def _choices(made: Campaign, names: dict[str, str]) -> list[tuple[str, str]]:
    open_units = (view.line for view in made.units if not view.unit.closed)
    return [(line.case, names.get(line.organ, line.organ)) for line in open_units]


def _head(made: Campaign) -> PageHead:
    common = {one.number for _view, one in made.problems if one.is_common}
    individual = [one for _view, one in made.problems if not one.is_common]
    left = sum(view.unit.open for view in made.units)
    facts = (
        Fact(_("Units"), str(len(made.units))),
        Fact(_("Common problems"), str(len(common))),
        Fact(_("Individual problems"), str(len(individual))),
        Fact(_("Not mended yet, by unit"), str(left)),
    )
    path = (Link(_("Inspection campaigns"), reverse("supervision:campaigns")), Link(made.title))
    return PageHead(made.title, path=path, facts=facts)


def _units_table(made: Campaign, names: dict[str, str]) -> DataTable:
    columns = [
        Column(_("Unit"), "head"),
        Column(_("Case"), "line", whole=True),
        Column(_("Visits"), "meta", numeric=True, phone_label=_("Visits")),
        Column(_("Checklist, not met"), "meta", numeric=True, phone_label=_("Checklist, not met")),
        Column(_("Problems"), "meta", numeric=True, phone_label=_("Problems")),
        Column(_("Not mended"), "meta", numeric=True, phone_label=_("Not mended")),
        Column(_("State"), "word", whole=True),
    ]
    rows = []
    for view in made.units:
        unit, line = view.unit, view.line
        url = reverse("casework:case", kwargs={"case": line.case})
        counts = (str(unit.visits), f"{unit.unmet} / {unit.checked}", str(len(unit.problems)), str(unit.open))
        cells = [Cell(names.get(line.organ, line.organ)), Cell(line.number, url), *map(Cell, counts)]
        rows.append(Row([*cells, Cell(part=_unit_word(view))], key=line.case, name=line.number))
    return DataTable(ngettext("{n} unit", "{n} units", len(rows)).format(n=len(rows)), columns, rows)


def _unit_word(view: UnitView) -> StatusWord:
    unit = view.unit
    if unit.closed:
        return StatusWord(_("closed"), "passed", "check")
    if not unit.visits:
        return StatusWord(_("to be visited"), "neutral", "circle-dashed")
    if unit.revisited:
        return StatusWord(_("revisited, all mended"), "running", "check")
    if unit.problems and not unit.open:
        return StatusWord(_("to be revisited"), "running", "clock")
    return StatusWord(_("in hand"), "running", "circle-dashed")


def _problems_table(made: Campaign, names: dict[str, str], today: int) -> DataTable | None:
    if not made.problems:
        return None
    columns = [
        Column(_("State"), "word", whole=True),
        Column(_("Number"), "meta", whole=True),
        Column(_("Problem"), "head"),
        Column(_("Unit"), "line"),
        Column(_("Responsible post"), "meta"),
        Column(_("Mend by"), "meta", whole=True, phone_label=_("Mend by")),
    ]
    rows = []
    for view, one in made.problems:
        cells = [Cell(part=_problem_word(one)), Cell(one.number), Cell(one.facts, under=one.done)]
        cells += [Cell(names.get(view.line.organ, view.line.organ)), Cell(one.post or "—", under=one.measure)]
        late = _("after its day") if one.is_late(today) else ""
        due = date_of(one.due).isoformat() if one.due is not None else "—"
        rows.append(
            Row([*cells, Cell(due, under=late)], key=f"{view.line.case} {one.number}", name=one.number)
        )
    return DataTable(
        ngettext("{n} problem by unit", "{n} problems by unit", len(rows)).format(n=len(rows)), columns, rows
    )


def _problem_word(one: Problem) -> StatusWord:
    text, tone, icon = STATES[one.state]
    return StatusWord(str(text), tone, icon)  # type: ignore[arg-type]


def _cells(view: UnitView, one: Problem, names: dict[str, str]) -> list[str]:
    days = ["" if day is None else date_of(day).isoformat() for day in (one.due, one.reported, one.verified)]
    kind = _("common") if one.is_common else _("individual")
    unit = names.get(view.line.organ, view.line.organ)
    said = [one.number, kind, unit, one.facts, days[0], one.post, one.measure, one.done, days[1], days[2]]
    return [*said, str(STATES[one.state][0])]
