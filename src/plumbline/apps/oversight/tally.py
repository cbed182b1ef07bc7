"""Outcomes counted while judging, and where records stood in the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from plumbline.apps.oversight.bench import RegimeKey
from plumbline.core.facts.record import Record
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

RuleKey: TypeAlias = tuple[str, str]
"""Procedure and rule."""


@dataclass(slots=True)
class Tally:
    """Outcomes by rule, in-time acts that were entered only after the due instant, and the regimes judged under."""

    outcomes: Counter[tuple[str, str, Outcome]] = field(default_factory=Counter)
    late_entries: Counter[RuleKey] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str, Outcome, str, str]] = field(default_factory=Counter)
    breaches: int = 0
    cases: int = 0
    regimes: set[RegimeKey] = field(default_factory=set)

    def count(self, procedure: str, verdict: Verdict) -> None:
        """Count one verdict."""
        self.outcomes[procedure, verdict.rule, verdict.outcome] += 1
        if verdict.outcome is Outcome.UNDETERMINED or verdict.outcome is Outcome.NOT_APPLICABLE:
            self.reasons[procedure, verdict.rule, verdict.outcome, verdict.reason, verdict.detail] += 1
        if verdict.late_entry:
            self.late_entries[procedure, verdict.rule] += 1

    def add(self, other: Tally) -> None:
        """Put the counts of another part in."""
        self.outcomes.update(other.outcomes)
        self.late_entries.update(other.late_entries)
        self.reasons.update(other.reasons)
        self.breaches += other.breaches
        self.cases += other.cases
        self.regimes |= other.regimes

    def reasons_of(self, procedure: str, rule: str) -> list[dict[str, object]]:
        """Why a rule was undetermined or not applicable, and how often."""
        return [
            {"outcome": str(outcome), "reason": reason, "detail": detail, "count": count}
            for (p, r, outcome, reason, detail), count in sorted(self.reasons.items())
            if (p, r) == (procedure, rule)
        ]


def places_of(
    records: Sequence[Record], places: Sequence[tuple[int, int]], sources: Sequence[str]
) -> dict[str, str]:
    """`file:line` of each version of each record."""
    return {r.id: f"{sources[file]}:{line}" for r, (file, line) in zip(records, places, strict=True)}
