"""The plain evaluator of acts: before, interval, carries, limit, never (`who_one.py`: who). One record at a time.

A judge is made once for each rule and asked a dozen times a case, so what it needs is found when it is made and held in
its closure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.deadline import interval_satisfied
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.before import NoRecord, candidates
from plumbline.core.facts.case import Case, order
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record, Recording, surely_before
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.closures import Operand, Test
from plumbline.core.rules.compile_one import Compiler
from plumbline.core.rules.expression import FigureOf
from plumbline.core.rules.pairing import matching, records_of
from plumbline.core.rules.rule import Carries, Interval, Never, Rule
from plumbline.core.rules.verdict import (
    SATISFIED,
    WHEN_FALSE,
    WHEN_UNKNOWN,
    Answer,
    Applies,
    Moment,
    Verdict,
)
from plumbline.core.vocabulary import Outcome

_S, _V, _U = Outcome.SATISFIED, Outcome.VIOLATED, Outcome.UNDETERMINED
_N = Outcome.NOT_APPLICABLE
_NOT_HELD = Answer(_V, reason="not_held")
_UNKNOWN = Answer(_U, reason="unknown")
_INTERVAL = {o: SATISFIED if o is _S else Answer(o, reason="interval") for o in Outcome}

AnswerOne: TypeAlias = Callable[[Case, Record, Moment, OfficerRegister], Answer]
"""What a rule that applies says of one record."""


@dataclass(frozen=True, slots=True)
class Applying:
    """Whether a rule applies to a record: an unset figure first, then `when`. None where there is no such question."""

    unset: Applies | None = None
    when: Test | None = None

    def settle(self) -> Applies | None:
        """Both questions as one; None where there is neither."""
        unset, when = self.unset, self.when
        if when is None:
            return unset

        def settle(case: Case, judged: Record) -> Answer | None:
            found = None if unset is None else unset(case, judged)
            if found is not None:
                return found
            truth = when(case, judged)
            return None if truth else WHEN_UNKNOWN if truth is None else WHEN_FALSE

        return settle


@dataclass(frozen=True, slots=True)
class ActJudge:
    """One verdict for each record of the judged steps; `ask` gives the answer for one of them."""

    rule: Rule
    applying: Applying
    one: AnswerOne
    ask: AnswerOne

    def judge(self, case: Case, now: Moment, officers: OfficerRegister, out: list[Verdict]) -> None:
        """One verdict for each record of the judged steps."""
        rule, ask = self.rule, self.ask
        for record in records_of(case, rule.judged_steps):
            if not record.deemed and rule.from_day <= record.day <= rule.to_day:
                out.append(Verdict((rule.id, record.id, ask(case, record, now, officers))))


def act_judge(rule: Rule, applying: Applying, one: AnswerOne) -> ActJudge:
    """A judge that asks `one` of each record to which the rule applies."""
    settle = applying.settle()
    if settle is None:
        return ActJudge(rule, applying, one, one)

    def ask(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Answer:
        return settle(case, record) or one(case, record, now, officers)

    return ActJudge(rule, applying, one, ask)


def holds(test: Test) -> AnswerOne:
    """`before` and `limit`: a condition at each record."""

    def one(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Answer:
        truth = test(case, record)
        return SATISFIED if truth else _UNKNOWN if truth is None else _NOT_HELD

    return one


def carries(body: Carries, calendar: WorkingCalendar) -> AnswerOne:
    """`carries`: fields, documents and recordings that each record must have."""
    fields, documents, recordings = body.fields, body.documents, body.recordings

    def one(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Answer:
        hidden = case.missing.facts
        lacking: list[str] = []
        unknown: list[str] = []
        for name in fields:
            if record.fields.get(name) is None:
                (unknown if f"{record.step}.{name}" in hidden else lacking).append(name)
        if documents:
            if record.documents is None or "documents" in hidden:
                unknown.extend(documents)
            else:
                lacking.extend(d for d in documents if d not in record.documents)
        if recordings:
            if record.recordings is None or "recordings" in hidden:
                unknown.extend(recordings)
            else:
                lacking.extend(k for k in recordings if not _recorded(record, k, record.recordings, calendar))
        if lacking:
            return Answer(_V, reason="lacking", detail="、".join(lacking))
        if unknown:
            return Answer(_U, reason="unknown", detail="、".join(unknown))
        return SATISFIED

    return one


def _recorded(record: Record, kind: str, recordings: Sequence[Recording], calendar: WorkingCalendar) -> bool:
    return any(r.kind == kind and _covers(r, record, calendar) for r in recordings)


def _covers(recording: Recording, record: Record, calendar: WorkingCalendar) -> bool:
    if recording.start is None or recording.end is None:
        return True
    if record.precise and record.end_precise:
        return recording.start <= record.instant and recording.end >= record.end_instant
    local = calendar.local_day
    return local(recording.start) <= record.day and local(recording.end) >= record.end_day


def interval(body: Interval, compiler: Compiler, calendar: WorkingCalendar) -> AnswerOne:
    """`at_least`: n full days between the last matching opener and each record of `to`."""
    began: Callable[[Case, Record], Operand] | None = (
        compiler.value(body.start) if body.start is not None else None
    )

    def candidate(case: Case, record: Record, opener: Record | NoRecord) -> Outcome:
        if isinstance(opener, NoRecord):
            return _N
        start: Operand = opener.end_day if began is None else began(case, opener)
        if not isinstance(start, int):
            return _N if isinstance(start, NoRecord) else _U
        try:
            enough = interval_satisfied(start, record.day, body.period, calendar)
        except ClockError:
            return _U
        return _S if enough else _V

    def one(case: Case, record: Record, now: Moment, officers: OfficerRegister) -> Answer:
        if any(record.fields.get(f) is None for f in body.match):
            return Answer(_U, reason="match_unknown")
        group: list[Record] = []
        for opener in records_of(case, body.opens):
            matches = matching(record, opener, body.match)
            if matches is None and surely_before(opener, record) is not False:
                return Answer(_U, reason="match_unknown")
            if matches:
                group.append(opener)
        if not case.missing.steps.isdisjoint(body.opens):
            return Answer(_U, reason="from_uncovered")
        found = {candidate(case, record, c) for c in candidates(group, record, last=True)}
        return _INTERVAL[found.pop() if len(found) == 1 else _U]

    return one


class NeverJudge:
    """`never`: each record beyond the permitted number, in order of (day, seq), is a breach."""

    __slots__ = ("_applies", "_body", "_figure", "rule")

    def __init__(self, rule: Rule, applying: Applying, body: Never, compiler: Compiler) -> None:
        self.rule = rule
        self._applies = applying.settle()
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
            if settled is not None and settled.outcome is _N:
                out.append(Verdict((rule.id, record.id, settled)))
                continue
            answer = self._count(case, record, sure, possible, known=settled is None)
            out.append(Verdict((rule.id, record.id, answer)))
            possible += 1
            sure += settled is None

    def _count(self, case: Case, record: Record, sure: int, possible: int, *, known: bool) -> Answer:
        limit = self._body.at_most
        if isinstance(limit, str):
            found = self._figure(case, record) if self._figure is not None else None
            if isinstance(found, Unset):
                return Answer(_N, reason="figure_unset", detail=found.set_by)
            if found is None:
                return Answer(_U, reason="figure_unknown", detail=limit)
            limit = int(found)
        if possible < limit:
            return SATISFIED
        if sure >= limit and known:
            return Answer(_V, reason="too_many", detail=str(sure + 1))
        return _UNKNOWN
