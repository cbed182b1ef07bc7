"""Plans of inspections of enterprises: the list of a year, and one with its items, cap, approval, visits and draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.enterprise import actions
from plumbline.apps.enterprise.forms import CapForm, DrawForm, ItemsForm
from plumbline.apps.enterprise.pages.asking import Request, person_of, place, tell
from plumbline.apps.enterprise.pages.visit_parts import visits_table
from plumbline.apps.enterprise.policies import PLAN_APPROVE, PLAN_WRITE, PLANS, WATCH
from plumbline.apps.enterprise.queries import cap_figure, line_of, plan_of, plans, year_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row, Tab, TabBar
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.authority.access import may_access
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.person import Place
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.errors import PlumblineError
from plumbline.core.oversight.inspection_plan import Draw, Plan

NO_ORGAN = "—"


@require_GET
@requires(PLANS)
def plan_list(request: Request) -> HttpResponse:
    """Plans of the year, by organ."""
    person, year = person_of(request), _year(request)
    found = plans(person, year, request.today)
    acts = []
    if may_access(person, PLAN_WRITE, None, request.today):
        acts.append(Act(_("Plan of the own organ"), plan_url(person.organ, year), main=True))
    if may_access(person, WATCH, None, request.today):
        acts.append(Act(_("Merging and oversight"), f"{reverse('enterprise:watch')}?year={year}"))
    names = organ_names({one.organ for one in found})
    columns = [
        Column(_("Organ"), "head"),
        Column(_("Planned visits"), "meta", numeric=True, phone_label=_("Planned visits")),
        Column(_("Visits made"), "meta", numeric=True, phone_label=_("Visits made")),
    ]
    rows = [
        Row(
            [
                Cell(names.get(one.organ, one.organ), plan_url(one.organ, year)),
                Cell(formats.count(one.items)),
                Cell(formats.count(one.visits)),
            ],
            name=one.organ,
        )
        for one in found
    ]
    why = _(
        "An organ plans its visits to enterprises for the year, publishes a cap, and issues an entry code for each."
    )
    values = {
        "head": PageHead(_("Inspections of enterprises"), note=_("year {year}").format(year=year), acts=acts),
        "years": _years(year),
        "table": DataTable(ngettext("{n} plan", "{n} plans", len(found)).format(n=len(found)), columns, rows)
        if found
        else None,
        "empty": None if found else EmptyPage(_("No plan yet"), why),
    }
    return render(request, "enterprise/plans.html", values)


@require_GET
@requires(PLANS, place=place)
def plan_page(request: Request, organ: str, year: int) -> HttpResponse:
    """One plan with what may be done in it."""
    plan, person = plan_of(organ, year), person_of(request)
    here = Place(organ, plan.division)
    writes = may_access(person, PLAN_WRITE, here, request.today)
    approves = may_access(person, PLAN_APPROVE, here, request.today)
    visits = [line_of(plan, one) for one in plan.visits.values()]
    values = {
        "head": _head(plan, writes, request.today),
        "items": _items_table(plan),
        "visits": visits_table(sorted(visits, key=lambda one: -one.day)) if visits else None,
        "draws": _draws_table(plan) if plan.draws else None,
        "go_url": reverse("enterprise:plan_go", kwargs={"organ": organ, "year": year}),
        "items_form": ItemsForm() if writes else None,
        "cap_form": CapForm(initial={"since": date_of(request.today)}) if approves else None,
        "draw_form": DrawForm(matters=_matters(plan)) if writes and plan.items else None,
        "may_approve": approves and bool(plan.standing()) and not plan.approved_by,
        "may_publish": approves and bool(plan.approved_by) and plan.published_at is None,
        "droppable": [(one.id, f"{one.name} · {one.matter} · {one.month}") for one in plan.standing()]
        if writes
        else [],
    }
    return render(request, "enterprise/plan.html", values)


@require_POST
@requires(PLAN_WRITE, place=place)
def plan_go(request: Request, organ: str, year: int) -> HttpResponse:
    """Adds, drops, caps, approves, publishes, opens a draw: what the button says."""
    what = _ACTS.get(request.POST.get("what", ""))
    back = plan_url(organ, year)
    try:
        if what is not None:
            told = {"person": person_of(request), "year": year, "now": request.now, "today": request.today}
            back = what(request, told) or back
    except CaseMoved:
        tell_moved(request)
    except PlumblineError as error:
        if not is_told(error):
            raise
        tell(request, error)
    return HttpResponseRedirect(back)


def is_told(error: PlumblineError) -> bool:
    """Whether it is told on the page that follows; a refusal of access has a page of its own."""
    return not isinstance(error, AccessRefused)


def tell_moved(request: Request) -> None:
    """Somebody else went on meanwhile."""
    messages.error(request, _("Somebody else went on meanwhile; look where the plan stands."))


def plan_url(organ: str, year: int) -> str:
    """The page of a plan."""
    return str(reverse("enterprise:plan", kwargs={"organ": organ, "year": year}))


Told = dict[str, Any]


def _add(request: Request, told: Told) -> str | None:
    actions.add_items(text=request.POST.get("items", ""), **told)
    return None


def _drop(request: Request, told: Told) -> str | None:
    actions.drop_item(item=request.POST.get("item", ""), reason=request.POST.get("reason", ""), **told)
    return None


def _cap(request: Request, told: Told) -> str | None:
    form = CapForm(request.POST)
    if form.is_valid():
        since = parse_day(form.cleaned_data["since"].isoformat())
        actions.set_cap(cap=form.cleaned_data["cap"], since=since, **told)
    return None


def _approve(request: Request, told: Told) -> str | None:
    actions.approve_plan(**told)
    return None


def _publish(request: Request, told: Told) -> str | None:
    actions.publish_plan(**told)
    return None


def _open_draw(request: Request, told: Told) -> str | None:
    person, year = told["person"], told["year"]
    form = DrawForm(request.POST, matters=_matters(plan_of(person.organ, year)))
    if not form.is_valid():
        return None
    said = form.cleaned_data
    id = actions.open_draw(matter=said["matter"], firms=said["firms"], officers=said["officers"], **told)
    return str(reverse("enterprise:draw", kwargs={"organ": person.organ, "year": year, "draw": id}))


_ACTS: dict[str, Callable[[Request, Told], str | None]] = {
    "add": _add,
    "drop": _drop,
    "cap": _cap,
    "approve": _approve,
    "publish": _publish,
    "draw": _open_draw,
}


def _head(plan: Plan, writes: bool, today: int) -> PageHead:
    name = organ_names([plan.organ]).get(plan.organ, plan.organ)
    cap = plan.cap_on(today, cap_figure(plan.division, today))
    facts = [
        Fact(_("Organ"), name),
        Fact(
            _("Cap a year and enterprise"),
            str(cap) if cap is not None else _("not set: the organ publishes it"),
        ),
        Fact(_("Planned visits"), str(len(plan.standing()))),
    ]
    new = Act(_("New entry code"), reverse("enterprise:new_visit"), icon="plus", main=True)
    path = (
        Link(_("Inspections of enterprises"), f"{reverse('enterprise:plans')}?year={plan.year}"),
        Link(name),
    )
    title = _("Plan of {year}").format(year=plan.year)
    return PageHead(title, path=path, words=(plan_word(plan),), facts=facts, acts=(new,) if writes else ())


def plan_word(plan: Plan) -> StatusWord:
    """Where a plan stands."""
    if plan.published_at is not None:
        return StatusWord(_("published"), "passed", "check")
    if plan.approved_by:
        return StatusWord(_("approved"), "running", "check")
    return StatusWord(_("in preparation"), "neutral", "circle-dashed")


def _items_table(plan: Plan) -> DataTable | None:
    names = organ_names({one.joined.lead for one in plan.standing() if one.joined})
    columns = [
        Column(_("Enterprise"), "head"),
        Column(_("Matter of inspection"), "line"),
        Column(_("Month"), "meta", numeric=True, phone_label=_("Month")),
        Column(_("Merging"), "meta"),
        Column(_("Visits made"), "meta", numeric=True, phone_label=_("Visits made")),
    ]
    rows = []
    for one in plan.standing():
        joined = ""
        if one.joined:
            lead = names.get(one.joined.lead, one.joined.lead)
            joined = _("joined, led by {organ}, month {month}").format(organ=lead, month=one.joined.month)
        elif one.apart:
            joined = _("kept apart: {reason}").format(reason=one.apart)
        made = sum(1 for visit in plan.visits.values() if visit.item == one.id)
        cells = [
            Cell(one.name, under=one.firm),
            Cell(one.matter),
            Cell(str(one.month)),
            Cell(joined or NO_ORGAN),
        ]
        rows.append(Row([*cells, Cell(str(made))], key=one.id, name=one.name))
    return DataTable(_("{n} planned visits").format(n=len(rows)), columns, rows) if rows else None


def _draws_table(plan: Plan) -> DataTable:
    columns = [
        Column(_("Matter of inspection"), "head"),
        Column(_("Enterprises"), "meta", numeric=True, phone_label=_("Enterprises")),
        Column(_("Officers"), "meta", numeric=True, phone_label=_("Officers")),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(
                    one.matter,
                    reverse(
                        "enterprise:draw", kwargs={"organ": plan.organ, "year": plan.year, "draw": one.id}
                    ),
                ),
                Cell(str(one.firms)),
                Cell(str(one.officers)),
                Cell(part=draw_word(one)),
            ],
            name=one.matter,
        )
        for one in plan.draws.values()
    ]
    return DataTable(ngettext("{n} draw", "{n} draws", len(rows)).format(n=len(rows)), columns, rows)


def draw_word(one: Draw) -> StatusWord:
    """Where a draw stands."""
    if one.seed:
        return StatusWord(_("drawn"), "passed", "check")
    if one.firm_list:
        return StatusWord(_("lists published"), "running", "circle-dashed")
    return StatusWord(_("seed committed"), "neutral", "lock")


def _matters(plan: Plan) -> list[str]:
    return sorted({one.matter for one in plan.standing()})


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else year_of(request.today)


def _years(year: int) -> TabBar:
    around = (year - 1, year, year + 1)
    return TabBar(_("Years"), [Tab(str(one), "", f"?year={one}", current=one == year) for one in around])
