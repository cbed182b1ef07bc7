"""What a run of the generator has met, told by the classes and word lists of the code itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from typing import Any, get_args

from agreement.judging import Batch, Report, kind_of
from plumbline.core.clocks.counting import Unit
from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.expression import COMPARISONS, FUNCTIONS, OWN_DAYS, Expression, walk
from plumbline.core.rules.rule import Body, Clock, Exclusion, Extension, FigurePeriod, OnExpiry, Rule, Term
from plumbline.core.rules.typing import PLUS_UNITS
from plumbline.core.vocabulary import Bearer, Deem, Outcome, Stream

PARTS: tuple[type, ...] = (*get_args(Body), *get_args(Term), Extension, Exclusion, OnExpiry)
RULE_OPTIONS = ("when", "over", "as_of", "from_day", "to_day")
CASE_SHAPES = (
    "equal instants", "day precision", "instant precision", "until", "missing field", "uncovered step",
    "uncovered fact", "step repeated", "entered late", "entered before", "corrected", "voided", "joined",
    "overlapping pauses",
    "officers unknown", "not yet entered", "no record",
)  # fmt: skip


def wanted() -> set[str]:
    """Everything that a run must have met: a new kind, option, operator or word is in here by itself."""
    found = {f"kind {kind.__name__}" for kind in PARTS}
    found |= {f"option {part.__name__}.{f.name}" for part in PARTS for f in fields(part)}
    found |= {f"option Rule.{name}" for name in RULE_OPTIONS}
    found |= {f"node {node.__name__}" for node in get_args(Expression)}
    found |= {f"compare {operator}" for operator in COMPARISONS} | {f"arithmetic {o}" for o in "+-*/"}
    found |= {f"function {name}" for name in FUNCTIONS} | {f"plus {unit}" for unit in PLUS_UNITS}
    found |= {f"own {name}" for name in OWN_DAYS} | {"past first", "past last"}
    found |= {f"unit {unit}" for unit in Unit} | {f"bearer {b}" for b in Bearer}
    found |= {f"stream {s}" for s in Stream} | {f"deem {d}" for d in Deem}
    found.add("a figure period asked on another day")
    return found | {f"case {shape}" for shape in CASE_SHAPES}


NEVER_HAPPENS: frozenset[tuple[str, Outcome]] = frozenset(
    {
        *((k, Outcome.PENDING) for k in ("before", "limit", "carries", "never", "interval")),
    }
)
"""Outcomes that a kind cannot have: only clocks and unconfirmed officers leave something open."""


def wanted_outcomes() -> set[tuple[str, Outcome]]:
    """Each outcome of each kind where it can be."""
    kinds = [kind.__name__.lower() for kind in get_args(Body)]
    return {(kind, outcome) for kind in kinds for outcome in Outcome} - NEVER_HAPPENS


def met(batch: Batch) -> set[str]:
    """What one batch holds."""
    found: set[str] = set()
    for rule in batch.ruleset.rules:
        found |= set(_of_rule(rule))
    for case in batch.cases:
        found |= set(_of_case(batch, case.records))
    if batch.setting.missing.steps:
        found.add("case uncovered step")
    if batch.setting.missing.facts:
        found.add("case uncovered fact")
    return found


def outcomes_met(report: Report) -> set[tuple[str, Outcome]]:
    """The outcomes of each kind in a report."""
    return {(kind.split()[0], Outcome(outcome)) for kind, outcome, _ in report.outcomes}


def _of_rule(rule: Rule) -> Iterator[str]:
    yield f"stream {rule.over}"
    for name in RULE_OPTIONS:
        field = next(f for f in fields(Rule) if f.name == name)
        plain = 0 if field.default is MISSING else field.default
        if getattr(rule, name) != plain:
            yield f"option Rule.{name}"
    yield from _of_part(rule.body)
    if rule.as_of is not None and isinstance(getattr(rule.body, "term", None), FigurePeriod):
        yield "a figure period asked on another day"
    if isinstance(rule.body, Clock) and rule.body.on_expiry is not None:
        yield f"deem {rule.body.on_expiry.deem_at}"
    for expression in expressions(rule):
        for node in walk(expression):
            yield from _of_node(node)


def _of_part(part: Any) -> Iterator[str]:
    """A body, a term, an extension …: its kind, and the options that say something."""
    yield f"kind {type(part).__name__}"
    for field in fields(part):
        value = getattr(part, field.name)
        if value or (field.default is not MISSING and value != field.default):
            yield f"option {type(part).__name__}.{field.name}"
        if field.name == "unit":
            yield f"unit {value}"
        if field.name == "bearer":
            yield f"bearer {value}"
        for inner in value if isinstance(value, tuple) else (value,):
            if type(inner) in PARTS:
                yield from _of_part(inner)


def _of_node(node: Any) -> Iterator[str]:
    name = type(node).__name__
    yield f"node {name}"
    match name:
        case "Compare":
            yield f"compare {node.operator}"
        case "Arithmetic":
            yield f"arithmetic {node.operator}"
        case "Past":
            yield f"past {node.which}"
        case "Field" if node.name in OWN_DAYS:
            yield f"own {node.name}"
        case "Call":
            yield f"function {node.name}"
            if node.name == "plus":
                yield f"plus {node.arguments[2].value}"
        case _:
            pass


def _of_case(batch: Batch, records: Iterable[Any]) -> Iterator[str]:
    records = list(records)
    shapes = {
        "equal instants": len({(r.instant, r.precise) for r in records}) < len(records),
        "day precision": any(not r.precise for r in records),
        "instant precision": any(r.precise for r in records),
        "until": any(r.end_instant > r.instant for r in records),
        "missing field": any("k" not in r.fields for r in records),
        "step repeated": len({r.step for r in records}) < len(records),
        "entered late": any(r.recorded_at > r.end_instant + 86_400_000_000 for r in records),
        "entered before": any(r.recorded_at < r.instant for r in records),
        "corrected": any(r.corrects is not None for r in records),
        "voided": any(r.void for r in records),
        "joined": any(r.step == JOIN_STEP for r in records),
        "overlapping pauses": _overlap(records),
        "officers unknown": any(r.by is None for r in records),
        "not yet entered": any(r.recorded_at > batch.setting.now for r in records),
        "no record": all(r.recorded_at > batch.setting.now for r in records),
    }
    yield from (f"case {shape}" for shape, there in shapes.items() if there)


def _overlap(records: list[Any]) -> bool:
    starts = sorted(r.day for r in records if r.step in ("pause", "hold"))
    ends = sorted(r.day for r in records if r.step in ("resume", "unhold"))
    return len(starts) > 1 and len(ends) > 1 and starts[1] < ends[0]


def table(report: Report) -> str:
    """Counts of a report as a Markdown table."""
    lines = ["| kind | verdicts compared | decided by columns | hard | rules for the plain evaluator only |"]
    lines.append("|---|---|---|---|---|")
    for kind in sorted(report.compared | report.only_plain):
        number = report.compared[kind]
        columns, hard = (f"{100 * c[kind] / max(1, number):.0f} %" for c in (report.by_columns, report.hard))
        lines.append(f"| {kind} | {number:,} | {columns} | {hard} | {report.only_plain[kind]} |")
    return "\n".join(lines)


__all__ = ["CASE_SHAPES", "kind_of", "met", "outcomes_met", "table", "wanted", "wanted_outcomes"]
