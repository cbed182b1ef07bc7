"""A verdict against an act, put as a reason: rule, article, facts, what is lacking and who owes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import ROLES, Hindrance, Lack, Side
from plumbline.core.cases.lawful_days import counts_days, when_lawful
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.facts.before import attribute
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record, surely_before
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.explanation_wording import message, titles
from plumbline.core.rules.expression import (
    Attribute,
    Count,
    Exists,
    Expression,
    Field,
    Not,
    Or,
    Past,
    Sum,
    steps_read,
    walk,
)
from plumbline.core.rules.rule import Before, Carries, Limit, Rule, Who
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

RECORDINGS: Final = {"audio_video": ("全过程音像记录", "a recording of the whole act, sound and picture")}
"""Kinds of recordings in words."""
_AS_RECORDED: Final[Mapping[Language, str]] = MappingProxyType(
    {
        "zh": "核对案内记录，记录有误的先更正；记录属实的，依照上述规定不得办理",
        "en": "check the records of the case and correct what is wrong; if they are true, the provision does not allow "
        "the act",
    }
)


def rule_hindrance(docket: Docket, case: Case, act: Record, verdict: Verdict, now: int) -> Hindrance:
    """The reason that a violated or undetermined verdict over a proposed act gives."""
    rule = docket.rule_on(verdict.rule, act.day)
    names = {id: (step.title, step.english) for id, step in docket.procedure.steps.items()}
    told = docket.explain(case, verdict, now)
    facts: tuple[tuple[str, str], ...] = ()
    if told is not None:
        facts = ((message(told, titles(names, "zh"), "zh"), message(told, titles(names, "en"), "en")),)
    read = tuple(_read(docket, act, rule))
    lacks = tuple(_lacks(docket, case, act, rule, verdict))
    if not lacks and verdict.outcome is Outcome.UNDETERMINED:
        lacks = tuple(_fields(docket, act, rule))  # what was not stated, before anything is said of what was
    ways: Mapping[Language, str] = MappingProxyType({})
    if counts_days(rule) and not (read or any(lack.step not in case.by_step for lack in lacks)):
        # Nothing is missing and nothing was stated: only the day is wrong.
        ways = when_lawful(docket, case, act, rule, now) or ways
        lacks = () if ways else lacks
    elif out_of_order := _out_of_order(case, act, lacks):
        ways, lacks = out_of_order, ()
    if verdict.outcome is Outcome.UNDETERMINED:
        lacks = (*_unstated(docket, case, act, rule), *lacks)
    if isinstance(rule.body, Carries) and verdict.detail and lacks:
        named = "、".join(one.zh for one in lacks), ", ".join(one.en for one in lacks)
        facts = tuple(
            (zh.replace(verdict.detail, named[0]), en.replace(verdict.detail, named[1])) for zh, en in facts
        )
    return Hindrance(
        Side.RULE,
        rule.says,
        rule.english or rule.says,
        basis=rule.basis,
        rule=rule.id,
        outcome=verdict.outcome,
        blocks=rule.blocks,
        lacks=lacks,
        facts=facts,
        read=read,
        ways=ways if ways or lacks else _ways(docket, act, read),
    )


def lacks_recording_alone(one: Hindrance) -> bool:
    """Whether nothing but recordings would mend what a rule says."""
    titles = {zh for zh, _en in RECORDINGS.values()}
    return bool(one.rule and one.lacks) and all(lack.zh in titles and not lack.step for lack in one.lacks)


def _ways(docket: Docket, act: Record, read: Collection[str]) -> Mapping[Language, str]:
    """Where nothing is lacking, what was stated or recorded is wrong, or the law does not allow the act."""
    if not read:
        return MappingProxyType(_AS_RECORDED)
    fields = [docket.procedure.steps[act.step].fields[name] for name in read]
    zh = "、".join(f"“{field.title}”" for field in fields)
    en = ", ".join(f"“{field.english}”" for field in fields)
    return MappingProxyType(
        {
            "zh": f"核对{zh}；填写属实的，依照上述规定不得办理",
            "en": f"check {en}; if what is stated is true, the provision does not allow the act",
        }
    )


def _lacks(docket: Docket, case: Case, act: Record, rule: Rule, verdict: Verdict) -> Iterable[Lack]:
    """What would mend it: earlier steps that are not there, fields and papers of the act, officers."""
    match rule.body:
        case Carries():
            yield from _things(docket, act.step, verdict.detail)
        case Who() as who:
            yield Lack(*_officers(docket, who))
        case Before() | Limit():
            yield from _fields(docket, act, rule)
            yield from _steps(docket, case, act, rule.body)
        case _:
            return


def _out_of_order(case: Case, act: Record, lacks: Collection[Lack]) -> Mapping[Language, str] | None:
    """Where all that is lacking was recorded, yet none of it surely before the act: their order is what is wrong."""
    there = [(lack, [one for one in case.by_step.get(lack.step, ()) if one.id != act.id]) for lack in lacks]
    records = [one for _lack, held in there for one in held]
    if not lacks or not all(held for _lack, held in there) or any(surely_before(one, act) for one in records):
        return None
    told = [(lack, date_of(held[-1].day).isoformat()) for lack, held in there]
    zh = "、".join(f"{lack.zh}（{day}）" for lack, day in told)
    en = ", ".join(f"{lack.en} ({day})" for lack, day in told)
    return MappingProxyType(
        {
            "zh": f"{zh}已有记录，但不能确定早于本次办理：核对两者的日期，同一日的改到次日或者写明时刻",
            "en": f"{en} is recorded, but not surely before this act: check both days; of the same day, take the next "
            "day or state the hours",
        }
    )


def _things(docket: Docket, step: str, detail: str) -> Iterable[Lack]:
    fields = docket.procedure.steps[step].fields
    for name in filter(None, detail.split("、")):
        field = fields.get(name)
        titles = (field.title, field.english) if field else RECORDINGS.get(name, (f"《{name}》", name))
        yield Lack(*titles)


def _officers(docket: Docket, who: Who) -> tuple[str, str]:
    """Who may do it; those who did what it is kept apart from may not. A rule may ask for no number."""
    zh, en = ROLES.get(who.role or "officer", ("人员", "persons"))
    kind_zh = f"持有效执法证的{zh}" if who.qualified else zh
    kind_en = f"{en} with a valid certificate" if who.qualified else en
    apart = [step for step in map(docket.step, who.differs_from) if step is not None]
    if apart:
        kind_zh = f"未办理{'、'.join(f'“{one.title}”' for one in apart)}的{kind_zh}"
        kind_en = f"{kind_en}, none of whom did {', '.join(f'“{one.english or one.title}”' for one in apart)}"
    if not who.at_least:
        return kind_zh, kind_en
    return f"{who.at_least} 名{kind_zh}", f"{who.at_least} × {kind_en}"


def _read(docket: Docket, act: Record, rule: Rule) -> Iterable[str]:
    """Names of the act's fields that the rule reads, in the order of the form."""
    names = {n.name for one in expressions(rule) for n in walk(one) if isinstance(n, Field)}
    return (name for name in docket.procedure.steps[act.step].fields if name in names)


def _fields(docket: Docket, act: Record, rule: Rule) -> Iterable[Lack]:
    """Fields of the act that the rule reads and that are empty."""
    fields = docket.procedure.steps[act.step].fields
    for name in _read(docket, act, rule):
        if act.fields.get(name) is None:
            yield Lack(fields[name].title, fields[name].english)


def _unstated(docket: Docket, case: Case, act: Record, rule: Rule) -> Iterable[Lack]:
    """Facts of the case that the rule reads and that nobody has stated; the step that states them, where one does."""
    names = {n.name for one in expressions(rule) for n in walk(one) if isinstance(n, Attribute)}
    for name, fact in docket.procedure.attributes.items():
        if name not in names or attribute(case, act, name, fact.set_by) is not None:
            continue
        step = next((known for id, _field in fact.set_by if (known := docket.step(id))), None)
        title, english = fact.definition.title, fact.definition.english
        if step is None:
            yield Lack(f"案件事实“{title}”", f"the fact of the case “{english}”")
        else:
            again = step.id if step.repeats or step.id not in case.by_step else ""
            yield Lack(
                f"“{title}”（在“{step.title}”中记载）",
                f"“{english}” (stated in “{step.english}”)",
                again,
                step.role or "",
            )


def _steps(docket: Docket, case: Case, act: Record, body: Before | Limit) -> Iterable[Lack]:
    """Earlier steps that the rule reads and that the case does not hold; where it holds all, those to be done again.

    Where one is to be done again, a step that the rule itself takes for not there («no review after a hearing») is not
    what is lacking, and is not done again.
    """
    need = body.need if isinstance(body, Before) else body.holds
    read = steps_read(need) - {act.step}
    there = {step for step in read if any(one.id != act.id for one in case.by_step.get(step, ()))}
    again = {step for step in there if docket.procedure.steps[step].repeats and isinstance(body, Before)}
    spared = {one.item.step for one in walk(need) if isinstance(one, Not) and isinstance(one.item, Exists)}
    missing = read - there - (spared if again else frozenset())
    wanted = sorted(missing or again - _only_unwanted(need), key=lambda one: docket.order.get(one, 0))
    either = isinstance(need, Or) and len(wanted) > 1
    for step in wanted:
        known = docket.step(step)
        if known is not None:
            zh, en = ("（其一即可）", " (one of these)") if either else ("", "")
            yield Lack(known.title + zh, (known.english or known.title) + en, step, known.role or "")


def _only_unwanted(need: Expression) -> set[str]:
    """Steps of which a condition says nothing but that they were not done («no problem, or it is mended»)."""
    nodes = list(walk(need))
    denied = [one.item for one in nodes if isinstance(one, Not) and isinstance(one.item, Exists)]
    others = (one for one in nodes if not any(one is each for each in denied))
    asked = {one.step for one in others if isinstance(one, Past | Exists | Count | Sum)}
    return {one.step for one in denied} - asked


def undetermined(one: Hindrance) -> bool:
    """Whether the reason is only that a fact is not known."""
    return one.outcome is Outcome.UNDETERMINED
