"""The plain evaluator of clocks: one obligation at a time, exactly as docs/explanation/pack-format.md says.

Order inside an obligation: when, start, term, restarts, extensions and pauses, discharge, end of the case, now; at last
what the source does not cover. Same-day acts of day precision go by sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period, Span, Unit
from plumbline.core.clocks.deadline import Due, due_day, hours_due, hours_in_time, instants_of_day
from plumbline.core.clocks.deadline import Instants as Instants
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.before import NO_RECORD
from plumbline.core.facts.case import Case, order
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record, follows
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.closures import Operand, Test
from plumbline.core.rules.compile_one import Compiler, Surroundings
from plumbline.core.rules.pairing import by_role, deemed, instants_of, matching, records_of
from plumbline.core.rules.rule import ByDate, Clock, Extension, FigurePeriod, Rule, Until
from plumbline.core.rules.verdict import Applies, Moment, Verdict
from plumbline.core.vocabulary import Deem, Outcome

_EPOCH = date(1970, 1, 1).toordinal()
_FAR = 9999
_FAR_DAY = 2**30
_S, _V, _P = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.PENDING
_N, _U = Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED


@dataclass(frozen=True, slots=True)
class _Dues:
    """Due day with every doubt taken short and long; None while suspended."""

    low: int | None
    high: int | None
    suspended_since: int | None = None


class ClockJudge:
    """Judges the obligations of one clock."""

    __slots__ = (
        "_applies",
        "_around",
        "_calendar",
        "_clock",
        "_conditions",
        "_ends",
        "_start",
        "_until",
        "rule",
    )

    def __init__(
        self,
        rule: Rule,
        clock: Clock,
        compiler: Compiler,
        around: Surroundings,
        applies: Applies,
        ends: Sequence[str],
    ) -> None:
        self.rule = rule
        self._clock = clock
        self._calendar: WorkingCalendar = around.calendar
        self._around = around
        self._applies = applies
        self._ends = () if clock.survives else tuple(ends)
        self._start: Callable[[Case, Record], Operand] | None = (
            compiler.value(clock.start) if clock.start is not None else None
        )
        self._until = compiler.value(clock.term.day) if isinstance(clock.term, Until) else None
        self._conditions: list[Test | None] = [
            compiler.test(e.condition) if e.condition is not None else None for e in clock.excludes
        ]

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """One verdict for each record of `from`; breaches of a bar after them."""
        rule = self.rule
        opened = records_of(case, self._clock.opens)
        dues: list[tuple[Record, int | None]] = []
        barred: list[Verdict] = []
        for record in opened:
            if not rule.from_day <= record.day <= rule.to_day:
                continue
            settled = self._applies(case, record)
            if settled is not None:
                out.append(Verdict(rule.id, record.id, settled[0], reason=settled[1], detail=settled[2]))
                continue
            try:
                verdict = self._obligation(case, record, now)
            except ClockError:
                verdict = Verdict(rule.id, record.id, _U, reason="beyond_calendar")
            out.append(verdict)
            dues.append((record, verdict.due if verdict.outcome is not _U else None))
            if self._clock.on_expiry is not None and verdict.outcome is _V and verdict.due is not None:
                self._expired(case, record, verdict.due, barred)
        if dues:
            case.dues[rule.id] = dues
        out.extend(barred)

    def _obligation(self, case: Case, opener: Record, now: Moment) -> Verdict:
        clock, rule_id = self._clock, self.rule.id
        if clock.match and any(opener.fields.get(f) is None for f in clock.match):
            return Verdict(rule_id, opener.id, _U, reason="match_unknown")
        start: Operand = opener.end_day if self._start is None else self._start(case, opener)
        if start is NO_RECORD:
            return Verdict(rule_id, opener.id, _N, reason="no_start")
        if not isinstance(start, int):
            return Verdict(rule_id, opener.id, _U, reason="start_unknown")
        sure, possible = self._discharges(case, opener)
        end = self._end(case, opener)
        term = clock.term
        if isinstance(term, FigurePeriod):
            found = self._around.figure(term.figure, opener.day, None)
            if isinstance(found, Unset):
                return Verdict(rule_id, opener.id, _N, reason="figure_unset", detail=found.set_by)
            if found is None:
                return Verdict(rule_id, opener.id, _U, reason="figure_unknown", detail=term.figure)
            term = Period(int(found), term.unit, term.roll)
        if isinstance(term, Period) and term.unit is Unit.HOURS:
            verdict = self._in_hours(case, opener, term.n, sure, end, now)
            dues = _Dues(verdict.due, verdict.due)
        else:
            start = self._joined_start(case, opener, start, sure)
            resolved = self._dues(case, opener, start, term, sure)
            if resolved is None:
                return Verdict(rule_id, opener.id, _U, reason="term_unknown")
            dues = resolved
            verdict = self._settle(opener, dues, sure, end, now)
        return self._doubts(case, verdict, dues, possible)

    def _discharges(self, case: Case, opener: Record) -> tuple[Record | None, list[Record]]:
        """The first surely matching later `to`, and the later ones that may match."""
        match = self._clock.match
        possible: list[Record] = []
        for record in records_of(case, self._clock.discharges):
            if not follows(record, opener) or record is opener:
                continue
            if not match:
                return record, possible
            matches = matching(opener, record, match)
            if matches:
                return record, possible
            if matches is None:
                possible.append(record)
        return None, possible

    def _end(self, case: Case, opener: Record) -> Record | None:
        first: Record | None = None
        for step in self._ends:
            for record in case.by_step.get(step, ()):
                if follows(record, opener) and (first is None or order(record) < order(first)):
                    first = record
        return first

    def _joined_start(self, case: Case, opener: Record, start: int, sure: Record | None) -> int:
        """The earliest start of the same clock in cases joined into this one while it was open."""
        at = case.joined_at
        if at is None or order(opener) >= at or (sure is not None and order(sure) < at):
            return start
        days = [case.inherited[s] for s in self._clock.opens if s in case.inherited]
        return min([start, *days])

    def _dues(
        self,
        case: Case,
        opener: Record,
        start: int,
        term: Period | Until | ByDate | FigurePeriod,
        sure: Record | None,
    ) -> _Dues | None:
        if isinstance(term, Until):
            day = self._until(case, opener) if self._until is not None else None
            return _Dues(day, day) if isinstance(day, int) else None
        if isinstance(term, ByDate):
            year = date.fromordinal(start + _EPOCH).year + 1
            day = date(year, term.month, term.day).toordinal() - _EPOCH
            return _Dues(day, day)
        assert isinstance(term, Period)
        clock = self._clock
        if not (clock.extensions or clock.excludes or clock.restart):
            day = due_day(start, term, self._calendar).day
            return _Dues(day, day)
        spans = self._spans(case, opener)
        grants = self._grants(case, opener)
        since = (opener.end_day, opener.seq)
        dues = self._adjusted(start, since, term, spans, grants)
        for again in records_of(case, clock.restart):
            if not follows(again, opener) or matching(opener, again, clock.match) is not True:
                continue
            if sure is not None and order(sure) <= order(again):
                break
            if dues.low is not None and again.day > dues.low:
                if dues.high is not None and again.day > dues.high:
                    break
                return None
            since = order(again)
            dues = self._adjusted(again.day, since, term, spans, grants)
        return dues

    def _adjusted(
        self,
        start: int,
        since: tuple[int, int],
        term: Period,
        spans: Sequence[Span],
        grants: Sequence[tuple[Record, Extension]],
    ) -> _Dues:
        later = [g for g in grants if order(g[0]) > since]
        low = self._extended(start, term, spans, later, doubt=0)
        if not later:
            return low
        high = self._extended(start, term, spans, later, doubt=_FAR)
        return _Dues(low.low, high.low, low.suspended_since)

    def _extended(
        self,
        start: int,
        term: Period,
        spans: Sequence[Span],
        grants: Sequence[tuple[Record, Extension]],
        *,
        doubt: int,
    ) -> _Dues:
        """Due day when every unknown length is `doubt`; the first extension that comes too late ends the list."""
        given: dict[str, int] = {}
        used: dict[str, int] = {}
        fixed: int | None = None
        for record, spec in grants:
            if spec.times is not None and used.get(spec.step, 0) >= spec.times:
                continue
            standing = fixed if fixed is not None else self._due(start, term, given, spans).day
            if standing is not None and record.day > standing:
                break
            known = by_role(record, spec)
            if known is False:
                continue
            used[spec.step] = used.get(spec.step, 0) + 1
            if spec.sets is not None:
                day = record.fields.get(spec.sets)
                if known and isinstance(day, int):
                    fixed = day
                elif doubt:
                    fixed = _FAR_DAY
                continue
            amount = spec.amount if isinstance(spec.amount, int) else record.fields.get(str(spec.amount))
            length = doubt if amount is None else int(amount) if known or doubt else 0
            total = min(given.get(spec.step, 0) + length, _FAR)
            given[spec.step] = total if spec.cap is None else min(total, spec.cap)
        if fixed is not None:
            return _Dues(fixed, fixed)
        due = self._due(start, term, given, spans)
        return _Dues(due.day, due.day, due.suspended_since)

    def _due(self, start: int, term: Period, given: dict[str, int], spans: Sequence[Span]) -> Due:
        return due_day(start, term, self._calendar, extra=sum(given.values()), spans=spans)

    def _grants(self, case: Case, opener: Record) -> list[tuple[Record, Extension]]:
        found = [
            (record, spec)
            for spec in self._clock.extensions
            for record in case.by_step.get(spec.step, ())
            if matching(opener, record, self._clock.match) is True
        ]
        found.sort(key=lambda pair: order(pair[0]))
        return found

    def _spans(self, case: Case, opener: Record) -> list[Span]:
        """Pauses; a start pairs with the first later end, and one without a sure condition does not count."""
        spans: list[Span] = []
        match = self._clock.match
        for exclusion, condition in zip(self._clock.excludes, self._conditions, strict=True):
            ends = [r for r in case.by_step.get(exclusion.end, ()) if matching(opener, r, match) is True]
            ends.sort(key=order)
            for begin in case.by_step.get(exclusion.start, ()):
                if matching(opener, begin, match) is not True:
                    continue
                if condition is not None and condition(case, begin) is not True:
                    continue
                until = next((e.day for e in ends if order(e) > order(begin)), None)
                spans.append(Span(begin.day, until))
        return spans

    def _settle(
        self, opener: Record, dues: _Dues, sure: Record | None, end: Record | None, now: Moment
    ) -> Verdict:
        rule, low, high = self.rule.id, dues.low, dues.high
        if sure is not None and (end is None or order(sure) <= order(end)):
            if low is None or sure.day <= low:
                late = low is not None and sure.recorded_at >= self._calendar.midnight(low + 1)
                return Verdict(rule, opener.id, _S, low, None, sure.id, None, late)
            if high is not None and sure.day > high:
                return Verdict(rule, opener.id, _V, high, None, sure.id, sure.day - high, reason="late")
            return Verdict(rule, opener.id, _U, reason="extension_unknown")
        if end is not None:
            if low is None or end.day <= low:
                return Verdict(rule, opener.id, _N, low, reason="ended")
            if high is not None and end.day > high:
                return Verdict(
                    rule, opener.id, _V, high, None, None, end.day - high, reason="ended_after_due"
                )
            return Verdict(rule, opener.id, _U, reason="extension_unknown")
        if low is None:
            return Verdict(rule, opener.id, _P, reason="suspended", detail=str(dues.suspended_since))
        if now.day <= low:
            return Verdict(rule, opener.id, _P, low)
        if high is not None and now.day > high:
            return Verdict(rule, opener.id, _V, high, None, None, now.day - high, reason="open")
        return Verdict(rule, opener.id, _U, reason="extension_unknown")

    def _in_hours(
        self, case: Case, opener: Record, n: int, sure: Record | None, end: Record | None, now: Moment
    ) -> Verdict:
        rule, calendar = self.rule.id, self._calendar
        begin = instants_of(opener, calendar, at_end=True) if self._start is None else None
        if begin is None:
            assert self._start is not None
            day = self._start(case, opener)
            begin = instants_of_day(int(day), calendar)  # type: ignore[arg-type]
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

    def _doubts(self, case: Case, verdict: Verdict, dues: _Dues, possible: Sequence[Record]) -> Verdict:
        """What the source leaves open turns an outcome other than `satisfied` to `undetermined`."""
        if verdict.outcome is _S or verdict.outcome is _U:
            return verdict
        if any(dues.high is None or p.day <= dues.high for p in possible):
            return Verdict(verdict.rule, verdict.record, _U, reason="match_unknown")
        missing = case.missing.steps
        if not missing or verdict.outcome is _N:
            return verdict
        clock = self._clock
        if not missing.isdisjoint(clock.discharges):
            return Verdict(verdict.rule, verdict.record, _U, reason="to_uncovered")
        if verdict.outcome is _V:
            pausing = {e.step for e in clock.extensions} | set(clock.restart)
            pausing |= {s for e in clock.excludes for s in (e.start, e.end)}
            if not missing.isdisjoint(pausing):
                return Verdict(verdict.rule, verdict.record, _U, reason="pause_uncovered")
        return verdict

    def _expired(self, case: Case, opener: Record, due: int, barred: list[Verdict]) -> None:
        """What follows from a term that ended unused: a deemed act, or breaches of the bar."""
        effect = self._clock.on_expiry
        assert effect is not None
        if effect.deem is not None:
            day = opener.end_day if effect.deem_at is Deem.START else due
            case.by_step[effect.deem] = sorted(
                [*case.by_step.get(effect.deem, ()), deemed(effect.deem, opener, day, self._calendar)],
                key=lambda r: (r.day, r.instant, r.seq),
            )
        if effect.bars is not None:
            for record in case.by_step.get(effect.bars, ()):
                after = record.day > due and follows(record, opener)
                if after and matching(opener, record, self._clock.match) is True:
                    barred.append(
                        Verdict(self.rule.id, record.id, _V, due, days_over=record.day - due, reason="barred")
                    )
