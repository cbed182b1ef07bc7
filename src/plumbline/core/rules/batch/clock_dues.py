"""Due days of clocks as other rules of the case read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import ibis

from plumbline.core.rules.batch.columns import Columns


class Opened(NamedTuple):
    """The obligations of one clock at one opening step: whether one was opened, its due day, and where it is hard."""

    step: str
    opened: Any
    due: Any
    hard: Any


class LastDue(NamedTuple):
    """A due day, where there is no obligation to read it from, and where only a walk can tell."""

    due: Any
    none: Any
    hard: Any


def last_due(columns: Columns, judged: str, obligations: Sequence[Opened]) -> LastDue:
    """The due day of the last obligation opened before or by the judged record, in order of (day, seq)."""
    day, seq = columns.fact(judged, "day"), columns.fact(judged, "seq")
    due, last_day, last_seq = ibis.null("int32"), ibis.null("int32"), ibis.null("int64")
    found: Any = ibis.literal(False)
    hard: Any = ibis.literal(False)
    for one in obligations:
        at, number = columns.fact(one.step, "day"), columns.fact(one.step, "seq")
        by_then = (at < day) | ((at == day) & (number <= seq))
        later = (at > last_day) | ((at == last_day) & (number >= last_seq))
        hard = hard | (one.hard & by_then).fill_null(False)
        counts = (one.opened & by_then).fill_null(False)
        taken = counts & (~found | later.fill_null(False))
        due = ibis.ifelse(taken, one.due, due)
        last_day, last_seq = ibis.ifelse(taken, at, last_day), ibis.ifelse(taken, number, last_seq)
        found = found | counts
    return LastDue(due, ~found, hard)
