"""Tasks and problems as their cases say: which are unclaimed, which are claimed and still empty, by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from plumbline.apps.casework.queries.limits import (
    RunningLimit,
    StandingLine,
    limits_of_rules,
    standing_lines,
    standing_within,
)
from plumbline.apps.leadership.policies import TASKS
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person

TASK: Final = "programme.task"
PROBLEM: Final = "tracked.problem"
MENDING: Final = {
    "duty.report": ("problems-mended-in-time", "mended-again-in-time"),
    "law.inspection": ("mended-in-time", "mended-again-in-time"),
}
"""Clocks of problems that are listed inside a case of their own, and mended there one by one."""
State: TypeAlias = Literal["unclaimed", "empty", "reported", "confirmed", "closed"]
STATES: Final[tuple[State, ...]] = ("unclaimed", "empty", "reported", "confirmed", "closed")
_STATE_AFTER: Final[dict[str, State]] = {
    "set_task": "unclaimed",
    "list_problem": "unclaimed",
    "claim_task": "empty",
    "own_problem": "empty",
    "report_progress": "reported",
    "report_done": "reported",
    "report_mended": "reported",
    "confirm_task": "confirmed",
    "verify": "confirmed",
    "carry_over": "confirmed",
}
"""What a case is by the last step of its main line; one that was only opened has nobody either."""


@dataclass(frozen=True, slots=True)
class Item:
    """A task or a problem with how far it has come."""

    line: StandingLine
    state: State
    is_late: bool


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many of a unit's stand where; `late` are past their day and not closed."""

    organ: str
    counts: dict[State, int]
    late: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def items(person: Person, procedure: str, today: int) -> tuple[Item, ...]:
    """Those the person may see: by unit, then by due day."""
    rows = standing_within(visible(person, TASKS, today)).filter(procedure=procedure)
    lines = standing_lines(rows.order_by("organ", "due_day", "number_key"))
    return tuple(_item(one, today) for one in lines)


def unmended(person: Person, today: int) -> list[RunningLimit]:
    """Problems of reports on duties and of inspections of which no mending was reported yet."""
    return limits_of_rules(MENDING, visible(person, TASKS, today))


def by_unit(found: Sequence[Item]) -> tuple[UnitCount, ...]:
    """Units with counts, those with most that nobody has claimed or filled first."""
    units: dict[str, list[Item]] = {}
    for one in found:
        units.setdefault(one.line.organ, []).append(one)
    counts = [
        UnitCount(
            organ,
            {state: sum(one.state == state for one in own) for state in STATES},
            sum(one.is_late for one in own),
        )
        for organ, own in units.items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.counts["unclaimed"], -one.counts["empty"], one.organ)))


def _item(line: StandingLine, today: int) -> Item:
    is_closed = line.ended_day is not None
    state: State = "closed" if is_closed else _STATE_AFTER.get(line.stage, "unclaimed")
    return Item(line, state, not is_closed and line.due_day is not None and line.due_day < today)
