"""Matters of supervision: letters, opinions and decisions with the day by which each organ reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django.db.models import Count, F, Q, Value

from plumbline.apps.casework.queries.limits import StandingLine, standing_lines, standing_under
from plumbline.apps.supervision.policies import INSTRUMENTS
from plumbline.apps.supervision.queries import PAGE, FindingLine
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person

MatterTab = Literal["open", "due", "overdue", "closed", "all"]
MATTER_TABS: tuple[MatterTab, ...] = ("open", "due", "overdue", "closed", "all")
PROCEDURE = "enforcement.supervision"


@dataclass(frozen=True, slots=True)
class MatterList:
    """A page of the matters of supervision, how many there are, and how many by tab."""

    lines: tuple[StandingLine, ...]
    total: int
    page: int
    counts: dict[MatterTab, int] = field(default_factory=dict)


def matters(person: Person, tab: MatterTab, text: str, page: int, today: int, soon: int) -> MatterList:
    """Matters of supervision that the person may see; `due`: a report is due up to the day `soon`."""
    what = visible(person, INSTRUMENTS, today)
    rows = standing_under(PROCEDURE, what.organs, what.divisions, text=text)
    counts = rows.aggregate(
        **{one: Count(Value(1), filter=_matter_tab(one, today, soon)) for one in MATTER_TABS}
    )
    total = counts[tab]
    page = max(1, min(page, (total + PAGE - 1) // PAGE))
    chosen = rows.filter(_matter_tab(tab, today, soon)).order_by(F("due_day").asc(nulls_last=True), "number")
    return MatterList(tuple(standing_lines(chosen[(page - 1) * PAGE : page * PAGE])), total, page, counts)


def matters_of(finding: FindingLine) -> list[StandingLine]:
    """The matters in which a finding was taken up."""
    rows = standing_under(PROCEDURE, [finding.organ], [], chosen=Q(case__in=finding.matters.split()))
    return standing_lines(rows.order_by("number")) if finding.matters else []


def _matter_tab(tab: MatterTab, today: int, soon: int) -> Q:
    match tab:
        case "open":
            return Q(ended_day=None)
        case "due":
            return Q(ended_day=None, due_day__range=(today, soon))
        case "overdue":
            return Q(ended_day=None, due_day__lt=today)
        case "closed":
            return ~Q(ended_day=None)
        case _:
            return Q()
