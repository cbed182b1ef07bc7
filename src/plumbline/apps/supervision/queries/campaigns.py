"""Inspection campaigns, read from the cases of their units. A campaign is the cases whose ids begin with its own;
a unit that another system opened may be a campaign by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.queries.limits import StandingLine, standing_lines, standing_within
from plumbline.apps.supervision.policies import INSTRUMENTS
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.oversight.campaign import PROCEDURE, Problem, Unit, first_day, unit_of
from plumbline.core.oversight.errors import CampaignUnknown

ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in a list: the first day of its plan, its units, and how many of them are closed."""

    id: str
    title: str
    begun: int
    units: int
    closed: int


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit of a campaign with its case."""

    line: StandingLine
    unit: Unit


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as its cases make it."""

    id: str
    title: str
    units: tuple[UnitView, ...]

    @property
    def problems(self) -> list[tuple[UnitView, Problem]]:
        """Every problem with its unit: common ones first, by number."""
        rows = [(view, problem) for view in self.units for problem in view.unit.problems]
        return sorted(rows, key=lambda row: (not row[1].is_common, _number(row[1].number), row[0].line.organ))


def campaigns(person: Person, today: int, now: int) -> list[CampaignLine]:
    """Campaigns of which the person may see a unit, the newest first."""
    rows = standing_within(visible(person, INSTRUMENTS, today)).filter(procedure=PROCEDURE).order_by("case")
    found: dict[str, list[tuple[str, str, int, bool]]] = {}
    for case, title, opened, ended in rows.values_list("case", "cause", "opened_day", "ended_day"):
        found.setdefault(case[:ID_LENGTH], []).append((case, title, opened, ended is not None))
    lines = []
    for id, cases in found.items():
        opened = min(one[2] for one in cases)
        begun = first_day(read_case(cases[0][0]).history.folded(now)) or opened
        lines.append(CampaignLine(id, cases[0][1], begun, len(cases), sum(one[3] for one in cases)))
    return sorted(lines, key=lambda one: (-one.begun, one.id))


def campaign(person: Person, id: str, today: int, now: int) -> Campaign:
    """A campaign as far as the person may see it. Raises CampaignUnknown."""
    rows = standing_within(visible(person, INSTRUMENTS, today))
    chosen = rows.filter(Q(case=id) | Q(case__startswith=f"{id}-"), procedure=PROCEDURE).order_by("organ")
    lines = standing_lines(chosen) if len(id) == ID_LENGTH else []
    if not lines:
        raise CampaignUnknown(named=id)
    units = (UnitView(line, unit_of(read_case(line.case).history.folded(now))) for line in lines)
    return Campaign(id, lines[0].cause, tuple(units))


def _number(text: str) -> int:
    return int(text[1:]) if text[1:].isdecimal() else 0
