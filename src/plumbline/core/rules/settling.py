"""What an obligation amounts to once its due day is known: discharged, ended with the case, or still open."""

from __future__ import annotations

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.deadline import Instants, hours_due, hours_in_time
from plumbline.core.facts.case import order
from plumbline.core.facts.record import Record
from plumbline.core.rules.due_days import Dues
from plumbline.core.rules.pairing import instants_of
from plumbline.core.rules.verdict import Answer, Moment
from plumbline.core.vocabulary import Outcome

_S, _V, _P = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.PENDING
_N, _U = Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED
_new = tuple.__new__
"""For the answers that most obligations get: a named tuple's own constructor takes as long as the rest."""


def settle(
    calendar: WorkingCalendar,
    dues: Dues,
    sure: Record | None,
    end: Record | None,
    now: Moment,
) -> Answer:
    """What a clock in days says. A discharge not later than the end of the case wins over the end."""
    low, high = dues.low, dues.high
    if sure is not None and (end is None or order(sure) <= order(end)):
        if low is None or sure.day <= low:
            late = low is not None and sure.recorded_at >= calendar.midnight(low + 1)
            return _new(Answer, (_S, low, None, sure.id, None, late, "", "", ()))
        if high is not None and sure.day > high:
            return Answer(_V, high, None, sure.id, sure.day - high, reason="late")
        return Answer(_U, reason="extension_unknown")
    if end is not None:
        if low is None or end.day <= low:
            return Answer(_N, low, reason="ended")
        if high is not None and end.day > high:
            return Answer(_V, high, None, None, end.day - high, reason="ended_after_due")
        return Answer(_U, reason="extension_unknown")
    if low is None:
        return Answer(_P, reason="suspended", detail=str(dues.suspended_since))
    if now.day <= low:
        return _new(Answer, (_P, low, None, None, None, False, "", "", ()))
    if high is not None and now.day > high:
        return Answer(_V, high, None, None, now.day - high, reason="open")
    return Answer(_U, reason="extension_unknown")


def settle_hours(
    calendar: WorkingCalendar,
    term: tuple[Instants, int],
    sure: Record | None,
    end: Record | None,
    now: Moment,
) -> Answer:
    """What a clock in hours says; `term`: when it begins (perhaps some time of a day), and how many hours."""
    begin, n = term
    due = hours_due(begin.high, n)
    day = calendar.local_day(due)
    if sure is not None and (end is None or order(sure) <= order(end)):
        in_time = hours_in_time(begin, instants_of(sure, calendar, at_end=False), n)
        if in_time:
            return Answer(_S, day, due, sure.id, None, sure.recorded_at > due)
        if in_time is None:
            return Answer(_U, reason="time_of_day_unknown")
        return Answer(_V, day, due, sure.id, sure.day - day, reason="late")
    if end is not None:
        in_time = hours_in_time(begin, instants_of(end, calendar, at_end=False), n)
        if in_time is None:
            return Answer(_U, reason="time_of_day_unknown")
        if in_time:
            return Answer(_N, day, due, reason="ended")
        return Answer(_V, day, due, None, end.day - day, reason="ended_after_due")
    if now.instant <= hours_due(begin.low, n):
        return Answer(_P, day, due)
    if now.instant > due:
        return Answer(_V, day, due, None, now.day - day, reason="open")
    return Answer(_U, reason="time_of_day_unknown")
