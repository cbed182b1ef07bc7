"""What a folded case gives to its documents: the newest record of each step, field by field, and how fields are called.

What a record does not hold (parties, the organ's address) comes from the registers and is added by the caller. Nothing
is worked out here: a fact that nobody recorded is missing in the document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record, Value
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.reports.compose import Fact
from plumbline.core.vocabulary import ValueType

_EPOCH: Final = dt.date(1970, 1, 1)


def case_facts(procedure: Procedure, case: Case, made_by: Record | None = None) -> dict[str, Fact]:
    """Facts under `step.field`, and under `this.field` those of the record that makes the document."""
    facts: dict[str, Fact] = {}
    for step, records in case.by_step.items():
        if records:
            facts.update(_fields(step, procedure.steps.get(step), records[-1].fields))
    if made_by is not None:
        facts.update(_fields("this", procedure.steps.get(made_by.step), made_by.fields))
        facts.update(_fields(made_by.step, procedure.steps.get(made_by.step), made_by.fields))
    return facts


def field_titles(procedure: Procedure, step: str | None = None) -> dict[str, str]:
    """How the fields are called, by the paths that texts use; `step` is the one that makes the document."""
    titles = {
        f"{s.id}.{f.name}": f"{s.title}：{f.title}"
        for s in procedure.steps.values()
        for f in s.fields.values()
    }
    if step is not None and step in procedure.steps:
        titles.update({f"this.{f.name}": f.title for f in procedure.steps[step].fields.values()})
    return titles


def _fields(root: str, step: Step | None, values: Mapping[str, Value]) -> dict[str, Fact]:
    """The fields of one record that its step declares."""
    declared = step.fields if step is not None else {}
    found = {f"{root}.{name}": _fact(values.get(name), field.type) for name, field in declared.items()}
    return {path: fact for path, fact in found.items() if fact is not None}


def _fact(value: Value, kind: ValueType) -> Fact:
    if value is None or kind in (ValueType.INSTANT, ValueType.TIME):
        return None  # hours and minutes are asked for: a document writes them by hand
    if kind is ValueType.DATE and isinstance(value, int):
        return _EPOCH + dt.timedelta(days=value)
    if isinstance(value, float) or (kind in (ValueType.MONEY, ValueType.NUMBER) and isinstance(value, int)):
        return Decimal(str(value))
    return value
