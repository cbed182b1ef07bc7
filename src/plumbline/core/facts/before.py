"""Which earlier records an act may rest on, and what they say: candidates instead of guesses.

An order within one day of day precision is not known. So «the last one» is a set of candidates: every record that could
be the last before the judged one, and none at all if no record is surely before it. One truth from all decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record, Value, surely_before


class NoRecord:
    """The type of NO_RECORD."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_RECORD"


NO_RECORD: Final = NoRecord()
"""That no record exists, which is a fact, unlike a missing field, which is unknown (None)."""

_EMPTY: tuple[Record, ...] = ()


def split(group: Sequence[Record], judged: Record) -> tuple[list[Record], list[Record]]:
    """The records surely before the judged one, and those only possibly before it."""
    sure: list[Record] = []
    possible: list[Record] = []
    for record in group:
        stands = surely_before(record, judged)
        if stands:
            sure.append(record)
        elif stands is None:
            possible.append(record)
    return sure, possible


def _surely_after(one: Record, other: Record) -> bool:
    if one.day != other.day:
        return one.day > other.day
    if not (one.precise and other.precise):
        return False
    return (one.instant, one.seq) > (other.instant, other.seq)


def candidates(group: Sequence[Record], judged: Record, *, last: bool) -> Sequence[Record | NoRecord]:
    """Every record that could be the last (or first) of the group before the judged one; NO_RECORD if none is sure."""
    if not group:
        return (NO_RECORD,)
    sure, possible = split(group, judged)
    if not possible:
        if not sure:
            return (NO_RECORD,)
        if len(sure) == 1:
            return sure
    beats = _surely_after if last else _surely_before_other
    found: list[Record | NoRecord] = [
        c for c in sure + possible if not any(s is not c and beats(s, c) for s in sure)
    ]
    if not sure:
        found.append(NO_RECORD)
    return found


def _surely_before_other(one: Record, other: Record) -> bool:
    return _surely_after(other, one)


def attribute(case: Case, judged: Record, name: str, set_by: Sequence[tuple[str, str]]) -> Value | NoRecord:
    """A fact of the case as of the judged record: what the last record that sets it says, the judged one included.

    None where the source does not tell or where the order within a day decides.
    """
    own: Value = None
    sure: list[tuple[Record, Value]] = []
    possible: list[tuple[Record, Value]] = []
    uncovered = name in case.missing.facts or not set_by
    for step, field in set_by:
        uncovered = uncovered or step in case.missing.steps
        if judged.step == step and (own := judged.fields.get(field)) is not None:
            return own
        for record in case.by_step.get(step, _EMPTY):
            value = record.fields.get(field)
            if value is None:
                continue
            stands = surely_before(record, judged)
            if stands:
                sure.append((record, value))
            elif stands is None:
                possible.append((record, value))
    if not possible and len(sure) == 1:
        return sure[0][1]
    values: set[Value | NoRecord] = {
        v for r, v in sure + possible if not any(s is not r and _surely_after(s, r) for s, _ in sure)
    }
    if not sure:
        values.add(case.header.get(name, None if uncovered else NO_RECORD))
    return values.pop() if len(values) == 1 else None
