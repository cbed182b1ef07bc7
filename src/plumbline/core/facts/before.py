"""Which earlier records an act may rest on, and what they say: candidates instead of guesses.

An order within one day of day precision is not known. So «the last one» is a set of candidates: every record that could
be the last before the judged one, and none at all if no record is surely before it. One truth from all decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record, Value, counts_for, follows, surely_before


class NoRecord:
    """The type of NO_RECORD."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_RECORD"


NO_RECORD: Final = NoRecord()
"""That no record exists, which is a fact, unlike a missing field, which is unknown (None)."""

_EMPTY: tuple[Record, ...] = ()
_NONE: Final = (NO_RECORD,)


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
        return _NONE
    if len(group) == 1 and (stands := surely_before(group[0], judged)) is not None:
        return group if stands else _NONE
    sure, possible = split(group, judged)
    if not possible:
        if not sure:
            return _NONE
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

    A setter that does not state the field leaves the fact unknown (None), unless the header states it.
    """
    silent = name in case.missing.facts or not set_by
    last: Record | None = None
    value: Value = None
    for step, field in set_by:
        silent = silent or step in case.missing.steps
        if judged.step == step:
            if (own := judged.fields.get(field)) is not None:
                return own
            silent = True
        for record in case.by_step.get(step, _EMPTY):
            if record is judged or not counts_for(record, judged):
                continue
            said = record.fields.get(field)
            if said is None:
                silent = True
            elif last is None or follows(record, last):
                last, value = record, said
    if last is not None:
        return value
    return case.header.get(name, None if silent else NO_RECORD)
