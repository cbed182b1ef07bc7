"""What somebody stands in for today: the work of who is away, and their own duty of the day.

A deputy gives opinions where the organ alone wants a name, and goes on with the cases. What wants the very person (a
confirmation, a second signature, a box for which the law names a role that the deputy does not hold) is not theirs and
does not appear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.apps.casework.absent import StandIn
from plumbline.apps.casework.approving import may_give
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.holding import Held
from plumbline.apps.casework.queries import awaited_from
from plumbline.apps.people.queries import DutyView, account_name, posts_today, signs_as
from plumbline.core.authority.person import Person
from plumbline.core.cases.approval import submissions


@dataclass(frozen=True, slots=True)
class Posts:
    """Whom a person stands in for today, and the duties they have."""

    absent: tuple[StandIn, ...]
    duties: tuple[DutyView, ...]


def posts_of_today(person: Person, today: int) -> Posts:
    """The posts of the person on the day."""
    absences, duties = posts_today(person.account, today)
    absent = tuple(StandIn(signs_as(one.account), account_name(one.account), one.last) for one in absences)
    return Posts(tuple(dict.fromkeys(absent)), duties)


def opinions_for(person: Person, absent: tuple[StandIn, ...], now: int) -> Iterator[tuple[StandIn, Held]]:
    """Opinions that wait for who is away and that the deputy may give."""
    for one in absent:
        for waits in awaited_from(one.officer):
            if waits.kind == "opinion" and _may_give(waits, person, now):
                yield one, waits


def _may_give(waits: Held, person: Person, now: int) -> bool:
    file = read_case(waits.case)
    found = (one for one in submissions(file.history.sealed) if one.record.id == waits.record)
    return any(may_give(file, one, person, now) for one in found)
