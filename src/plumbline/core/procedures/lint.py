"""What a pack may do but should not: warnings, each with its place. A warning never stops the load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plumbline.core.data_file.errors import PackError, Place
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.procedures.example import Example, Expectation
from plumbline.core.rules.evaluate_one import expressions, reads
from plumbline.core.rules.expression import Attribute, Count, Exists, Literal, Past, Sum, walk
from plumbline.core.rules.rule import Before, Carries, Clock, Interval, Rule
from plumbline.core.vocabulary import Bearer, Outcome, ValueType


class PackWarning(PackError):
    """Root of the warnings."""


class NoEnglish(PackWarning):
    """A text without its English."""

    zh = "“{what}”没有英文（english）"
    en = "“{what}” has no english"
    remedy_zh = "补上 english: 一句英文"
    remedy_en = "add english: one sentence"


class StepUnused(PackWarning):
    """A step that no rule, attribute or end reads."""

    zh = "没有规则用到环节“{step}”"
    en = "no rule uses step “{step}”"
    remedy_zh = "补上规则，或者确认它只供登记"
    remedy_en = "add a rule, or leave it as a step that is only recorded"


class AttributeUnused(PackWarning):
    """A fact of the case that no rule reads."""

    zh = "没有规则读取案件事实“{attribute}”"
    en = "no rule reads the fact “{attribute}”"
    remedy_zh = "删去它，或者补上规则"
    remedy_en = "remove it, or add the rule"


class NeverReached(PackWarning):
    """A rule that can judge nothing."""

    zh = "规则“{rule}”永远不会适用"
    en = "rule “{rule}” can never apply"
    remedy_zh = "核对 when 条件和有效期"
    remedy_en = "check its `when` and its validity"


class RatherLimit(PackWarning):
    """A `before` that reads nothing earlier."""

    zh = "规则“{rule}”的 before 没有读取任何既往记录"
    en = "rule “{rule}” is a before that reads nothing earlier"
    remedy_zh = "只看本环节字段的要求写成 limit"
    remedy_en = "write it as a limit"


class NoBoundary(PackWarning):
    """A clock whose last day, or the day after, no example shows."""

    zh = "期限规则“{rule}”的示例没有到最后一日（{missing}）"
    en = "the examples of clock “{rule}” do not show its boundary ({missing})"
    remedy_zh = "各加一个在最后一日办结和迟一日办结的示例，写明 due 和 days_over: 1"
    remedy_en = "show one discharge on the last day and one a day late, with due and days_over: 1"


class DocumentUnlisted(PackWarning):
    """A document or recording that a rule demands and its step does not list."""

    zh = "规则“{rule}”要求的“{document}”没有列在环节“{step}”之下"
    en = "rule “{rule}” demands “{document}”, which step “{step}” does not list"
    remedy_zh = "加进该环节的 documents 或 recordings，或者改成同一名称"
    remedy_en = "add it to the step's documents or recordings, or use the same name"


class FigureUnused(PackWarning):
    """A dated figure that no rule asks for."""

    zh = "没有规则用到法定数额“{figure}”"
    en = "no rule asks for the figure “{figure}”"
    remedy_zh = "在规则里用 figure('{figure}')，或者删去"
    remedy_en = "use figure('{figure}') in a rule, or remove it"


def lint(procedure: Procedure, examples: Sequence[Example], files: Iterable[str]) -> Iterator[PackWarning]:
    """The warnings about what stands in `files` (those of the pack that is checked)."""
    own = frozenset(files)
    rules = [rule for rule in procedure.rules if rule.place.file in own]
    if not procedure.english and procedure.place.file in own:
        yield NoEnglish(place=procedure.place, what=procedure.id)
    used = _used_steps(procedure)
    for step in procedure.steps.values():
        if step.place is None or step.place.file not in own:
            continue
        yield from _of_step(step, step.place, used)
    read = {
        n.name for r in procedure.rules for e in expressions(r) for n in walk(e) if isinstance(n, Attribute)
    }
    for name in procedure.attributes:
        if name not in read and procedure.place.file in own:
            yield AttributeUnused(place=procedure.place, attribute=name)
    for rule in rules:
        yield from _of_rule(rule, procedure, examples)


def _used_steps(procedure: Procedure) -> set[str]:
    used = {*procedure.ends, *procedure.reopens, *procedure.gates}
    used |= {step for attribute in procedure.attributes.values() for step, _ in attribute.set_by}
    for rule in procedure.rules:
        used |= reads(rule)
    return used


def _of_step(step: Step, place: Place, used: set[str]) -> Iterator[PackWarning]:
    if not step.english:
        yield NoEnglish(place=place, what=step.id)
    for name, definition in step.fields.items():
        if not definition.english:
            yield NoEnglish(place=place, what=f"{step.id}.{name}")
    if step.id not in used:
        yield StepUnused(place=place, step=step.id)


def _of_rule(rule: Rule, procedure: Procedure, examples: Sequence[Example]) -> Iterator[PackWarning]:
    if not rule.english:
        yield NoEnglish(place=rule.place, what=rule.id)
    body = rule.body
    if rule.when == Literal(False, ValueType.BOOL) or rule.from_day > rule.to_day:
        yield NeverReached(place=rule.place, rule=rule.id)
    if isinstance(body, Before) and not any(
        isinstance(n, Past | Exists | Count | Sum | Attribute) for n in walk(body.need)
    ):
        yield RatherLimit(place=rule.place, rule=rule.id)
    if isinstance(body, Carries):
        for name in body.steps:
            step = procedure.steps[name]
            listed = {*step.documents, *step.recordings}
            for document in (*body.documents, *body.recordings):
                if document not in listed:
                    yield DocumentUnlisted(place=rule.place, rule=rule.id, document=document, step=name)
    if isinstance(body, Clock | Interval) and body.bearer is Bearer.ORGAN:
        shown = [e for example in examples for e in example.expect.get(rule.id, ())]
        missing = _boundary(shown) if isinstance(body, Clock) else ""
        if missing:
            yield NoBoundary(place=rule.place, rule=rule.id, missing=missing)


def _boundary(shown: Sequence[Expectation]) -> str:
    last_day = any(e.outcome is Outcome.SATISFIED and (e.due, e.due_instant) != (None, None) for e in shown)
    day_after = any(e.outcome is Outcome.VIOLATED and e.days_over == 1 for e in shown)
    hours = any(e.outcome is Outcome.VIOLATED and e.due_instant is not None for e in shown)
    missing = ([] if last_day else ["satisfied, due"]) + (
        [] if day_after or hours else ["violated, days_over: 1"]
    )
    return "; ".join(missing)
