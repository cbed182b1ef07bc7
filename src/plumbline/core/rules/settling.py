"""What an obligation amounts to once its due day is known: discharged, ended with the case, or still open."""

from __future__ import annotations

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.deadline import Instants, hours_due, hours_in_time
from plumbline.core.facts.case import order
from plumbline.core.facts.record import Record
from plumbline.core.rules.due_days import Dues
from plumbline.core.rules.pairing import instants_of
from plumbline.core.rules.verdict import Moment, Verdict
from plumbline.core.vocabulary import Outcome

_S, _V, _P = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.PENDING
_N, _U = Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED


def settle(
    rule: str,
    calendar: WorkingCalendar,
    opener: Record,
    dues: Dues,
    sure: Record | None,
    end: Record | None,
    now: Moment,
) -> Verdict:
    """The verdict of a clock in days. A discharge not later than the end of the case wins over the end."""
    low, high = dues.low, dues.high
    if sure is not None and (end is None or order(sure) <= order(end)):
        if low is None or sure.day <= low:
            late = low is not None and sure.recorded_at >= calendar.midnight(low + 1)
            return Verdict(rule, opener.id, _S, low, None, sure.id, None, late)
        if high is not None and sure.day > high:
            return Verdict(rule, opener.id, _V, high, None, sure.id, sure.day - high, reason="late")
        return Verdict(rule, opener.id, _U, reason="extension_unknown")
    if end is not None:
        if low is None or end.day <= low:
            return Verdict(rule, opener.id, _N, low, reason="ended")
        if high is not None and end.day > high:
            return Verdict(rule, opener.id, _V, high, None, None, end.day - high, reason="ended_after_due")
        return Verdict(rule, opener.id, _U, reason="extension_unknown")
    if low is None:
        return Verdict(rule, opener.id, _P, reason="suspended", detail=str(dues.suspended_since))
    if now.day <= low:
        return Verdict(rule, opener.id, _P, low)
    if high is not None and now.day > high:
        return Verdict(rule, opener.id, _V, high, None, None, now.day - high, reason="open")
    return Verdict(rule, opener.id, _U, reason="extension_unknown")


def settle_hours(
    rule: str,
    calendar: WorkingCalendar,
    opener: Record,
    term: tuple[Instants, int],
    sure: Record | None,
    end: Record | None,
    now: Moment,
) -> Verdict:
    """The verdict of a clock in hours; `term`: when it begins (perhaps some time of a day), and how many hours."""
    begin, n = term
    due = hours_due(begin.high, n)
    day = calendar.local_day(due)
    if sure is not None and (end is None or order(sure) <= order(end)):
        in_time = hours_in_time(begin, instants_of(sure, calendar, at_end=False), n)
        if in_time:
            return Verdict(rule, opener.id, _S, day, due, sure.id, None, sure.recorded_at > due)
        if in_time is None:
            return Verdict(rule, opener.id, _U, reason="time_of_day_unknown")
        return Verdict(rule, opener.id, _V, day, due, sure.id, sure.day - day, reason="late")
    if end is not None:
        in_time = hours_in_time(begin, instants_of(end, calendar, at_end=False), n)
        if in_time is None:
            return Verdict(rule, opener.id, _U, reason="time_of_day_unknown")
        if in_time:
            return Verdict(rule, opener.id, _N, day, due, reason="ended")
        return Verdict(rule, opener.id, _V, day, due, None, end.day - day, reason="ended_after_due")
    if now.instant <= hours_due(begin.low, n):
        return Verdict(rule, opener.id, _P, day, due)
    if now.instant > due:
        return Verdict(rule, opener.id, _V, day, due, None, now.day - day, reason="open")
    return Verdict(rule, opener.id, _U, reason="time_of_day_unknown")
