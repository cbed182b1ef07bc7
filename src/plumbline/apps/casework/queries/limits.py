"""Limits that run and cases of one procedure, for those who watch over many organs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from plumbline.apps.casework.models import CaseClock, CaseStanding
from plumbline.apps.casework.policies import CASE_LIST
from plumbline.apps.casework.store import (
    StandingLine,
    cases_handled_by,
    handlers_of,
    standing_lines,
    standing_under,
    standing_within,
)
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.questions import Question, Statement
from plumbline.core.authority.access import Visible, visible
from plumbline.core.authority.person import Person
from plumbline.core.vocabulary import Bearer

__all__ = [
    "RunningLimit",
    "StandingLine",
    "cases_handled_by",
    "handlers_of_cases",
    "limits_by_organ",
    "limits_counted",
    "limits_due",
    "limits_of_rules",
    "standing_lines",
    "standing_under",
    "standing_within",
]
handlers_of_cases = handlers_of


@dataclass(frozen=True, slots=True)
class RunningLimit:
    """A limit of an organ that runs: the case it belongs to, the rule, its due day (since 1970-01-01)."""

    case: str
    number: str
    procedure: str
    field: str
    organ: str
    division: str
    rule: str
    due_day: int
    working: bool


def limits_due(person: Person, first: int, last: int, today: int, most: int) -> list[RunningLimit]:
    """Limits of the organs whose cases the person may see that end on these days, soonest first: so many of them."""
    return _lines(_reach(person, today), first, last, most)


def limits_counted(person: Person, first: int, last: int, today: int) -> int:
    """How many there are."""
    reach = _reach(person, today)

    def question() -> Statement:
        clocks = _clocks(reach, first, last).annotate(one=Value(1)).values_list("one")
        return Statement(clocks.annotate(n=Count("*")))

    found = _LIMITS.get((reach, first, last), question).ask() if any(reach) else []
    return int(found[0][1]) if found else 0


def limits_of_rules(rules: Mapping[str, Sequence[str]], what: Visible) -> list[RunningLimit]:
    """Limits that run or ran out unanswered under these rules of each procedure, in cases within reach, by organ and
    day.

    Limits that outlive their case are among them. `rules`: ids by procedure.
    """
    rows = standing_within(what).filter(procedure__in=rules)
    names = ("case", "number", "procedure", "field", "organ", "division")
    known = {case: told for case, *told in rows.values_list(*names)}
    clocks = CaseClock.objects.filter(
        rule__in={one for some in rules.values() for one in some}, due_day__isnull=False
    )
    found = [
        RunningLimit(case, *known[case], *told)
        for case, *told in clocks.values_list("case", "rule", "due_day", "working")
        if case in known and told[0] in rules[known[case][1]]
    ]
    return sorted(found, key=lambda one: (one.organ, one.due_day, one.number))


def limits_by_organ(first: int, last: int) -> dict[tuple[str, str], list[int]]:
    """The days on which limits of organs end, of these days, by organ and division: of every case."""
    due = CaseClock.objects.filter(due_day__range=(first, last), bearer=str(Bearer.ORGAN))
    running = CaseStanding.objects.filter(ended_day=None, due_day__lte=last)
    places = {case: tuple(place) for case, *place in running.values_list("case", "organ", "division")}
    found: dict[tuple[str, str], list[int]] = {}
    for case, day in due.values_list("case", "due_day"):
        if case in places:
            organ, division = places[case]
            found.setdefault((organ, division), []).append(day)
    return found


_Reach = tuple[frozenset[str], tuple[str, ...]]
"""Organs, and beginnings of divisions."""
_LIMITS: Kept[Statement] = Kept(256)
"""Questions for limits under the reach and the days that they ask for; their answers are read anew."""
_LIMITED = Question(
    lambda cases: CaseStanding.objects.filter(case__in=cases).values_list(
        "case", "number", "procedure", "field", "organ", "division"
    )
)


def _reach(person: Person, today: int) -> _Reach:
    what = visible(person, CASE_LIST, today)
    return what.organs, tuple(what.divisions)


def _clocks(reach: _Reach, first: int, last: int) -> QuerySet[CaseClock]:
    organs, divisions = reach
    reached = Q(organ__in=organs)
    for beginning in divisions:
        reached |= Q(division__startswith=beginning)
    cases = CaseStanding.objects.filter(reached, case=OuterRef("case"), ended_day=None, due_day__lte=last)
    # Asked of each limit of these days, soonest first: all running cases are a hundred times as many.
    return CaseClock.objects.filter(Exists(cases), due_day__range=(first, last), bearer=str(Bearer.ORGAN))


def _lines(reach: _Reach, first: int, last: int, most: int) -> list[RunningLimit]:
    if not any(reach):
        return []

    def question() -> Statement:
        ordered = _clocks(reach, first, last).order_by("due_day", "key")
        return Statement(ordered.values_list("case", "rule", "due_day", "working")[:most])

    lines = _LIMITS.get((reach, first, last, most), question).ask()
    known = {case: told for case, *told in _LIMITED([case for case, *_more in lines])}
    return [RunningLimit(case, *known[case], *told) for case, *told in lines]
