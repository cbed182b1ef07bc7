"""What a procedure expects of its records: names of steps, types of fields, options of choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from plumbline.core.facts.linking import FIELDS, TITLES
from plumbline.core.procedures.definition import FieldDefinition, Procedure, Step
from plumbline.core.vocabulary import HEADER, ValueType


@dataclass(frozen=True, slots=True)
class Target:
    """One procedure as the intake sees it: the union over its layers, because rows come before their cases are known.

    `step_names` leads from ids, former ids and titles to ids. `choices` and `step_fields` are by step.
    `set_by` are the (step, field) pairs that set an attribute.
    """

    procedure: str
    zone: tzinfo
    step_names: Mapping[str, str]
    step_fields: Mapping[str, frozenset[str]]
    fields: Mapping[str, ValueType]
    choices: Mapping[tuple[str, str], frozenset[str]]
    attributes: Mapping[str, ValueType]
    attribute_choices: Mapping[str, frozenset[str]]
    set_by: Mapping[str, tuple[tuple[str, str], ...]]


def target_of(variants: Sequence[Procedure]) -> Target:
    """The target of a procedure with all the layers that may be put on it."""
    steps = _united(variants)
    fields: dict[str, ValueType] = {}
    choices: dict[tuple[str, str], frozenset[str]] = {}
    for step, definitions in steps.items():
        for name, definition in definitions.items():
            kind = definition.type
            fields[name] = kind if fields.get(name, kind) is kind else ValueType.TEXT
            if definition.options:
                choices[step, name] = choices.get((step, name), frozenset()) | frozenset(definition.options)
    attributes = {name: a for p in variants for name, a in p.attributes.items()}
    for name in (name for names in FIELDS.values() for name in names):
        fields.setdefault(name, ValueType.TEXT)
    kinds = dict.fromkeys(HEADER, ValueType.TEXT)
    return Target(
        variants[0].id,
        ZoneInfo(variants[0].time_zone),
        _built_in() | _names(s for p in variants for s in p.steps.values()),
        {step: frozenset(names) for step, names in FIELDS.items()}
        | {step: frozenset(definitions) for step, definitions in steps.items()},
        fields,
        choices,
        {**kinds, **{name: a.definition.type for name, a in attributes.items()}},
        {name: frozenset(a.definition.options) for name, a in attributes.items() if a.definition.options},
        {name: a.set_by for name, a in attributes.items()},
    )


def _built_in() -> dict[str, str]:
    """Names of the steps that every procedure has."""
    return {name: step for step, titles in TITLES.items() for name in (step, *titles)}


def _united(variants: Sequence[Procedure]) -> dict[str, dict[str, FieldDefinition]]:
    steps: dict[str, dict[str, FieldDefinition]] = {}
    for procedure in variants:
        for step in procedure.steps.values():
            steps.setdefault(step.id, {}).update(step.fields)
    return steps


def _names(steps: Iterable[Step]) -> dict[str, str]:
    """Ids first, then former ids, then titles; a title that two steps share names neither."""
    listed = list(steps)
    names: dict[str, str] = {}
    for step in listed:
        for title in (step.title, step.english):
            if title and names.setdefault(title, step.id) != step.id:
                names[title] = ""
    names = {title: step for title, step in names.items() if step}
    for step in listed:
        names.update(dict.fromkeys(step.was, step.id))
    names.update({step.id: step.id for step in listed})
    return names
