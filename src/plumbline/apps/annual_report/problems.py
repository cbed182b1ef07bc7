"""Problems beside a report: those that last year's report named, with what this one says of each; those of its own."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.annual_report.queries import HeldReport
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.leadership.queries import PROBLEM, Item, items
from plumbline.core.authority.person import Person


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """A problem with its words; `said` is what this year's report says became of it (a state), empty: nothing yet."""

    item: Item
    facts: str
    said: str


@dataclass(frozen=True, slots=True)
class ReportProblems:
    """`before`: named by the report of the year before; `own`: named by this one."""

    before: tuple[ReportProblem, ...]
    own: tuple[ReportProblem, ...]

    @property
    def unanswered(self) -> int:
        """Problems of the year before of which this report says nothing yet."""
        return sum(not one.said for one in self.before)


def problems_of(person: Person, held: HeldReport, *, today: int, now: int) -> ReportProblems:
    """The problems that the person may see, as their cases tell them."""
    year = held.report.year
    before, own = list[ReportProblem](), list[ReportProblem]()
    for item in items(person, PROBLEM, today):
        acts = read_case(item.line.case).history.folded(now).by_step
        listed = acts.get("list_problem", ())
        if not listed:
            continue
        named = listed[-1].fields.get("year")
        if named not in (year - 1, year):
            continue
        told = [one for one in acts.get("carry_over", ()) if one.fields.get("year") == year]
        facts = str(listed[-1].fields.get("facts") or "")
        problem = ReportProblem(item, facts, str(told[-1].fields.get("state") or "") if told else "")
        (own if named == year else before).append(problem)
    return ReportProblems(tuple(before), tuple(own))
