"""Reading of plans and visits. Only enterprises stand here; an individual business counts as a person.

An enterprise may be shown what several organs did in it: the data is its own. Supervisors see it by organ and by firm.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from plumbline.apps.enterprise.models import EnterpriseClass, EnterpriseVisit, PlannedVisit
from plumbline.apps.enterprise.policies import PLANS, WATCH
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.entries import organ
from plumbline.core.authority.access import Access, Visible, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.law.dated_figure import NATION, division_chain
from plumbline.core.oversight.inspection_errors import PlanUnknown
from plumbline.core.oversight.inspection_plan import Plan, Visit, fold, stream_of

NEAR: Final = 2
"""Months within which visits of two organs are proposed to be one."""
LOW: Final = "A"
"""The official class of low risk."""
CAP_FIGURE: Final = "inspection-yearly-cap"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list: how many items stand and how many visits were made."""

    organ: str
    year: int
    items: int
    visits: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned visit of one organ."""

    key: str
    organ: str
    name: str
    matter: str
    month: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Visits of several organs to one enterprise that could be one."""

    firm: str
    name: str
    visits: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit as it stands in lists. Days count from 1970-01-01."""

    key: str
    organ: str
    firm: str
    name: str
    day: int
    task: str
    item: str
    why: str
    reason: str
    number: int
    cap: int | None
    scanned_at: int | None
    result: str
    case: str


_VISIT = tuple(VisitLine.__slots__)


def line_of(plan: Plan, one: Visit) -> VisitLine:
    """A visit of a plan as a line."""
    told = (
        one.day,
        one.task,
        one.item,
        one.why,
        one.reason,
        one.number,
        one.cap,
        one.scanned_at,
        one.result,
        one.case,
    )
    return VisitLine(one.id, plan.organ, one.firm, one.name, *told)


def plan_of(organ_no: str, year: int) -> Plan:
    """The plan of an organ and year, empty where none was begun. Raises PlanUnknown for an organ nobody knows."""
    held = case_records(stream_of(organ_no, year))
    if held:
        return fold([one.record for one in held])
    entry = organ(organ_no)
    if entry is None:
        raise PlanUnknown(named=organ_no)
    return Plan(organ_no, entry.division, year)


def place_of_plan(organ_no: str) -> Place:
    """Where the plans of an organ belong. Raises PlanUnknown."""
    entry = organ(organ_no)
    if entry is None:
        raise PlanUnknown(named=organ_no)
    return Place(organ_no, entry.division)


def plan_with_visit(visit: str) -> Plan:
    """The plan in which a visit stands. Raises PlanUnknown."""
    row = EnterpriseVisit.objects.filter(key=visit).values_list("organ", "year").first()
    if row is None:
        raise PlanUnknown(named=visit)
    return plan_of(*row)


def visit_of_case(case: str) -> VisitLine | None:
    """The visit that a case of an inspection came from."""
    values = EnterpriseVisit.objects.filter(case=case).values_list(*_VISIT).first() if case else None
    return None if values is None else VisitLine(*values)


def place_of_visit(visit: str) -> Place:
    """Where a visit belongs. Raises PlanUnknown."""
    row = EnterpriseVisit.objects.filter(key=visit).values_list("organ", "division").first()
    if row is None:
        raise PlanUnknown(named=visit)
    return Place(*row)


def cap_figure(division: str, day: int) -> int | None:
    """The figure of law for the yearly cap on a day; None where nobody has set one."""
    chain = division_chain(division or NATION)
    found = shelf().packs.figures.ask(CAP_FIGURE, day, None, chain)
    return int(found) if isinstance(found, Decimal | int) else None


def plans(person: Person, year: int, today: int) -> list[PlanLine]:
    """Plans of a year that the person may see, by organ."""
    items = _by_organ(_reached(PlannedVisit.objects.filter(year=year), person, PLANS, today))
    visits = _by_organ(_reached(EnterpriseVisit.objects.filter(year=year), person, PLANS, today))
    organs = sorted(items.keys() | visits.keys())
    return [PlanLine(one, year, items.get(one, 0), visits.get(one, 0)) for one in organs]


def _by_organ(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.order_by().values_list("organ").annotate(n=Count("*")))


def earlier_visits(firm: str, before: int, year: int) -> list[VisitLine]:
    """Visits to an enterprise in a year whose code was issued up to an instant, of every organ: for the enterprise."""
    rows = EnterpriseVisit.objects.filter(firm=firm, year=year, day__lte=before).order_by("-day", "key")
    return [VisitLine(*values) for values in rows.values_list(*_VISIT)]


def proposals(person: Person, year: int, today: int, month: int = 1) -> list[Proposal]:
    """Enterprises that several organs plan to visit within two months of one another, from a month on."""
    rows = _reached(PlannedVisit.objects.filter(year=year), person, WATCH, today)
    rows = rows.filter(joined="", apart="", month__gte=month)
    shared = rows.order_by().values("firm").annotate(n=Count("organ", distinct=True)).filter(n__gt=1)
    found: dict[str, list[tuple[str, Planned]]] = {}
    chosen = rows.filter(firm__in=shared.values("firm")).order_by("firm", "month", "organ")
    for firm, *values in chosen.values_list("firm", *Planned.__slots__):
        one = Planned(*values)
        found.setdefault(firm, []).append((one.name, one))
    made = []
    for firm, visits in found.items():
        near = _near([one for _name, one in visits])
        if near:
            made.append(Proposal(firm, visits[0][0], tuple(near)))
    return made


def _near(visits: list[Planned]) -> list[Planned]:
    """The first group of visits by different organs that lie within two months; they are in the order of months."""
    for start, first in enumerate(visits):
        group = {first.organ: first}
        for other in visits[start + 1 :]:
            if other.month - first.month <= NEAR:
                group.setdefault(other.organ, other)
        if len(group) > 1:
            return list(group.values())
    return []


def visits_by_month(person: Person, year: int, today: int) -> dict[str, list[int]]:
    """For each organ the visits of each month of a year."""
    rows = _reached(EnterpriseVisit.objects.filter(year=year), person, WATCH, today)
    found: dict[str, list[int]] = {}
    for organ_no, month, n in rows.order_by().values_list("organ", "month").annotate(n=Count("*")):
        found.setdefault(organ_no, [0] * 12)[month - 1] = n
    return dict(sorted(found.items()))


def over_cap(person: Person, year: int, today: int) -> list[VisitLine]:
    """Planned visits beyond the cap as it stood."""
    return _lines(_watched(person, year, today).filter(item__gt="", cap__isnull=False, number__gt=F("cap")))


def unplanned(person: Person, year: int, today: int) -> list[VisitLine]:
    """Visits that no plan covers, with what led to them."""
    return _lines(_watched(person, year, today).filter(item=""))


@dataclass(frozen=True, slots=True)
class Repeat:
    """An enterprise of the official low-risk class that was visited more than once in a year."""

    firm: str
    name: str
    visits: int
    organs: int
    as_of: int
    source: str


def repeats_to_low_risk(person: Person, year: int, today: int) -> list[Repeat]:
    """Enterprises whose imported class is low and that were visited more than once."""
    rows = _watched(person, year, today).order_by().values("firm")
    counted = rows.annotate(n=Count("*"), organs=Count("organ", distinct=True)).filter(n__gt=1)
    by_firm = {one["firm"]: (one["n"], one["organs"]) for one in counted}
    low = EnterpriseClass.objects.filter(firm__in=by_firm, level=LOW).order_by("firm")
    names = names_of(by_firm)
    return [
        Repeat(one.firm, names.get(one.firm, one.firm), *by_firm[one.firm], one.as_of, one.source)
        for one in low
    ]


def names_of(firms: Collection[str]) -> dict[str, str]:
    """Names of enterprises as last written in a visit."""
    rows = EnterpriseVisit.objects.filter(firm__in=list(firms)).order_by("day", "key")
    return dict(rows.values_list("firm", "name"))


def classes_known(division: str) -> tuple[int, int, str] | None:
    """How many enterprises the last import classed, as of which day, from which source."""
    rows = EnterpriseClass.objects.filter(division__startswith=division)
    first = rows.order_by("key").values_list("as_of", "source").first()
    return None if first is None else (rows.count(), *first)


def year_of(day: int) -> int:
    """The year of a day."""
    return date_of(day).year


def _watched(person: Person, year: int, today: int) -> QuerySet[EnterpriseVisit]:
    return _reached(EnterpriseVisit.objects.filter(year=year), person, WATCH, today)


def _lines(rows: QuerySet[EnterpriseVisit]) -> list[VisitLine]:
    return [VisitLine(*values) for values in rows.order_by("-day", "key").values_list(*_VISIT)]


def _reached(rows: QuerySet[Any], person: Person, policy: Access, today: int) -> QuerySet[Any]:
    what: Visible = visible(person, policy, today)
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return rows.filter(reached)
