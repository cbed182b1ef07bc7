"""Why a rule said what it said: records read, facts, figures, and for clocks every day between start and due.

The clock's arithmetic is taken from the very evaluation that gives the verdict, so that it cannot tell another story.
`explanation_wording` puts an explanation into sentences; nothing here is language. One explanation is meant to cost
less than a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plumbline.core.clocks.arithmetic import Account, account
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of
from plumbline.core.clocks.counting import Period, Span, Unit
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.before import NO_RECORD, NoRecord, split
from plumbline.core.facts.case import JOIN_STEP, Case, in_time, order
from plumbline.core.facts.record import Record, Value
from plumbline.core.rules.clock_one import ClockJudge
from plumbline.core.rules.closures import Operand
from plumbline.core.rules.compile_one import Compiler, Surroundings
from plumbline.core.rules.corrections import CORRECTED
from plumbline.core.rules.due_days import DueDays, Dues, Terms
from plumbline.core.rules.entered_late import Counts, every_record
from plumbline.core.rules.evaluate_one import Figures, RuleSet, expressions, reads
from plumbline.core.rules.expression import OWN_DAYS, Attribute, Due, Expression, Field, FigureOf, Past, walk
from plumbline.core.rules.rule import Clock, FigurePeriod, Rule
from plumbline.core.rules.verdict import Moment, Verdict
from plumbline.core.rules.writing import write

MOST_RECORDS = 24
"""An explanation lists at most so many records besides the judged one, the nearest before it."""


@dataclass(frozen=True, slots=True)
class FigureRead:
    """A dated figure as it was asked for: on `day` (None: the day was unknown) and with `key`; None where unknown."""

    figure: str
    day: int | None
    key: str | None
    value: Decimal | int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that an outcome rests on. `judged` is the activation; `read` the other records, in order.

    `facts` are the values of fields, attributes and due days in the rule's expressions, by how they are written there.
    `account` is the arithmetic of a clock in days whose due day is certain.
    """

    rule: Rule
    verdict: Verdict
    judged: Record
    read: tuple[Record, ...]
    facts: Mapping[str, Value]
    figures: tuple[FigureRead, ...]
    account: Account | None
    discharged: Record | None
    now: Moment


class Explainer:
    """Explains verdicts of one rule set; made once, beside `CompiledRules`, with the same things.

    `dates` are the names of fields and attributes that hold dates, shown as such.
    """

    def __init__(
        self,
        ruleset: RuleSet,
        calendar: WorkingCalendar,
        figures: Figures,
        divisions: Sequence[str] = (),
        dates: frozenset[str] = frozenset(),
    ) -> None:
        self.calendar = calendar
        self._dates = dates
        self._ruleset = ruleset
        self._around = Surroundings(
            calendar, lambda f, day, key: figures.ask(f, day, key, divisions), dict(ruleset.set_by), _due
        )
        self._known: dict[int, _OneRule] = {}
        self._by_id: dict[str, list[Rule]] = {}
        for rule in ruleset.rules:
            self._by_id.setdefault(rule.id, []).append(rule)

    def explain(self, case: Case, verdict: Verdict, now: int) -> Explanation | None:
        """The explanation of a verdict that was just given over this very case (deemed acts and due days in place).

        None if the case does not hold the judged record.
        """
        judged = record_of(case, verdict.record)
        if judged is None:
            return None
        rule = self._rule(verdict, judged)
        known = self._known.get(id(rule))
        if known is None:
            known = self._known[id(rule)] = _OneRule(rule, self._around, self._ruleset.ends, self._dates)
        return known.explain(case, verdict, judged, Moment(now, self.calendar.local_day(now)))

    def _rule(self, verdict: Verdict, judged: Record) -> Rule:
        """The version of the rule that was in force on the judged day."""
        versions = self._by_id[verdict.rule]
        return next((r for r in versions if r.from_day <= judged.day <= r.to_day), versions[-1])


def record_of(case: Case, record_id: str) -> Record | None:
    """The record of that id in a folded case."""
    for group in case.by_step.values():
        for record in group:
            if record.id == record_id:
                return record
    return None


class _OneRule:
    """What is compiled once for each rule."""

    def __init__(self, rule: Rule, around: Surroundings, ends: Sequence[str], dates: frozenset[str]) -> None:
        compiler = Compiler(around, rule.as_of)
        self._rule, self._around = rule, around
        joins = {JOIN_STEP} if isinstance(rule.body, Clock) else set()
        self._reads = reads(rule) | joins
        self._as_of = compiler.value(rule.as_of) if rule.as_of is not None else None
        nodes = list(dict.fromkeys(n for e in expressions(rule) for n in walk(e)))
        read = [n for n in nodes if isinstance(n, Field | Attribute | Past | Due)]
        self._facts = [(write(n), compiler.value(n), _is_day(n, dates)) for n in read]
        asked = [n for n in nodes if isinstance(n, FigureOf)]
        self._figures = [(n.figure, compiler.value(n), self._key(n, compiler)) for n in asked]
        self._clock = (
            TracedClock(rule, rule.body, compiler, around, ends) if isinstance(rule.body, Clock) else None
        )

    def _key(self, node: FigureOf, compiler: Compiler) -> object:
        return None if node.key is None else compiler.value(node.key)

    def explain(self, case: Case, verdict: Verdict, judged: Record, now: Moment) -> Explanation:
        facts: dict[str, Value] = {}
        for text, value, is_day in self._facts:
            found = value(case, judged)
            plain = None if isinstance(found, NoRecord) else found
            facts[text] = date_of(plain).isoformat() if is_day and isinstance(plain, int) else plain
        discharged = None if verdict.discharged_by is None else record_of(case, verdict.discharged_by)
        told = None
        if (
            self._clock is not None
            and verdict.due is not None
            and verdict.reason not in ("barred", *CORRECTED)
        ):
            told = self._clock.account(case, judged, now, verdict)
        return Explanation(
            self._rule,
            verdict,
            judged,
            self._records(case, judged, verdict, discharged),
            facts,
            tuple(self._figures_read(case, judged)),
            told,
            discharged,
            now,
        )

    def _records(
        self, case: Case, judged: Record, verdict: Verdict, discharged: Record | None
    ) -> tuple[Record, ...]:
        """Records that could have decided: before the judged one, or for a clock up to the discharge."""
        found: list[Record] = []
        until = order(discharged) if discharged is not None else None
        for step in sorted(self._reads):
            group = case.by_step.get(step, ())
            if self._clock is None:
                sure, possible = split(group, judged)
                found += sure + possible
            else:
                found += [r for r in group if r is not judged and (until is None or order(r) <= until)]
        found.sort(key=in_time)
        return tuple(found[-MOST_RECORDS:])

    def _figures_read(self, case: Case, judged: Record) -> list[FigureRead]:
        day: Operand = judged.day if self._as_of is None else self._as_of(case, judged)
        asked = day if isinstance(day, int) else None
        found: list[FigureRead] = []
        for name, value, key in self._figures:
            amount = value(case, judged)
            chosen = key(case, judged) if callable(key) else None
            found.append(
                FigureRead(name, asked, chosen if isinstance(chosen, str) else None, _number(amount))
            )
        body = self._rule.body
        named = body.term.figure if isinstance(body, Clock) and isinstance(body.term, FigurePeriod) else None
        named = named or getattr(body, "at_most", None)
        if isinstance(named, str):
            known = None if asked is None else self._around.figure(named, asked, None)
            found.append(FigureRead(named, asked, None, _number(known)))
        return found


def _number(amount: object) -> Decimal | int | None:
    return amount if isinstance(amount, Decimal | int) and not isinstance(amount, bool) else None


def _is_day(node: Expression, dates: frozenset[str]) -> bool:
    """Whether the value of a node is a day, to be shown as a date."""
    match node:
        case Field(name=name) | Past(field=name) | Attribute(name=name):
            return name in OWN_DAYS or name in dates
        case _:
            return isinstance(node, Due)


@dataclass(slots=True)
class _Steps:
    """The counting that led to a due day: the period that ran last and what adjusted it."""

    start: int = 0
    period: Period | None = None
    extra: int = 0
    spans: tuple[Span, ...] = ()
    fixed: bool = False


class _TracedDueDays(DueDays):
    """Finds due days as ever and keeps the last counting that took every doubt short."""

    __slots__ = ("_short", "last")

    def __init__(self, clock: Clock, compiler: Compiler, calendar: WorkingCalendar) -> None:
        super().__init__(clock, compiler, calendar)
        self.last = _Steps()
        self._short = True

    def find(
        self,
        case: Case,
        opener: Record,
        start: int,
        term: Terms,
        sure: Record | None,
        counts: Counts = every_record,
    ) -> Dues | None:
        """As the plain evaluator does; `last` is set."""
        self._short = True
        self.last = _Steps(start, term if isinstance(term, Period) else None)
        return super().find(case, opener, start, term, sure, counts)

    def late_records(
        self, case: Case, opener: Record, start: int, term: Terms, sure: Record | None, decided: int
    ) -> tuple[str, ...]:
        """As the plain evaluator does; `last` stays that of the due day."""
        kept = self.last
        found = super().late_records(case, opener, start, term, sure, decided)
        self.last = kept
        return found

    def _extended(self, start, term, spans, grants, *, doubt):  # type: ignore[no-untyped-def]
        self._short = doubt == 0
        found = super()._extended(start, term, spans, grants, doubt=doubt)
        if self._short:
            self.last.fixed = (
                any(spec.sets is not None for _record, spec in grants) and found.low == found.high
            )
        return found

    def _due(self, start, term, given, spans):  # type: ignore[no-untyped-def]
        if self._short:
            self.last = _Steps(start, term, sum(given.values()), tuple(spans))
        return super()._due(start, term, given, spans)


class TracedClock(ClockJudge):
    """A clock's judge that also tells how the due day comes about."""

    __slots__ = ("_traced",)

    def __init__(
        self, rule: Rule, clock: Clock, compiler: Compiler, around: Surroundings, ends: Sequence[str]
    ) -> None:
        super().__init__(rule, clock, compiler, around, lambda _case, _record: None, ends)
        self._traced = _TracedDueDays(clock, compiler, around.calendar)
        self.due_days = self._traced

    def account(self, case: Case, opener: Record, now: Moment, verdict: Verdict) -> Account | None:
        """Every day from start to due; None where the due day was set, stated, in hours, or is not certain."""
        try:
            again = self._obligation(case, opener, now)
            steps = self._traced.last
            if again.due != verdict.due or steps.period is None or steps.period.unit is Unit.HOURS:
                return None
            told = account(steps.start, steps.period, self.calendar, extra=steps.extra, spans=steps.spans)
        except ClockError:
            return None
        return told if told.due.day == verdict.due else None


def _due(rule: str, case: Case, judged: Record) -> Operand:
    last: Operand = NO_RECORD
    for opener, due in case.dues.get(rule, ()):
        if order(opener) <= order(judged):
            last = due
    return last


def condition_of(rule: Rule) -> str:
    """The rule's own condition as text, for readers who want to see it; empty where it has none."""
    found: list[Expression] = [e for e in expressions(rule) if e is not rule.as_of and e is not rule.when]
    return write(found[0]) if found else ""
