"""The plain evaluator of acts: before, interval, who, carries, limit, never. One record at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.deadline import interval_satisfied
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.before import NoRecord, candidates
from plumbline.core.facts.case import Case, order
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Actor, Record, Recording, follows, surely_before
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.closures import Operand, Test, Truth
from plumbline.core.rules.compile_one import Compiler
from plumbline.core.rules.expression import FigureOf
from plumbline.core.rules.pairing import matching, records_of
from plumbline.core.rules.rule import Carries, Interval, Never, Rule, Who
from plumbline.core.rules.verdict import Applies, Moment, Verdict
from plumbline.core.vocabulary import Outcome

_S, _V, _P = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.PENDING
_N, _U = Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED


def _outcome(truth: Truth) -> Outcome:
    return _S if truth else _U if truth is None else _V


class _ActJudge:
    """Walks the records of the judged steps; subclasses say what one of them amounts to."""

    __slots__ = ("_applies", "_steps", "rule")

    def __init__(self, rule: Rule, applies: Applies | None) -> None:
        self.rule = rule
        self._applies = applies
        self._steps = rule.judged_steps

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """One verdict for each record of the judged steps."""
        rule, steps, applies = self.rule, self._steps, self._applies
        # most rules judge one step; its records stand in order
        group = case.by_step.get(steps[0], ()) if len(steps) == 1 else records_of(case, steps)
        for record in group:
            if record.deemed or not rule.from_day <= record.day <= rule.to_day:
                continue
            settled = None if applies is None else applies(case, record)
            if settled is not None:
                out.append(Verdict(rule.id, record.id, settled[0], reason=settled[1], detail=settled[2]))
            else:
                out.append(self._one(case, record, now, officers))

    def _one(self, case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Verdict:
        raise AssertionError("subclass")


class TestJudge(_ActJudge):
    """`before` and `limit`: a condition at each record."""

    __slots__ = ("_test",)

    def __init__(self, rule: Rule, applies: Applies | None, test: Test) -> None:
        super().__init__(rule, applies)
        self._test = test

    def _one(self, case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Verdict:
        truth = self._test(case, record)
        return Verdict(
            self.rule.id,
            record.id,
            _outcome(truth),
            reason="" if truth else "unknown" if truth is None else "not_held",
        )


class CarriesJudge(_ActJudge):
    """`carries`: fields, documents and recordings that each record must have."""

    __slots__ = ("_body", "_calendar")

    def __init__(self, rule: Rule, applies: Applies | None, body: Carries, calendar: WorkingCalendar) -> None:
        super().__init__(rule, applies)
        self._body = body
        self._calendar = calendar

    def _one(self, case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Verdict:
        body, hidden = self._body, case.missing.facts
        lacking: list[str] = []
        unknown: list[str] = []
        for name in body.fields:
            if record.fields.get(name) is None:
                (unknown if f"{record.step}.{name}" in hidden else lacking).append(name)
        if body.documents:
            if record.documents is None or "documents" in hidden:
                unknown.extend(body.documents)
            else:
                lacking.extend(d for d in body.documents if d not in record.documents)
        if body.recordings:
            if record.recordings is None or "recordings" in hidden:
                unknown.extend(body.recordings)
            else:
                lacking.extend(k for k in body.recordings if not self._recorded(record, k, record.recordings))
        if lacking:
            return Verdict(self.rule.id, record.id, _V, reason="lacking", detail="、".join(lacking))
        if unknown:
            return Verdict(self.rule.id, record.id, _U, reason="unknown", detail="、".join(unknown))
        return Verdict(self.rule.id, record.id, _S)

    def _recorded(self, record: Record, kind: str, recordings: Sequence[Recording]) -> bool:
        return any(r.kind == kind and self._covers(r, record) for r in recordings)

    def _covers(self, recording: Recording, record: Record) -> bool:
        if recording.start is None or recording.end is None:
            return True
        if record.precise and record.end_precise:
            return recording.start <= record.instant and recording.end >= record.end_instant
        local = self._calendar.local_day
        return local(recording.start) <= record.day and local(recording.end) >= record.end_day


class IntervalJudge(_ActJudge):
    """`at_least`: n full days between the last matching opener and each record of `to`."""

    __slots__ = ("_body", "_calendar", "_start")

    def __init__(
        self,
        rule: Rule,
        applies: Applies | None,
        body: Interval,
        compiler: Compiler,
        calendar: WorkingCalendar,
    ) -> None:
        super().__init__(rule, applies)
        self._body = body
        self._calendar = calendar
        self._start: Callable[[Case, Record], Operand] | None = (
            compiler.value(body.start) if body.start is not None else None
        )

    def _one(self, case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Verdict:
        body, rule = self._body, self.rule.id
        if any(record.fields.get(f) is None for f in body.match):
            return Verdict(rule, record.id, _U, reason="match_unknown")
        group: list[Record] = []
        for opener in records_of(case, body.opens):
            matches = matching(record, opener, body.match)
            if matches is None and surely_before(opener, record) is not False:
                return Verdict(rule, record.id, _U, reason="match_unknown")
            if matches:
                group.append(opener)
        if not case.missing.steps.isdisjoint(body.opens):
            return Verdict(rule, record.id, _U, reason="from_uncovered")
        found = {self._candidate(case, record, c) for c in candidates(group, record, last=True)}
        outcome = found.pop() if len(found) == 1 else _U
        return Verdict(rule, record.id, outcome, reason="" if outcome is _S else "interval")

    def _candidate(self, case: Case, record: Record, opener: Record | NoRecord) -> Outcome:
        if isinstance(opener, NoRecord):
            return _N
        start: Operand = opener.end_day if self._start is None else self._start(case, opener)
        if not isinstance(start, int):
            return _N if isinstance(start, NoRecord) else _U
        try:
            enough = interval_satisfied(start, record.day, self._body.period, self._calendar)
        except ClockError:
            return _U
        return _S if enough else _V


class NeverJudge:
    """`never`: each record beyond the permitted number, in order of (day, seq), is a breach."""

    __slots__ = ("_applies", "_body", "_figure", "rule")

    def __init__(self, rule: Rule, applies: Applies | None, body: Never, compiler: Compiler) -> None:
        self.rule = rule
        self._applies = applies
        self._body = body
        at_most = body.at_most
        self._figure = compiler.figure(FigureOf(at_most)) if isinstance(at_most, str) else None

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """One verdict for each record of the step; records for which `when` is false do not count."""
        rule = self.rule
        sure = possible = 0
        for record in sorted(records_of(case, self._body.steps), key=order):
            if record.deemed or not rule.from_day <= record.day <= rule.to_day:
                continue
            settled = None if self._applies is None else self._applies(case, record)
            if settled is not None and settled[0] is _N:
                out.append(Verdict(rule.id, record.id, _N, reason=settled[1], detail=settled[2]))
                continue
            out.append(self._count(case, record, sure, possible, known=settled is None))
            possible += 1
            sure += settled is None

    def _count(self, case: Case, record: Record, sure: int, possible: int, *, known: bool) -> Verdict:
        rule, limit = self.rule.id, self._body.at_most
        if isinstance(limit, str):
            found = self._figure(case, record) if self._figure is not None else None
            if isinstance(found, Unset):
                return Verdict(rule, record.id, _N, reason="figure_unset", detail=found.set_by)
            if found is None:
                return Verdict(rule, record.id, _U, reason="figure_unknown", detail=limit)
            limit = int(found)
        if possible < limit:
            return Verdict(rule, record.id, _S)
        if sure >= limit and known:
            return Verdict(rule, record.id, _V, reason="too_many", detail=str(sure + 1))
        return Verdict(rule, record.id, _U, reason="unknown")


class WhoJudge(_ActJudge):
    """`who`: number, role, qualification, confirmation, distinctness and recusal."""

    __slots__ = ("_body", "_gates")

    def __init__(self, rule: Rule, applies: Applies | None, body: Who, gates: Sequence[str]) -> None:
        super().__init__(rule, applies)
        self._body = body
        self._gates = tuple(gates)

    def _one(self, case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Verdict:
        rule = self.rule.id
        if record.by is None or "officers" in case.missing.facts:
            return Verdict(rule, record.id, _U, reason="officers_unknown")
        outcomes = [
            self._number(case, record, now, officers),
            self._distinct(case, record),
            self._recusal(case, record),
        ]
        for outcome, reason in zip(outcomes, ("too_few", "same_person", "recused"), strict=True):
            if outcome is _V:
                return Verdict(rule, record.id, _V, reason=reason)
        if _U in outcomes:
            return Verdict(rule, record.id, _U, reason="unknown")
        if _P in outcomes:
            return Verdict(rule, record.id, _P, reason="unconfirmed")
        return Verdict(rule, record.id, _S)

    def _number(self, case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Outcome:
        gates = self._first_gates(case, record)
        if len(gates) == 1:
            return self._counted(record, gates[0], now, officers)
        found = {self._counted(record, gate, now, officers) for gate in gates}
        return found.pop() if len(found) == 1 else _U

    def _counted(
        self, record: Record, gate: Record | None, now: Moment, officers: OfficerRegister
    ) -> Outcome:
        limit = now.instant if gate is None else gate.recorded_at
        actors = {a.officer: a for a in record.by or ()}
        if len(actors) < len(record.by or ()):
            actors = {a.officer: a for a in sorted(record.by or (), key=_latest)}
        sure = possible = unconfirmed = 0
        for actor in actors.values():
            fit = self._fit(actor, record, officers)
            if fit is False:
                continue
            if actor.confirmed_at is not None and actor.confirmed_at <= limit:
                possible += 1
                sure += fit is True
            elif gate is None:
                unconfirmed += 1
        need = self._body.at_least
        if sure >= need:
            return _S
        if possible >= need:
            return _U
        return _P if possible + unconfirmed >= need else _V

    def _fit(self, actor: Actor, record: Record, officers: OfficerRegister) -> Truth:
        """Whether the person counts: role and valid certificate on the day of the act."""
        fit: Truth = True
        role = self._body.role
        if role is not None:
            fit = None if actor.role is None else actor.role == role
        if fit is not False and self._body.qualified:
            qualified = officers.qualified(actor.officer, record.day)
            fit = False if qualified is False else None if qualified is None else fit
        return fit

    def _first_gates(self, case: Case, record: Record) -> list[Record | None]:
        """What may be the first gate after the end of the act, where a missing confirmation becomes a breach.

        One, or None where no gate is sure to come after; more where only the order within a day would tell.
        """
        sure: list[Record] = []
        possible: list[Record | None] = []
        for step in self._gates:
            for gate in case.by_step.get(step, ()):
                if gate.deemed or gate is record or gate.day < record.end_day:
                    continue
                if gate.day > record.end_day or (gate.precise and record.end_precise):
                    if follows(gate, record):
                        sure.append(gate)
                else:
                    possible.append(gate)
        if len(sure) > 1:
            sure.sort(key=lambda g: (g.day, g.instant, g.seq))
        return [*possible, sure[0] if sure else None]

    def _distinct(self, case: Case, record: Record) -> Outcome:
        """No person in common with the acts of `differs_from` before it."""
        if not self._body.differs_from:
            return _S
        mine = {a.officer for a in record.by or ()}
        outcome = _S
        for step in self._body.differs_from:
            if step in case.missing.steps:
                outcome = _U
            for other in case.by_step.get(step, ()):
                stands = surely_before(other, record)
                if stands is False or other.deemed:
                    continue
                if other.by is None:
                    outcome = _U
                elif not mine.isdisjoint(a.officer for a in other.by):
                    if stands:
                        return _V
                    outcome = _U
        return outcome

    def _recusal(self, case: Case, record: Record) -> Outcome:
        """Nobody for whom an earlier record granted recusal (处罚法 §43)."""
        step = self._body.recused_by
        if step is None:
            return _S
        outcome = _U if step in case.missing.steps else _S
        group = case.by_step.get(step)
        if not group:
            return outcome
        mine = {a.officer for a in record.by or ()}
        for other in group:
            stands = surely_before(other, record)
            granted, person = other.fields.get("granted"), other.fields.get("officer")
            if stands is False or granted is False or (person is not None and person not in mine):
                continue
            if stands and granted is True and person is not None:
                return _V
            outcome = _U
        return outcome


def _latest(actor: Actor) -> int:
    """Doubled entries of one officer: the confirmed one with the earliest instant wins (sorted last)."""
    return -(2**63) if actor.confirmed_at is None else -actor.confirmed_at
