"""What stands against an act for one answer in its form, told before the form is filled in.

Each answer that a rule reads is tried, several of one rule together. What the rules leave open is an act that may be
done with that answer; a field of which every answer is refused leaves none, and the act may not be done at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Final, TypeAlias

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.history import History
from plumbline.core.cases.rule_hindrance import rule_hindrance
from plumbline.core.facts.case import Case
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record, Value
from plumbline.core.procedures.definition import FieldDefinition, Procedure
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.expression import Attribute, Expression, Field, walk
from plumbline.core.rules.rule import Before, Interval, Limit, Never, Rule
from plumbline.core.rules.verdict import WHEN_UNKNOWN, Verdict
from plumbline.core.vocabulary import Outcome, ValueType

_MOST: Final = 64
"""Ways to fill in a form that are tried for one rule; one that reads more is left to the door."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What stands against an act if its form says `option` in `field`: «a penalty needs a passed review»."""

    field: FieldDefinition
    option: Value
    reasons: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """`barred`: what refuses every answer of a field; `conditions`: what refuses one, though not every one."""

    barred: tuple[Hindrance, ...] = ()
    conditions: tuple[Condition, ...] = ()


def own_fields(procedure: Procedure, step: str, rule: Rule) -> frozenset[str]:
    """Fields of an act of the step that the rule reads, also as facts of the case that they set."""
    return frozenset().union(*(_fields_in(procedure, step, one) for one in expressions(rule)))


def _fields_in(procedure: Procedure, step: str, expression: Expression) -> frozenset[str]:
    nodes = list(walk(expression))
    facts = (procedure.attributes.get(n.name) for n in nodes if isinstance(n, Attribute))
    sets = (field for fact in facts if fact for setter, field in fact.set_by if setter == step)
    return frozenset((*(n.name for n in nodes if isinstance(n, Field)), *sets))


def rests_on_the_past(rule: Rule) -> bool:
    """Whether it asks for what came before the act, whatever the act itself says."""
    if isinstance(rule.body, Interval):
        return not rule.body.match
    return isinstance(rule.body, Before | Never)


def options_of(field: FieldDefinition) -> tuple[Value, ...]:
    """What may be answered, where that can be told one by one."""
    if field.type is ValueType.BOOL:
        return (True, False)
    return field.options if field.type is ValueType.CHOICE else ()


def open_options(conditions: Iterable[Condition], field: FieldDefinition) -> tuple[Value, ...]:
    """The answers of a field that nothing stands against."""
    refused = {one.option for one in conditions if one.field.name == field.name}
    return tuple(one for one in options_of(field) if one not in refused)


def answers_against(
    docket: Docket, history: History, probe: Record, now: int, officers: OfficerRegister | None
) -> Answers:
    """What the blocking rules say of an act before its form is filled in."""
    fields = docket.procedure.steps[probe.step].fields
    barred = list[Hindrance]()
    alone, beside = _Against(list), _Against(list)
    for names, rules in _asking(docket, probe).items():
        options = {name: options_of(fields[name]) for name in sorted(names) if options_of(fields[name])}
        if prod(map(len, options.values())) > _MOST:
            options = {}
        tried = _tried(docket, history, probe, now, officers, options, rules)
        for id, rule in rules.items():
            if all(id in against for _said, against in tried):
                barred.append(_first(tried, id))
                continue
            told = alone if rests_on_the_past(rule) else beside
            for name, option in _refused(options, tried, id):
                told[name, option].append(_first([one for one in tried if one[0][name] == option], id))
    if barred:
        return Answers(tuple(sorted(barred, key=_weight)))
    return _gathered(fields, alone, beside)


_Against: TypeAlias = defaultdict[tuple[str, Value], list[Hindrance]]
"""What stands against each answer in each field."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A rule that refuses one way to fill in the form. Put into words where it is told: most ways never are."""

    docket: Docket
    case: Case
    act: Record
    verdict: Verdict
    now: int

    def told(self) -> Hindrance:
        return rule_hindrance(self.docket, self.case, self.act, self.verdict, self.now)


_Tried: TypeAlias = Sequence[tuple[Mapping[str, Value], Mapping[str, _Refusal]]]
"""Each way to fill in the form, with what stands against it by rule, whatever else the form says."""


def _asking(docket: Docket, probe: Record) -> Mapping[frozenset[str], dict[str, Rule]]:
    """The blocking rules that judge the act, by the fields of it that they read."""
    found: dict[frozenset[str], dict[str, Rule]] = {}
    fields = docket.procedure.steps[probe.step].fields
    for id in sorted(docket.guards.get(probe.step, ())):
        rule = docket.rule_on(id, probe.day)
        names = own_fields(docket.procedure, probe.step, rule).intersection(fields)
        if rule.blocks:
            found.setdefault(names, {})[id] = rule
    return found


def _tried(
    docket: Docket,
    history: History,
    probe: Record,
    now: int,
    officers: OfficerRegister | None,
    options: Mapping[str, Sequence[Value]],
    rules: Mapping[str, Rule],
) -> _Tried:
    found = []
    procedure, step = docket.procedure, probe.step
    unknown = procedure.steps[step].fields.keys() - options.keys()
    unread = {id for id, one in rules.items() if own_fields(procedure, step, one).isdisjoint(unknown)}
    whens = {id: one.when for id, one in rules.items()}
    applying = {
        id for id, one in whens.items() if one and _fields_in(procedure, step, one).isdisjoint(unknown)
    }
    for values in product(*options.values()):
        said = dict(zip(options, values, strict=True))
        answered = replace(probe, fields=said)
        case = history.folded(now, [answered])
        verdicts = docket.judge(case, now, officers, frozenset(rules))
        against = {
            one.rule: _Refusal(docket, case, answered, one, now)
            for one in verdicts
            if one.record == probe.id and _refuses(one, rules[one.rule], unread, applying)
        }
        found.append((said, against))
    return found


def _refuses(verdict: Verdict, rule: Rule, unread: set[str], applying: set[str]) -> bool:
    """Whether no other answer, nor who acts, nor what comes with the act, could mend what a rule says of it.

    `unread` are the rules that read no field but those that are stated, `applying` those that so decide whether they
    apply: of a field that cannot be tried a rule knows nothing yet, and what it cannot tell is no refusal.
    """
    if verdict.outcome is Outcome.UNDETERMINED and verdict.reason == WHEN_UNKNOWN.reason:
        return rule.id in applying
    if not (rests_on_the_past(rule) or isinstance(rule.body, Limit)):
        return False
    unsure = verdict.outcome is Outcome.UNDETERMINED and rule.id in unread
    return verdict.outcome is Outcome.VIOLATED or unsure


def _refused(options: Mapping[str, Sequence[Value]], tried: _Tried, rule: str) -> Iterator[tuple[str, Value]]:
    """The answers that the rule refuses, whatever is said in the other fields that it reads."""
    for name, values in options.items():
        for option in values:
            if all(rule in against for said, against in tried if said[name] == option):
                yield name, option


def _first(tried: _Tried, rule: str) -> Hindrance:
    """The reason as it is told: that of a breach before that of a fact not known."""
    refusals = (against[rule] for _said, against in tried)
    return min(refusals, key=lambda one: one.verdict.outcome is Outcome.UNDETERMINED).told()


def _weight(one: Hindrance) -> bool:
    return one.outcome is Outcome.UNDETERMINED


def _gathered(
    fields: Mapping[str, FieldDefinition],
    alone: Mapping[tuple[str, Value], list[Hindrance]],
    beside: Mapping[tuple[str, Value], list[Hindrance]],
) -> Answers:
    """Limits are what a form is held to as it is filled in; they count where they leave no answer at all."""
    both = {key: [*alone.get(key, ()), *beside.get(key, ())] for key in (*alone, *beside)}
    named = [name for name in fields if any(name == one for one, _option in both)]
    for name in named:
        if all((name, option) in both for option in options_of(fields[name])):
            return Answers(_by_weight([both[name, option] for option in options_of(fields[name])]))
    return Answers(
        (),
        tuple(
            Condition(fields[name], option, tuple(alone[name, option]))
            for name in named
            for option in options_of(fields[name])
            if (name, option) in alone
        ),
    )


def _by_weight(refusing: Sequence[Sequence[Hindrance]]) -> tuple[Hindrance, ...]:
    """Each rule once: what refuses most answers first, a breach before a fact not known."""
    reasons = {one.rule: one for group in reversed(refusing) for one in reversed(group)}
    times = Counter(one.rule for group in refusing for one in group)
    return tuple(sorted(reasons.values(), key=lambda one: (-times[one.rule], _weight(one), one.rule)))
