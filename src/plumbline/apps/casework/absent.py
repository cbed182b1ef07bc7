"""Somebody who is away, and the lines of a list that are there only because the reader stands in for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plumbline.apps.casework.models import CaseHandler
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

if TYPE_CHECKING:
    from plumbline.apps.casework.queries import CaseLine


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who is away today and for whom the reader stands in: as records know them, by name, to which day."""

    officer: str
    name: str
    last: dt.date


def for_whom(person: Person, lines: Sequence[CaseLine], absent: Sequence[StandIn]) -> tuple[CaseLine, ...]:
    """The lines, those marked that are here only because somebody is away."""
    if person.role is not Role.OFFICER:
        return tuple(lines)
    names = {one.officer: one.name for one in absent}
    handlers: dict[str, list[str]] = {}
    for row in CaseHandler.objects.filter(case__in=[line.case for line in lines]).order_by("key"):
        handlers.setdefault(row.case, []).append(row.officer)

    def marked(line: CaseLine) -> CaseLine:
        there = handlers.get(line.case, [])
        if person.officer in there:
            return line
        return replace(line, stands_for=next((names[one] for one in there if one in names), ""))

    return tuple(map(marked, lines))
