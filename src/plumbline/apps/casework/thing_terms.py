"""Things whose last day somebody stated, for the reminders; a measure's own limit reminds of the things under it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from plumbline.apps.casework.approval_chains import unit_heads
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.goods.queries import stated_terms
from plumbline.apps.reminders.due import Due


def things_due_until(last: int) -> Iterator[Due]:
    """A limit for each thing that is still there and may be held no longer than up to a day `last` or before."""
    heads = cache(unit_heads)
    for line in stated_terms(last):
        file = read_case(line.case)
        opening = file.history.opening
        assert line.due_day is not None
        yield Due(
            line.case,
            line.number,
            opening.organ,
            opening.division,
            f"things/{line.record}",
            f"“{line.name}”保管期限届满前作出处理",
            f"“{line.name}” is disposed of before its term ends",
            line.due_day,
            tuple(file.history.handlers),
            heads(opening.organ, opening.procedure),
        )
