"""Clocks whose due days nothing moves: the answers of `clock_one.py` by a shorter way, for those who ask often.

A case with an act that may move a due day, one that was joined with another, one whose source leaves out steps, and a
clock that pairs acts by fields, begins elsewhere or counts hours go the whole way. `CompiledRules` never comes here:
tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import JOIN_STEP, Case
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record, follows
from plumbline.core.rules.clock_one import BEYOND_CALENDAR, ClockJudge, first_end
from plumbline.core.rules.due_days import Dues
from plumbline.core.rules.pairing import records_of
from plumbline.core.rules.rule import Clock, FigurePeriod
from plumbline.core.rules.settling import settle
from plumbline.core.rules.verdict import Answer, Judging, Moment, Verdict
from plumbline.core.vocabulary import Outcome

_V, _U = Outcome.VIOLATED, Outcome.UNDETERMINED
_TERM_UNKNOWN = Answer(_U, reason="term_unknown")


def quick_clock(judge: ClockJudge, read: frozenset[str]) -> Judging:
    """The judging of a clock; `read` are the clocks whose due days some rule reads."""
    clock = judge.rule.body
    assert isinstance(clock, Clock)
    in_hours = isinstance(clock.term, Period | FigurePeriod) and clock.term.unit is Unit.HOURS
    if clock.match or clock.start is not None or in_hours:
        return judge.judge
    return _QuickClock(judge, clock, told=not read.isdisjoint(judge.names)).judge


class _QuickClock:
    """Judges the obligations of one clock."""

    __slots__ = ("_clock", "_judge", "_mortal", "_span", "_term", "_told")

    def __init__(self, judge: ClockJudge, clock: Clock, *, told: bool) -> None:
        self._judge, self._clock, self._told = judge, clock, told
        self._term = clock.term if isinstance(clock.term, Period) else None
        self._span = judge.rule.from_day, judge.rule.to_day
        self._mortal = not clock.survives

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """One verdict for each record of `from`; breaches of a bar after them."""
        judge, clock, by_step = self._judge, self._clock, case.by_step
        if case.joined or case.missing.steps or judge.due_days.may_move(case):
            judge.judge(case, now, officers, out)
            return
        (first, last), name, applies = self._span, judge.rule.id, judge.applies
        ends = [step for step in judge.ends if step in by_step]
        dues: list[tuple[Record, int | None]] = []
        expired: list[tuple[Record, int]] = []
        for record in records_of(case, clock.opens):
            if not first <= record.day <= last:
                continue
            answer = None if applies is None else applies(case, record)
            if answer is None:
                answer = self._obligation(case, record, ends, now)
                outcome, due = answer.outcome, answer.due
                dues.append((record, None if outcome is _U else due))
                if outcome is _V and due is not None:
                    expired.append((record, due))
            out.append(Verdict((name, record.id, answer)))
        if (self._told and dues) or (expired and clock.on_expiry is not None):
            judge.conclude(case, dues, expired if clock.on_expiry is not None else (), out)

    def _obligation(self, case: Case, opener: Record, ends: Sequence[str], now: Moment) -> Answer:
        judge, term, end_day = self._judge, self._term, opener.end_day
        try:
            if term is not None:
                dues = judge.due_days.plain(end_day, term)
            else:
                found = self._rare(case, opener)
                if isinstance(found, Answer):
                    return found
                dues = found
        except ClockError:
            return BEYOND_CALENDAR
        sure: Record | None = None
        for record in records_of(case, self._clock.discharges):
            day = record.day
            if day > end_day or (day == end_day and record is not opener and follows(record, opener)):
                sure = record
                break
        end = None
        if ends or (self._mortal and JOIN_STEP in case.by_step):
            end = first_end(case, opener, ends, joined=self._mortal)
        return settle(judge.calendar, dues, sure, end, now)

    def _rare(self, case: Case, opener: Record) -> Dues | Answer:
        """The due days of a term that is a day or a figure."""
        judge, term = self._judge, self._clock.term
        if isinstance(term, FigurePeriod):
            period = judge.period(case, opener)
            return period if isinstance(period, Answer) else judge.due_days.plain(opener.end_day, period)
        return judge.due_days.find(case, opener, opener.end_day, term, None) or _TERM_UNKNOWN
