"""Limits that run and cases of one procedure, for those who watch over many organs."""

from __future__ import annotations

from plumbline.apps.casework.policies import CASE_LIST
from plumbline.apps.casework.store import (
    RunningLimit,
    StandingLine,
    cases_handled_by,
    handlers_of,
    limits_between,
    standing_lines,
    standing_under,
    standing_within,
)
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person

__all__ = [
    "RunningLimit",
    "StandingLine",
    "cases_handled_by",
    "handlers_of_cases",
    "limits_due",
    "standing_lines",
    "standing_under",
    "standing_within",
]
handlers_of_cases = handlers_of


def limits_due(
    person: Person, first: int, last: int, today: int, most: int
) -> tuple[int, list[RunningLimit]]:
    """Limits of the organs whose cases the person may see that end on these days: how many, and the first of them."""
    what = visible(person, CASE_LIST, today)
    return limits_between(what.organs, what.divisions, first, last, most)
