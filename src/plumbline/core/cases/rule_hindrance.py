"""A verdict against an act, put as a reason: rule, article, facts, what is lacking and who owes it."""

from __future__ import annotations

from collections.abc import Iterable

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import ROLES, Hindrance, Lack, Side
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.explanation_wording import message, titles
from plumbline.core.rules.expression import Field, steps_read, walk
from plumbline.core.rules.rule import Before, Carries, Limit, Rule, Who
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome


def rule_hindrance(docket: Docket, case: Case, act: Record, verdict: Verdict, now: int) -> Hindrance:
    """The reason that a violated or undetermined verdict over a proposed act gives."""
    rule = docket.rule_on(verdict.rule, act.day)
    names = {id: (step.title, step.english) for id, step in docket.procedure.steps.items()}
    told = docket.explain(case, verdict, now)
    facts: tuple[tuple[str, str], ...] = ()
    if told is not None:
        facts = ((message(told, titles(names, "zh"), "zh"), message(told, titles(names, "en"), "en")),)
    return Hindrance(
        Side.RULE,
        rule.says,
        rule.english or rule.says,
        basis=rule.basis,
        rule=rule.id,
        outcome=verdict.outcome,
        blocks=rule.blocks,
        lacks=tuple(_lacks(docket, case, act, rule, verdict)),
        facts=facts,
    )


def _lacks(docket: Docket, case: Case, act: Record, rule: Rule, verdict: Verdict) -> Iterable[Lack]:
    """What would mend it: earlier steps that are not there, fields and papers of the act, officers."""
    match rule.body:
        case Carries():
            yield from _things(docket, act.step, verdict.detail)
        case Who() as who:
            yield Lack(*_officers(who))
        case Before() | Limit():
            yield from _fields(docket, act, rule)
            yield from _steps(docket, case, act, rule)
        case _:
            return


def _things(docket: Docket, step: str, detail: str) -> Iterable[Lack]:
    fields = docket.procedure.steps[step].fields
    for name in filter(None, detail.split("、")):
        field = fields.get(name)
        yield Lack(field.title, field.english) if field else Lack(f"《{name}》", name)


def _officers(who: Who) -> tuple[str, str]:
    zh, en = ROLES.get(who.role or "officer", ("人员", "persons"))
    kind_zh = f"持有效执法证的{zh}" if who.qualified else zh
    kind_en = f"{en} with a valid certificate" if who.qualified else en
    return f"{who.at_least} 名{kind_zh}", f"{who.at_least} × {kind_en}"


def _fields(docket: Docket, act: Record, rule: Rule) -> Iterable[Lack]:
    """Fields of the act that the rule reads and that are empty, or, where it is a breach, that it reads at all."""
    fields = docket.procedure.steps[act.step].fields
    seen: set[str] = set()
    for node in (one for expression in expressions(rule) for one in walk(expression)):
        if isinstance(node, Field) and node.name in fields and node.name not in seen:
            seen.add(node.name)
            if act.fields.get(node.name) is None:
                yield Lack(fields[node.name].title, fields[node.name].english)


def _steps(docket: Docket, case: Case, act: Record, rule: Rule) -> Iterable[Lack]:
    """Earlier steps that the rule reads and that the case does not hold."""
    body = rule.body
    if not isinstance(body, Before):
        return
    read = steps_read(body.need)
    there = {step for step in read if any(one.id != act.id for one in case.by_step.get(step, ()))}
    for step in sorted(read - there, key=lambda one: docket.order.get(one, 0)):
        known = docket.step(step)
        if known is not None and step != act.step:
            yield Lack(known.title, known.english, step, known.role or "")


def undetermined(one: Hindrance) -> bool:
    """Whether the reason is only that a fact is not known."""
    return one.outcome is Outcome.UNDETERMINED
