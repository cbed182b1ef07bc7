"""Decisions with like facts and unlike fines, in groups, each case with the benchmark it used."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, Max, Min, Q, QuerySet

from plumbline.apps.supervision.models import FineRow
from plumbline.core.authority.access import Visible

GROUPS: Final = 10
"""Groups on one page."""
MOST: Final = 50
"""Cases of a group that are shown side by side, the newest; the file holds them all."""


@dataclass(frozen=True, slots=True)
class FineLine:
    """A fine with what its decision said of the benchmark. Days count from 1970-01-01, money is yuan."""

    record: str
    case: str
    number: str
    organ: str
    day: int
    power: str
    power_name: str
    tier: str
    facts: str
    least: Decimal | None
    most: Decimal | None
    fine: Decimal
    explained: str

    @property
    def is_outside(self) -> bool:
        """Whether it lies outside the range of its tier."""
        low = self.least is not None and self.fine < self.least
        return low or (self.most is not None and self.fine > self.most)


_COLUMNS = tuple(FineLine.__slots__)


@dataclass(frozen=True, slots=True)
class Alike:
    """Decisions on one power whose facts are the same: how many, the lowest and the highest fine, the cases."""

    power: str
    power_name: str
    facts: str
    count: int
    low: Decimal
    high: Decimal
    lines: tuple[FineLine, ...]


@dataclass(frozen=True, slots=True)
class FairnessAsked:
    """Decisions of which days, and perhaps of one organ; `every`: also groups whose fines are all the same."""

    first: int
    last: int
    organ: str = ""
    every: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Fairness:
    """One page of groups, how many there are, and how many decisions were compared."""

    groups: tuple[Alike, ...]
    total: int
    page: int
    compared: int


def fairness(what: Visible, asked: FairnessAsked) -> Fairness:
    """Groups of decisions with like facts, by power and facts: nothing is ranked."""
    rows = _within(what, asked)
    groups = _groups(rows, every=asked.every)
    total = groups.count()
    page = max(1, min(asked.page, -(-total // GROUPS)))
    shown = list(groups[(page - 1) * GROUPS : page * GROUPS])
    return Fairness(tuple(_alike(rows, one) for one in shown), total, page, rows.count())


def fines_alike(what: Visible, asked: FairnessAsked, most: int) -> list[FineLine]:
    """Every decision of every group, for a file."""
    rows = _within(what, asked)
    found: list[FineLine] = []
    for one in _groups(rows, every=asked.every)[:most]:
        found += _lines(rows, one)[: most - len(found)]
    return found


def _within(what: Visible, asked: FairnessAsked) -> QuerySet[FineRow]:
    rows: QuerySet[FineRow] = FineRow.objects.filter(day__range=(asked.first, asked.last))
    if asked.organ:
        rows = rows.filter(organ=asked.organ)
    if what.everything:
        return rows
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return rows.filter(reached)


def _groups(rows: QuerySet[FineRow], *, every: bool) -> QuerySet[Any]:
    grouped = rows.order_by().values("power", "facts")
    counted = grouped.annotate(n=Count("record"), low=Min("fine"), high=Max("fine")).filter(n__gt=1)
    return (counted if every else counted.filter(high__gt=F("low"))).order_by("power", "facts")


def _alike(rows: QuerySet[FineRow], one: dict[str, Any]) -> Alike:
    lines = tuple(_lines(rows, one)[:MOST])
    return Alike(one["power"], lines[0].power_name, one["facts"], one["n"], one["low"], one["high"], lines)


def _lines(rows: QuerySet[FineRow], one: dict[str, Any]) -> list[FineLine]:
    same = rows.filter(power=one["power"], facts=one["facts"]).order_by("-day", "record")
    return [FineLine(*values) for values in same.values_list(*_COLUMNS)]
