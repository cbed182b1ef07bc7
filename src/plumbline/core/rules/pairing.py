"""How records are put together in a clock: by step, by equal fields, by role; and the acts that the law deems done."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.deadline import Instants, instants_of_day
from plumbline.core.facts.case import Case, in_time
from plumbline.core.facts.record import NOTHING_RECORDED, Record
from plumbline.core.rules.rule import Extension


def records_of(case: Case, steps: Sequence[str]) -> Sequence[Record]:
    """The records of one or several steps in order of (day, instant, seq)."""
    by_step = case.by_step
    if len(steps) == 1:
        return by_step.get(steps[0], ())
    groups = [by_step[s] for s in steps if s in by_step]
    if len(groups) == 1:
        return groups[0]
    found = [r for group in groups for r in group]
    found.sort(key=in_time)
    return found


def matching(opener: Record, record: Record, fields: Sequence[str]) -> bool | None:
    """Whether both carry equal values of the fields; None where one of them is not stated."""
    unknown = False
    for name in fields:
        mine, other = opener.fields.get(name), record.fields.get(name)
        if mine is None or other is None:
            unknown = True
        elif mine != other:
            return False
    return None if unknown else True


def deemed(step: str, opener: Record, due: int | None, calendar: WorkingCalendar) -> Record:
    """The computed, unstored record of an act that the law treats as done.

    From the start it stands on the opener's day; with a due day, from 24:00 of that day, which is the next midnight.
    """
    end_day = opener.end_day if due is None else due
    day = end_day if due is None else due + 1
    at = calendar.midnight(day)
    return Record(
        id=f"deemed:{step}:{opener.id}",
        step=step,
        seq=opener.seq,
        day=day,
        instant=at,
        precise=due is not None,
        end_day=end_day,
        end_instant=at if due is None else at - 1,
        end_precise=due is not None,
        recorded_at=NOTHING_RECORDED,
        by=None,
        documents=None,
        recordings=None,
        deemed=True,
        case=opener.case,
    )


def instants_of(record: Record, calendar: WorkingCalendar, *, at_end: bool) -> Instants:
    """When an act begins or ends: one instant, or the whole day."""
    if at_end:
        exact, day, instant = record.end_precise, record.end_day, record.end_instant
    else:
        exact, day, instant = record.precise, record.day, record.instant
    return Instants(instant, instant) if exact else instants_of_day(day, calendar)


def by_role(record: Record, spec: Extension) -> bool | None:
    """Whether an acting officer has the role that may extend; None where roles are not stated."""
    if spec.by is None:
        return True
    if record.by is None:
        return None
    if any(a.role == spec.by for a in record.by):
        return True
    return None if not record.by or any(a.role is None for a in record.by) else False
