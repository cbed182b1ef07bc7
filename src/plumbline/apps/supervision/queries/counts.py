"""Figures of the board as a reader gets them: counted now, or in a large district as the job counted them last.

Both are counted by the same choices (`board.chosen`); what was counted before says when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plumbline.apps.supervision.policies import FINDINGS
from plumbline.apps.supervision.queries import open_by_rule, opened_by_week
from plumbline.apps.supervision.queries.board import INDICATORS, Scope, figures
from plumbline.apps.supervision.queries.held import RULES, WEEKS, held_counts
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person


@dataclass(frozen=True, slots=True)
class Told:
    """Figures by indicator and organ; `made_at` (µs UTC) where they were counted before, None: now."""

    figures: Mapping[str, Mapping[str, int]]
    made_at: int | None = None


def figures_told(scope: Scope, period: str) -> Told:
    """The figures of a named period of the board, which is the period of the scope."""
    return figures_held(scope, period) or Told(figures(scope))


def figures_held(scope: Scope, period: str) -> Told | None:
    """The figures as they were counted before; None where they are counted when asked for."""
    held = held_counts(scope.what, period, scope.today)
    if held is None:
        return None
    rows, made_at = held
    found: dict[str, dict[str, int]] = {one.key: {} for one in INDICATORS}
    for organ, counts in rows:
        if scope.organ in ("", organ):
            for key, n in counts.items():
                found[key][organ] = found[key].get(organ, 0) + n
    return Told(found, made_at)


def weeks_told(person: Person, today: int, mondays: Sequence[int]) -> list[tuple[int, int]]:
    """For each week that begins at one of these instants: how many breaches opened and how many closed."""
    held = held_counts(visible(person, FINDINGS, today), WEEKS, today)
    if held is None:
        return opened_by_week(person, today, mondays)
    counts = [counts for _organ, counts in held[0]]
    told = [[one.get(str(monday), (0, 0)) for one in counts] for monday in mondays]
    return [(sum(one[0] for one in week), sum(one[1] for one in week)) for week in told]


def rules_told(person: Person, today: int, most: int) -> list[tuple[str, str, int]]:
    """Procedure, rule and how many open breaches, most first."""
    held = held_counts(visible(person, FINDINGS, today), RULES, today)
    if held is None:
        return open_by_rule(person, today, most)
    found: dict[tuple[str, str], int] = {}
    for _organ, counts in held[0]:
        for name, n in counts.items():
            procedure, _space, rule = name.partition(" ")
            found[procedure, rule] = found.get((procedure, rule), 0) + n
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [(procedure, rule, n) for (procedure, rule), n in ordered[:most]]
