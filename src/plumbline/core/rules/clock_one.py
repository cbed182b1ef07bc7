"""The plain evaluator of clocks: one obligation at a time, exactly as docs/explanation/pack-format.md says.

Order inside an obligation: when, start, term, restarts, extensions and pauses, discharge, end of the case, now; at last
what the source does not cover. Same-day acts of day precision go by sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.clocks.deadline import instants_of_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.before import NO_RECORD
from plumbline.core.facts.case import JOIN_STEP, LEAD_CASE, Case, Joining, in_time, order
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record, follows
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.closures import Operand
from plumbline.core.rules.compile_one import Compiler, Surroundings
from plumbline.core.rules.due_days import DueDays, Dues, Terms
from plumbline.core.rules.expression import FigureOf
from plumbline.core.rules.pairing import deemed, instants_of, matching, records_of
from plumbline.core.rules.rule import Clock, FigurePeriod, Rule
from plumbline.core.rules.settling import settle, settle_hours
from plumbline.core.rules.verdict import Answer, Applies, Moment, Verdict
from plumbline.core.vocabulary import Deem, Outcome

_S, _V, _P = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.PENDING
_N, _U = Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED
_HOURS = Unit.HOURS
_MATCH_UNKNOWN = Answer(_U, reason="match_unknown")
BEYOND_CALENDAR = Answer(_U, reason="beyond_calendar")

Due: TypeAlias = tuple[Record, int]
Opened: TypeAlias = list[tuple[Record, int | None]]
"""Openers, each with the due day of its obligation."""


class ClockJudge:
    """Judges the obligations of one clock."""

    __slots__ = (
        "_clock",
        "_figure",
        "_start",
        "applies",
        "calendar",
        "due_days",
        "ends",
        "names",
        "rule",
    )

    def __init__(
        self,
        rule: Rule,
        clock: Clock,
        compiler: Compiler,
        around: Surroundings,
        applies: Applies | None,
        ends: Sequence[str],
    ) -> None:
        self.rule = rule
        self._clock = clock
        self.calendar: WorkingCalendar = around.calendar
        self.applies = applies
        self.ends = () if clock.survives else tuple(ends)
        self.names = (rule.id, *rule.stands_for)
        self._start: Callable[[Case, Record], Operand] | None = (
            compiler.value(clock.start) if clock.start is not None else None
        )
        term = clock.term
        self._figure = compiler.figure(FigureOf(term.figure)) if isinstance(term, FigurePeriod) else None
        self.due_days = DueDays(clock, compiler, around.calendar)

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """One verdict for each record of `from`; breaches of a bar after them."""
        rule, clock, applies = self.rule, self._clock, self.applies
        dues: Opened = []
        expired: list[Due] = []
        for record in records_of(case, clock.opens):
            if not rule.from_day <= record.day <= rule.to_day:
                continue
            answer = None if applies is None else applies(case, record)
            if answer is not None:
                out.append(Verdict((rule.id, record.id, answer)))
                continue
            try:
                answer = self._obligation(case, record, now)
            except ClockError:
                answer = BEYOND_CALENDAR
            out.append(Verdict((rule.id, record.id, answer)))
            outcome, due = answer.outcome, answer.due
            dues.append((record, due if outcome is not _U else None))
            if clock.on_expiry is not None and outcome is _V and due is not None:
                expired.append((record, due))
        self.conclude(case, dues, expired, out)

    def conclude(self, case: Case, dues: Opened, expired: Sequence[Due], out: list[Verdict]) -> None:
        """What later rules read, and what follows from terms that ended unused."""
        barred: list[Verdict] = []
        for record, due in expired:  # after all openers: a clock does not read what it deems itself
            self._expired(case, record, due, barred)
        if dues:
            for name in self.names:
                case.dues[name] = [*case.dues[name], *dues] if name in case.dues else dues
        out.extend(barred)

    def _obligation(self, case: Case, opener: Record, now: Moment) -> Answer:
        clock = self._clock
        if clock.match and any(opener.fields.get(f) is None for f in clock.match):
            return _MATCH_UNKNOWN
        start: Operand = opener.end_day if self._start is None else self._start(case, opener)
        if start is NO_RECORD:
            return Answer(_N, reason="no_start")
        if not isinstance(start, int):
            return Answer(_U, reason="start_unknown")
        term: Terms = clock.term
        if self._figure is not None:
            found = self.period(case, opener)
            if isinstance(found, Answer):
                return found
            term = found
        sure, possible = self._discharges(case, opener)
        end = first_end(case, opener, self.ends, joined=not clock.survives)
        if isinstance(term, Period) and term.unit is _HOURS:
            begin = (
                instants_of(opener, self.calendar, at_end=True)
                if self._start is None
                else instants_of_day(start, self.calendar)
            )
            answer = settle_hours(self.calendar, (begin, term.n), sure, end, now)
            dues = Dues(answer.due, answer.due)
        else:
            if case.joined:
                start = self._joined_start(case, opener, start, sure)
            resolved = self.due_days.find(case, opener, start, term, sure)
            if resolved is None:
                return Answer(_U, reason="term_unknown")
            dues = resolved
            answer = settle(self.calendar, dues, sure, end, now)
            if self.due_days.may_move(case) and answer.outcome in (_S, _N, _P):
                act = sure if answer.outcome is _S else end
                decided = now.day if act is None else act.day
                late = self.due_days.late_records(case, opener, start, term, sure, decided)
                if late:
                    answer = answer._replace(late_entry=True, moved_late=late)
        if answer.outcome in (_S, _U):
            return answer
        if end is not None and possible:  # what comes after the end of the case discharges nothing
            possible = [p for p in possible if order(p) <= order(end)]
        return self._doubts(case, answer, dues, possible)

    def period(self, case: Case, opener: Record) -> Period | Answer:
        """The period whose length is a figure, or what its absence amounts to."""
        term = self._clock.term
        assert isinstance(term, FigurePeriod)
        assert self._figure is not None
        found = self._figure(case, opener)
        if isinstance(found, Unset):
            return Answer(_N, reason="figure_unset", detail=found.set_by)
        if found is None:
            return Answer(_U, reason="figure_unknown", detail=term.figure)
        return Period(int(found), term.unit, term.roll)

    def _discharges(self, case: Case, opener: Record) -> tuple[Record | None, list[Record]]:
        """The first surely matching later `to`, and the later ones that may match."""
        match, end = self._clock.match, opener.end_day
        possible: list[Record] = []
        for record in records_of(case, self._clock.discharges):
            if record.day < end or record is opener or (record.day == end and not follows(record, opener)):
                continue
            if not match:
                return record, possible
            matches = matching(opener, record, match)
            if matches:
                return record, possible
            if matches is None:
                possible.append(record)
        return None, possible

    def _joined_start(self, case: Case, opener: Record, start: int, sure: Record | None) -> int:
        """The earliest start of this clock where it was open in a case that was joined into this one, open too."""
        for joining in case.joined:
            if order(opener) >= joining.at or (sure is not None and order(sure) < joining.at):
                continue
            for other in records_of(joining.case, self._clock.opens):
                if order(other) < joining.at and self._was_open(joining, other, opener):
                    began = other.end_day if self._start is None else self._start(joining.case, other)
                    start = min(start, began) if isinstance(began, int) else start
        return start

    def _was_open(self, joining: Joining, other: Record, opener: Record) -> bool:
        """Whether the like obligation of a joined case was opened under this rule and not discharged before joining."""
        match, inside = self._clock.match, self.rule.from_day <= other.day <= self.rule.to_day
        if not inside or matching(opener, other, match) is not True:
            return False
        done = records_of(joining.case, self._clock.discharges)
        return not any(
            order(d) < joining.at and follows(d, other) and matching(other, d, match) is True for d in done
        )

    def _doubts(self, case: Case, answer: Answer, dues: Dues, possible: Sequence[Record]) -> Answer:
        """What the source leaves open turns an outcome that was found, other than `satisfied`, to `undetermined`."""
        outcome, missing = answer.outcome, case.missing.steps
        if possible and any(_may_be_in_time(self.calendar, p, answer, dues) for p in possible):
            return _MATCH_UNKNOWN
        if not missing or outcome is _N:
            return answer
        clock = self._clock
        if not missing.isdisjoint(clock.discharges):
            return Answer(_U, reason="to_uncovered")
        if outcome is _V:
            pausing = {e.step for e in clock.extensions} | set(clock.restart)
            pausing |= {s for e in clock.excludes for s in (e.start, e.end)}
            if answer.reason == "open":
                pausing |= set(self.ends)  # the case may have ended without telling
            if not missing.isdisjoint(pausing):
                return Answer(_U, reason="pause_uncovered")
        return answer

    def _expired(self, case: Case, opener: Record, due: int, barred: list[Verdict]) -> None:
        """What follows from a term that ended unused: a deemed act, or breaches of the bar."""
        effect = self._clock.on_expiry
        assert effect is not None
        if effect.deem is not None:
            known = None if effect.deem_at is Deem.START else due
            case.by_step[effect.deem] = sorted(
                [*case.by_step.get(effect.deem, ()), deemed(effect.deem, opener, known, self.calendar)],
                key=in_time,
            )
        if effect.bars is not None:
            for record in case.by_step.get(effect.bars, ()):
                after = record.day > due and follows(record, opener)
                if after and matching(opener, record, self._clock.match) is True:
                    answer = Answer(_V, due, days_over=record.day - due, reason="barred")
                    barred.append(Verdict((self.rule.id, record.id, answer)))


def _may_be_in_time(calendar: WorkingCalendar, record: Record, answer: Answer, dues: Dues) -> bool:
    if answer.due_instant is not None:
        return instants_of(record, calendar, at_end=False).low <= answer.due_instant
    return dues.high is None or record.day <= dues.high


def first_end(case: Case, opener: Record, ends: Sequence[str], *, joined: bool) -> Record | None:
    """What ends the case first after the opener: an act of `ends`, or its being joined into another case."""
    by_step = case.by_step
    first: Record | None = None
    for step in ends:
        if step in by_step:
            for record in by_step[step]:
                if follows(record, opener) and (first is None or order(record) < order(first)):
                    first = record
    if joined and JOIN_STEP in by_step:
        leads = (None, case.id)
        for record in by_step[JOIN_STEP]:
            if record.fields.get(LEAD_CASE) in leads or not follows(record, opener):
                continue
            if first is None or order(record) < order(first):
                first = record
    return first
