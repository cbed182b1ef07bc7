"""Clocks whose due days nothing moves: the answers of `clock_one.py` by a shorter way, for those who ask often.

A case with an act that may move a due day, one that was joined with another, one whose source leaves out steps, and a
clock that pairs acts by fields, begins elsewhere or counts hours go the whole way. `CompiledRules` never comes here:
tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

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
_Obligation: TypeAlias = Callable[[Case, Record, Moment], Answer]
"""What is said of the obligation that an act opens."""


def quick_clock(judge: ClockJudge, read: frozenset[str]) -> Callable[[frozenset[str]], Judging]:
    """What judges a clock in cases that hold none but certain steps, from a source that leaves out no step.

    `read` are the clocks whose due days some rule reads.
    """
    clock = judge.rule.body
    assert isinstance(clock, Clock)
    in_hours = isinstance(clock.term, Period | FigurePeriod) and clock.term.unit is Unit.HOURS
    if clock.match or clock.start is not None or in_hours:
        return lambda _there: judge.judge
    told = not read.isdisjoint(judge.names)

    def at(there: frozenset[str]) -> Judging:
        if judge.due_days.moved_by(there):
            return judge.judge
        return _judging(judge, clock, _obligation(judge, clock, there), _found(clock.opens, there), told=told)

    return at


def _found(steps: Sequence[str], there: frozenset[str]) -> tuple[str, ...]:
    return tuple(step for step in steps if step in there)


def _judging(
    judge: ClockJudge, clock: Clock, obligation: _Obligation, opens: Sequence[str], *, told: bool
) -> Judging:
    """One verdict for each record of `from`; breaches of a bar after them."""
    rule, applies, bears = judge.rule, judge.applies, clock.on_expiry is not None
    name, first, last = rule.id, rule.from_day, rule.to_day
    kept = told or bears

    def judge_all(case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        if case.joined:
            judge.judge(case, now, officers, out)
            return
        dues: list[tuple[Record, int | None]] = []
        expired: list[tuple[Record, int]] = []
        for record in records_of(case, opens):
            if not first <= record.day <= last:
                continue
            answer = None if applies is None else applies(case, record)
            if answer is None:
                answer = obligation(case, record, now)
                if kept:
                    outcome, due = answer.outcome, answer.due
                    dues.append((record, None if outcome is _U else due))
                    if bears and outcome is _V and due is not None:
                        expired.append((record, due))
            out.append(Verdict((name, record.id, answer)))
        if (told and dues) or expired:
            judge.conclude(case, dues, expired, out)

    return judge_all


def _obligation(judge: ClockJudge, clock: Clock, there: frozenset[str]) -> _Obligation:
    """What says of one obligation what `settle` says of it."""
    plain, calendar = judge.due_days.plain, judge.calendar
    term = clock.term if isinstance(clock.term, Period) else None
    discharges, ends = _found(clock.discharges, there), _found(judge.ends, there)
    joined = not clock.survives and JOIN_STEP in there
    may_end = joined or bool(ends)

    def obligation(case: Case, opener: Record, now: Moment) -> Answer:
        end_day = opener.end_day
        try:
            found = _rare(judge, clock, case, opener) if term is None else plain(end_day, term)
        except ClockError:
            return BEYOND_CALENDAR
        if isinstance(found, Answer):
            return found
        sure: Record | None = None
        for record in records_of(case, discharges):
            day = record.day
            if day > end_day or (day == end_day and record is not opener and follows(record, opener)):
                sure = record
                break
        end = first_end(case, opener, ends, joined=joined) if may_end else None
        return settle(calendar, found, sure, end, now)

    return obligation


def _rare(judge: ClockJudge, clock: Clock, case: Case, opener: Record) -> Dues | Answer:
    """The due days of a term that is a day or a figure."""
    if isinstance(clock.term, FigurePeriod):
        period = judge.period(case, opener)
        return period if isinstance(period, Answer) else judge.due_days.plain(opener.end_day, period)
    return judge.due_days.find(case, opener, opener.end_day, clock.term, None) or _TERM_UNKNOWN
