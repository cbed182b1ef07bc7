"""What the sources together leave out of a procedure: the `Coverage` under which its cases are judged.

A step is covered when one of the sources covers it. A fact is left out when a source that tells of its step leaves it
out, so that no missing column ever looks like a missing act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plumbline.apps.record_intake.mapping import FACTS, SourceMapping
from plumbline.apps.record_intake.target import Target
from plumbline.core.facts.case import Coverage

_LISTS = {
    "documents": "documents",
    "recordings": "recordings",
    "officers": "officers",
    "confirmations": "officers",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells: its mapping, its columns and the steps that occurred in it."""

    mapping: SourceMapping
    columns: frozenset[str]
    seen_steps: frozenset[str]


def coverage_of(
    target: Target, sources: Sequence[Told], case_facts: Iterable[str], uncovered: Iterable[str]
) -> Coverage:
    """What the sources leave out; `case_facts` are attributes known from case tables, `uncovered` said by the user."""
    steps = frozenset(target.step_fields)
    missing_steps = frozenset.intersection(steps, *(steps - _covered_steps(target, s) for s in sources))
    missing_facts: set[str] = set()
    for source in sources:
        missing_facts |= _left_out(target, source)
    told = {*case_facts, *(name for source in sources for name in source.mapping.case)}
    for name, set_by in target.set_by.items():
        if name not in told and any(f"{step}.{field}" in missing_facts for step, field in set_by):
            missing_facts.add(name)
    said = frozenset(uncovered)
    return Coverage(missing_steps | (steps & said), frozenset(missing_facts | (said - steps)))


def left_out(target: Target, mapping: SourceMapping) -> tuple[str, ...]:
    """Steps and facts that records read by this mapping alone do not tell of, in order of their names."""
    told = Told(mapping, mapping.named_columns, frozenset())
    missing = coverage_of(target, [told], (), ())
    return tuple(sorted({*missing.steps, *missing.facts}))


def _covered_steps(target: Target, source: Told) -> frozenset[str]:
    chosen = source.mapping.covers_steps
    return frozenset(target.step_fields) if chosen is None else chosen


def _left_out(target: Target, source: Told) -> set[str]:
    mapping, columns, named = source.mapping, source.columns, source.mapping.covers_facts
    missing: set[str] = set()
    for fact in FACTS:
        use = mapping.columns.get(_LISTS[fact])
        there = use is not None and use.column in columns
        if fact == "confirmations":
            missing |= {fact} if named is not None and fact not in named else set()
        elif not there or (named is not None and fact not in named):
            missing.add(fact)
    chosen = frozenset(f for f in named or () if "." in f)
    for step in _covered_steps(target, source) & (source.seen_steps or frozenset(target.step_fields)):
        for field in target.step_fields.get(step, ()):
            use = mapping.fields.get(field)
            name = f"{step}.{field}"
            if use is None or use.column not in columns or (chosen and name not in chosen):
                missing.add(name)
    return missing
