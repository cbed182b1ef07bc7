"""Extensions, pauses and restarts entered only after the term had ended, on which an outcome rests all the same.

They are judged by the time of the act (architecture §5, «Two times»), and told, so that back-dating is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.record import NOTHING_RECORDED, Record

Counts: TypeAlias = Callable[[Record], bool]
"""Whether a record may move a due day."""


def every_record(_record: Record) -> bool:
    """All of them may."""
    return True


def entered_late(
    moving: Sequence[Record], decided: int, calendar: WorkingCalendar, find: Callable[[Counts], int | None]
) -> tuple[str, ...]:
    """The ids of the acts entered too late without which the day `decided` would be after the due day.

    `find` gives the due day that some of the `moving` records make (None: suspended, or not known). What counts as
    entered in time is found by going forward: an act entered by the end of the due day that stood by what had been
    entered before it.
    """
    limit = NOTHING_RECORDED
    while any(r.recorded_at > limit for r in moving):
        due = find(_entered_by(limit))
        if due is None or decided <= due:
            return ()
        reached = calendar.midnight(due + 1) - 1
        if reached <= limit:
            break
        limit = reached
    late = [r for r in moving if r.recorded_at > limit]
    if len(late) > 1:
        full = find(every_record)
        late = [r for r in late if find(_besides(r)) != full] or late
    return tuple(r.id for r in late)


def _entered_by(limit: int) -> Counts:
    return lambda record: record.recorded_at <= limit


def _besides(one: Record) -> Counts:
    return lambda record: record is not one
