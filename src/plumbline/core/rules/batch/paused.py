"""The due day of a clock with at most one pause, as columns: decision 9 of the batch-evaluation paper in whole days."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period, Span
from plumbline.core.clocks.deadline import due_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.rules.batch.columns import PausedDue
from plumbline.core.rules.batch.segment import Facts, filled
from plumbline.core.rules.expression import (
    OWN_DAYS,
    And,
    Arithmetic,
    Call,
    Compare,
    Expression,
    Field,
    In,
    Literal,
    Not,
    Or,
    walk,
)

_OPEN = 2**31 - 1


def paused_due(fact: Facts, spec: PausedDue) -> list[tuple[str, pa.Array]]:
    """The due day, `:suspended`, and `:late`: entered after the plain due day. As plain where no pause counts."""
    exclusion = spec.exclusion
    due = fact(spec.opener, spec.due)
    counts = _counts(fact, spec)
    begin, no_begin = filled(fact(exclusion.start, "day"))
    end, no_end = filled(fact(exclusion.end, "day"))
    begin_seq, _ = filled(fact(exclusion.start, "seq"))
    end_seq, _ = filled(fact(exclusion.end, "seq"))
    closed = ~no_end & ((end > begin) | ((end == begin) & (end_seq > begin_seq)))
    closed &= _equal(fact, spec, exclusion.end)
    end = np.where(closed, end, _OPEN)
    plain, no_due = filled(due)
    start, no_start = filled(fact(spec.opener, spec.source))
    touched = np.flatnonzero(counts & ~no_begin & ~no_due & ~no_start & (begin < plain))
    entered, _ = filled(fact(exclusion.start, "rday"))
    late = np.zeros(len(plain), np.bool_)
    late[touched] = entered[touched] > plain[touched]
    suspended = np.zeros(len(plain), np.bool_)
    suspended[touched] = end[touched] == _OPEN
    absent = no_due.copy()
    absent[touched[end[touched] == _OPEN]] = True
    moved = plain.copy()
    for i in touched[end[touched] != _OPEN]:
        day = _moved(fact.segment.around.calendar, spec, int(start[i]), int(begin[i]), int(end[i]))
        moved[i], absent[i] = (0, True) if day is None else (day, False)
    return [
        ("", pa.array(moved.astype(np.int32), mask=absent)),
        (":suspended", pa.array(suspended)),
        (":late", pa.array(late)),
    ]


def _moved(calendar: WorkingCalendar, spec: PausedDue, start: int, begin: int, end: int) -> int | None:
    period = Period(spec.n, spec.unit, spec.rolls)
    try:
        return due_day(start, period, calendar, spans=(Span(begin, end),)).day
    except ClockError:
        return None


def of_own_fields(condition: Expression) -> bool:
    """Whether a condition reads nothing but stated fields of the start act, so that its fields alone decide it."""
    shapes = (Literal, Field, Arithmetic, Call, Compare, In, And, Or, Not)
    return all(
        isinstance(n, shapes) and not (isinstance(n, Field) and n.name in OWN_DAYS) for n in walk(condition)
    )


def _counts(fact: Facts, spec: PausedDue) -> npt.NDArray[np.bool_]:
    """Where the pause's own condition surely holds and its match fields agree."""
    exclusion, segment = spec.exclusion, fact.segment
    equal = _equal(fact, spec, exclusion.start)
    condition = segment.around.conditions.get(id(exclusion))
    if condition is None:
        return equal
    rows = fact.rows(exclusion.start).drop_null().to_numpy(zero_copy_only=False)
    held: dict[int, bool] = {}
    fields = [n for n in segment.table.schema.names if n.startswith("f_")]
    known: dict[tuple[Any, ...], bool] = {}
    sub = segment.table.select(fields).take(pa.array(rows)).to_pylist() if fields else [{} for _ in rows]
    for row, values in zip(rows, sub, strict=True):
        key = tuple(values.values())
        if key not in known:
            stated = {name[2:]: value for name, value in values.items() if value is not None}
            known[key] = condition(stated) is True
        held[int(row)] = known[key]
    at = fact.rows(exclusion.start).fill_null(-1).to_numpy(zero_copy_only=False)
    holds = np.array([held.get(int(r), False) for r in at], np.bool_)
    return equal & holds


def _equal(fact: Facts, spec: PausedDue, step: str) -> npt.NDArray[np.bool_]:
    equal = np.ones(len(fact.there(step)), np.bool_)
    for name in spec.match:
        mine, said = fact(spec.opener, f"f:{name}"), fact(step, f"f:{name}")
        equal &= pc.equal(mine, said).fill_null(False).to_numpy(zero_copy_only=False)
    return equal
