"""The plain evaluator: one case, every rule, the reference for the columnar one.

It is the guard at the desk, the judge of worked examples and the source of every explanation. It skips no case and
knows no shortcut; what it says is what the rule means.

Errors
------
RuleError
└── RulesInCircle    rules wait for each other's due days or deemed acts
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.before import NO_RECORD
from plumbline.core.facts.case import Case, order
from plumbline.core.facts.officers import UNKNOWN_OFFICERS, OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.act_one import Applying, NeverJudge, act_judge, carries, holds, interval
from plumbline.core.rules.clock_one import ClockJudge
from plumbline.core.rules.closures import Operand
from plumbline.core.rules.compile_one import Compiler, FigureAt, Surroundings
from plumbline.core.rules.expression import Attribute, Due, Expression, steps_read, walk
from plumbline.core.rules.rule import Before, Carries, Clock, Interval, Limit, Never, Rule, Until, Who
from plumbline.core.rules.verdict import Answer, Applies, Judge, Judging, Moment, Verdict
from plumbline.core.rules.who_one import who
from plumbline.core.vocabulary import Outcome, Stream

_FIGURES = 16_384
"""Answers about figures that a rule set remembers: cases of one year ask for much the same days."""
_CHOICES = 1_024


class RuleError(PlumblineError):
    """Rules that cannot be evaluated."""


class RulesInCircle(RuleError):
    """Rules that wait for each other's due days or deemed acts."""

    zh = "规则互相等待，无法排序：{rules}"
    en = "these rules wait for each other: {rules}"
    remedy_zh = "去掉其中一处 due() 或者 on_expiry"
    remedy_en = "take out one due() or on_expiry"


class Figures(Protocol):
    """Dated figures as the evaluator asks for them."""

    def ask(
        self, figure: str, day: int, key: str | None, divisions: Sequence[str]
    ) -> Decimal | int | Unset | None:
        """The value in force on a day for the most specific division; None if none is known."""
        ...


class NoFigures:
    """No figures at all: every question stays unknown."""

    def ask(
        self, figure: str, day: int, key: str | None, divisions: Sequence[str]
    ) -> Decimal | int | Unset | None:
        """Always unknown."""
        return None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one procedure with what they lean on: setters of attributes, ends and gates."""

    rules: tuple[Rule, ...]
    set_by: Mapping[str, tuple[tuple[str, str], ...]]
    ends: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


class CompiledRules:
    """A rule set ready to judge cases; make it once for each procedure, field and division."""

    def __init__(
        self, ruleset: RuleSet, calendar: WorkingCalendar, figures: Figures, divisions: Sequence[str] = ()
    ) -> None:
        self.ruleset = ruleset
        self.calendar = calendar
        around = Surroundings(
            calendar,
            lru_cache(_FIGURES)(lambda f, day, key: figures.ask(f, day, key, divisions)),
            dict(ruleset.set_by),
            _due_of_clock,
        )
        gates = ruleset.gates or default_gates(ruleset.rules)
        self._judges: list[Judge] = [
            _judge(r, around, ruleset.ends, gates) for r in in_strata(ruleset.rules, ruleset.ends)
        ]
        self._case_judges = [j for j in self._judges if j.rule.over is Stream.CASE]
        self._deemed = {step for r in ruleset.rules if (step := _deems(r)) is not None}
        self._by_rule: dict[str, list[Judge]] = {}
        for judge in self._judges:
            self._by_rule.setdefault(judge.rule.id, []).append(judge)
        self._waits = waits_for(ruleset.rules)
        self._chosen = lru_cache(_CHOICES)(self._choose)
        self._read = lru_cache(_CHOICES)(self._steps_read)

    def judge(
        self,
        case: Case,
        now: int,
        officers: OfficerRegister | None = None,
        only: frozenset[str] | None = None,
    ) -> list[Verdict]:
        """Every verdict of every rule (or of `only` these) over the case, as of the instant `now` (µs UTC)."""
        moment = Moment(now, self.calendar.local_day(now))
        register = officers or UNKNOWN_OFFICERS
        out: list[Verdict] = []
        self._forget(case)
        there = case.by_step.keys()  # grows where a clock deems an act
        for steps, judging in self._chosen(only):
            if not there.isdisjoint(steps):
                judging(case, moment, register, out)
        return out if only is None else [v for v in out if v.rule in only]

    def _forget(self, case: Case) -> None:
        """A case may be judged again at another moment: what was due or deemed then is not on record."""
        for step in self._deemed:
            if step in case.by_step:
                case.by_step[step] = [r for r in case.by_step[step] if not r.deemed]
        case.dues.clear()

    def _choose(self, only: frozenset[str] | None) -> list[tuple[tuple[str, ...], Judging]]:
        """The judges of some rules (None: of all) and of what these wait for, each with the steps that it judges."""
        return [(j.rule.judged_steps, j.judge) for j in self._judges_of(only)]

    def _judges_of(self, only: frozenset[str] | None) -> Iterable[Judge]:
        needed = None if only is None else only.union(*(self._waits[r] for r in only))
        return (j for j in self._case_judges if needed is None or j.rule.id in needed)

    def steps_read(self, only: frozenset[str]) -> frozenset[str]:
        """Every step whose records may decide verdicts of some rules, in a case without corrections and joinings."""
        return self._read(only)

    def _steps_read(self, only: frozenset[str]) -> frozenset[str]:
        ruleset = self.ruleset
        needed = only.union(*(self._waits[r] for r in only))
        steps: set[str] = set()
        for rule in (r for r in ruleset.rules if r.id in needed):
            steps |= reads(rule)
            names = {n.name for e in expressions(rule) for n in walk(e) if isinstance(n, Attribute)}
            steps |= {step for name in names for step, _ in ruleset.set_by.get(name, ())}
            if isinstance(rule.body, Clock):
                steps.update(ruleset.ends)
            if isinstance(rule.body, Who):
                steps.update(ruleset.gates or default_gates(ruleset.rules))
        return frozenset(steps)

    def judge_stream(
        self, rule: str, stream: Case, now: int, officers: OfficerRegister | None = None
    ) -> list[Verdict]:
        """The verdicts of one rule over a stream of records of several cases (`over` other than case)."""
        out: list[Verdict] = []
        moment = Moment(now, self.calendar.local_day(now))
        for judge in self._by_rule[rule]:
            judge.judge(stream, moment, officers or UNKNOWN_OFFICERS, out)
        return out


def default_gates(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Steps at which an unconfirmed officer stops being pending: those that a `before` rule guards."""
    found: dict[str, None] = {}
    for rule in rules:
        if isinstance(rule.body, Before):
            found.update(dict.fromkeys(rule.body.steps))
    return tuple(found)


def expressions(rule: Rule) -> list[Expression]:
    """Every expression a rule holds."""
    body = rule.body
    found: list[Expression | None] = [rule.when, rule.as_of]
    match body:
        case Before(need=need):
            found.append(need)
        case Limit(holds=holds):
            found.append(holds)
        case Clock(start=start, term=term, excludes=excludes):
            found += [start, term.day if isinstance(term, Until) else None, *(e.condition for e in excludes)]
        case Interval(start=start):
            found.append(start)
        case _:
            pass
    return [e for e in found if e is not None]


def reads(rule: Rule) -> frozenset[str]:
    """Every step whose records may decide the rule's outcome, its own activations included."""
    return reads_besides(rule) | set(rule.judged_steps)


def reads_besides(rule: Rule) -> frozenset[str]:
    """Every step whose records may decide the outcome of an activation, besides that one record itself."""
    body = rule.body
    steps: set[str] = set()
    for expression in expressions(rule):
        steps |= steps_read(expression)
    match body:
        case Clock():
            steps |= {*body.discharges, *body.restart, *(e.step for e in body.extensions)}
            steps |= {s for e in body.excludes for s in (e.start, e.end)}
            if body.on_expiry is not None and body.on_expiry.bars is not None:
                steps.add(body.on_expiry.bars)
        case Interval(opens=opens):
            steps |= set(opens)
        case Who():
            steps |= set(body.differs_from) | ({body.recused_by} if body.recused_by else set())
        case _:
            pass
    return frozenset(steps)


def waits_for(rules: Sequence[Rule]) -> dict[str, frozenset[str]]:
    """For each rule, every rule whose due days or deemed acts it may read, directly or not."""
    direct = _waits(rules)
    found: dict[str, frozenset[str]] = {}
    for rule in direct:
        seen: set[str] = set()
        left = set(direct[rule])
        while left:
            one = left.pop()
            if one not in seen:
                seen.add(one)
                left |= direct.get(one, set())
        found[rule] = frozenset(seen)
    return found


def _deems(rule: Rule) -> str | None:
    """The step that a clock deems done when it expires."""
    effect = rule.body.on_expiry if isinstance(rule.body, Clock) else None
    return effect.deem if effect is not None else None


def _waits(rules: Sequence[Rule]) -> dict[str, set[str]]:
    deemers: dict[str, set[str]] = {}
    for rule in rules:
        deem = _deems(rule)
        if deem is not None:
            deemers.setdefault(deem, set()).add(rule.id)
    clocks: dict[str, set[str]] = {}
    for rule in rules:
        for name in (rule.id, *rule.stands_for):
            clocks.setdefault(name, set()).add(rule.id)
    waits: dict[str, set[str]] = {r.id: set() for r in rules}
    for rule in rules:
        dues = {n.rule for e in expressions(rule) for n in walk(e) if isinstance(n, Due)}
        needs = {clock for due in dues for clock in clocks.get(due, ())}
        for step in reads(rule):
            needs |= deemers.get(step, set()) - {rule.id}
        waits[rule.id] |= needs
    return waits


def in_strata(rules: Sequence[Rule], ends: Sequence[str] = ()) -> list[Rule]:
    """Rules in an order in which due days and deemed acts exist before they are read.

    A clock that does not survive the end of the case waits for the clocks that may deem such an end, too; where two
    of those wait for each other, the one written first is judged without the end that the other deems.
    """
    waits = _waits(rules)
    endings = {r.id for r in rules if _deems(r) in ends}
    mortal = {r.id for r in rules if isinstance(r.body, Clock) and not r.body.survives}
    done: set[str] = set()
    ordered: list[Rule] = []
    left = list(rules)
    while left:
        free = [r for r in left if waits[r.id] <= done]
        ready = [r for r in free if r.id not in mortal or endings <= done | {r.id}] or free[:1]
        if not ready:
            raise RulesInCircle(rules="、".join(r.id for r in left))
        ordered += ready
        done |= {r.id for r in ready}
        left = [r for r in left if r.id not in done]
    return ordered


def _due_of_clock(rule: str, case: Case, judged: Record) -> Operand:
    """Due day of the last obligation of a clock, in any of its versions, opened before or by the judged record."""
    last: tuple[Record, int | None] | None = None
    for opener, due in case.dues.get(rule, ()):
        if order(opener) <= order(judged) and (last is None or order(opener) >= order(last[0])):
            last = (opener, due)
    return NO_RECORD if last is None else last[1]


def _applying(rule: Rule, compiler: Compiler) -> Applying:
    """An unset figure first, then `when`."""
    figures = compiler.figures(expressions(rule))
    return Applying(
        _unset(figures) if figures else None, compiler.test(rule.when) if rule.when is not None else None
    )


def _unset(figures: Sequence[FigureAt]) -> Applies:
    def settle(case: Case, judged: Record) -> Answer | None:
        for figure in figures:
            found = figure(case, judged)
            if isinstance(found, Unset):
                return Answer(Outcome.NOT_APPLICABLE, reason="figure_unset", detail=found.set_by)
        return None

    return settle


def _judge(rule: Rule, around: Surroundings, ends: Sequence[str], gates: Sequence[str]) -> Judge:
    compiler = Compiler(around, rule.as_of)
    applying = _applying(rule, compiler)
    match rule.body:
        case Before(need=test) | Limit(holds=test):
            return act_judge(rule, applying, holds(compiler.test(test)))
        case Clock() as clock:
            return ClockJudge(rule, clock, compiler, around, applying.settle(), ends)
        case Interval() as body:
            return act_judge(rule, applying, interval(body, compiler, around.calendar))
        case Who() as body:
            return act_judge(rule, applying, who(body, gates))
        case Carries() as body:
            return act_judge(rule, applying, carries(body, around.calendar))
        case Never() as body:
            return NeverJudge(rule, applying, body, compiler)
