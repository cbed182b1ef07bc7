"""What may be done in a case, worked out once for the very records, the role, who is qualified, and the day.

Rules count days, so that a case says the same from midnight to midnight: unless an act lies still ahead or ends today,
or the procedure counts hours towards what may be done. Then it is worked out anew each time.
"""

from __future__ import annotations

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.page_parts.kept import Kept
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.standing import Possibility, possibilities
from plumbline.core.clocks.counting import Unit
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.procedures.definition import Procedure
from plumbline.core.rules.rule import Clock, Interval

_FOUND: Kept[tuple[Docket, History, tuple[Possibility, ...]]] = Kept(512)
"""Each value holds the docket and history of its key, so that none of their identities can pass to something else."""

_HOURS: Kept[bool] = Kept(512)
"""Whether a procedure, by its content, counts hours."""


def possible(file: CaseFile, now: int, role: str, officers: OfficerRegister) -> list[Possibility]:
    """`possibilities` of the case for a role."""
    docket, history = file.docket, file.history
    if not stands_all_day(file, now):
        return possibilities(docket, history, now, role, officers)
    told = tuple(sorted(officers.certificates.items())), officers.closed
    key = id(docket), id(history), docket.calendar.local_day(now), role, told
    made = _FOUND.get(
        key, lambda: (docket, history, tuple(possibilities(docket, history, now, role, officers)))
    )
    return list(made[2])


def stands_all_day(file: CaseFile, now: int) -> bool:
    """Whether what may be done in the case is the same until midnight, if nobody enters anything."""
    procedure = file.docket.procedure
    by_hours = _HOURS.get(procedure.content_hash, lambda: _by_hours(procedure))
    return not by_hours and not _turns_today(file.history, now)


def _turns_today(history: History, now: int) -> bool:
    """Whether something in the case, or in one joined into it, lies ahead of this instant."""
    ahead = any(max(one.instant, one.end_instant, one.recorded_at) > now for one in history.acts)
    return ahead or any(_turns_today(other, now) for other in history.joined.values())


def _by_hours(procedure: Procedure) -> bool:
    """Whether a limit in hours decides what may be done."""
    bodies = [rule.body for rule in procedure.rules]
    if any(isinstance(one, Interval) and one.period.unit is Unit.HOURS for one in bodies):
        return True
    deems = (one for one in bodies if isinstance(one, Clock) and one.on_expiry is not None)
    return any(Unit.HOURS in repr(one.term) for one in deems)
