"""Who is meant by what was typed: login names, officer numbers, units."""

from __future__ import annotations

from collections.abc import Iterable

from plumbline.apps.casework.policies import CASE_LIST
from plumbline.apps.casework.queries.limits import standing_lines, standing_within
from plumbline.apps.people.queries import entry, holders, login_of, organ_of
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.exams.sitting import Enrolled

TRAINING = "training.session"
_OF_UNITS = (Role.OFFICER, Role.REVIEWER, Role.AGENCY_HEAD)


def somebody(named: str) -> Enrolled | None:
    """Whoever signs in under that name or is the officer of that number."""
    account = login_of(named)
    if account is not None:
        return Enrolled(str(account.officer or account.key), str(account.organ))
    officer = entry("officer", named)
    return Enrolled(named, officer.organ) if officer is not None else None


def training_case(person: Person, number: str, today: int) -> str | None:
    """The case of a training of the person's organ by its number; None where there is none."""
    rows = standing_within(visible(person, CASE_LIST, today)).filter(procedure=TRAINING, number=number)
    return next((one.case for one in standing_lines(rows) if one.organ == person.organ), None)


def enrolled(
    lines: Iterable[str], units: Iterable[str], today: int
) -> tuple[tuple[Enrolled, ...], tuple[str, ...]]:
    """Those meant, each once, and the lines that mean nobody."""
    found: dict[str, Enrolled] = {}
    unknown = []
    for line in (one.strip() for one in lines):
        one = somebody(line) if line else None
        if one is not None:
            found[one.holder] = one
        elif line:
            unknown.append(line)
    for unit in units:
        for role in _OF_UNITS:
            for holder in holders(role, today, organ=unit):
                found.setdefault(holder, Enrolled(holder, organ_of(holder) or unit))
    return tuple(found.values()), tuple(unknown)
