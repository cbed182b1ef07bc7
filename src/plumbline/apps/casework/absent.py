"""Somebody who is away, and whose place the reader takes in a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who is away today and for whom the reader stands in: as records know them, by name, to which day."""

    officer: str
    name: str
    last: dt.date


def stands_for(person: Person, handlers: Sequence[str], absent: Sequence[StandIn]) -> str:
    """For whom the person sees a case with these handlers; empty where it is their own."""
    if person.role is not Role.OFFICER or person.officer in handlers:
        return ""
    return next((one.name for one in absent if one.officer in handlers), "")
