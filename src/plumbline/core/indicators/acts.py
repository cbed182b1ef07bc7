"""The standing acts of folded cases as columns: what figures are counted over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa

from plumbline.core.facts.case import Case
from plumbline.core.facts.record_batch import record_schema
from plumbline.core.indicators.indicator import BY, Indicator
from plumbline.core.procedures.definition import Procedure
from plumbline.core.vocabulary import ValueType

KEYS: Final = ("case_id", "record_id", "step", "day", "instant", "seq")
LEAF: Final = "leaf"
"""Column of the act's place in the log, null while it has none: no count reads it, it tells what was entered late."""

SOLE: Final = "sole"
"""Column: whether the act is the only standing one of its step in its case, so that counting cases need not look for
others."""

STEPS: Final = "steps"
"""Column: the steps that stand in the act's case, a bit for each, so that what else a case has is seen at its acts."""

ENDED: Final = "ended"
"""Column: the first day of an act that ends the case, null while there is none, so that who is held is seen as well."""

_BITS: Final = 63
"""Steps for which a number has a bit; what is asked of further ones is looked for among the acts."""

NO_LEAVES: Final[Mapping[str, int]] = MappingProxyType({})
_WORDS: Final = frozenset({ValueType.TEXT, ValueType.CHOICE, ValueType.OFFICER})


@dataclass(frozen=True, slots=True)
class ActLayout:
    """What the acts of a procedure have beside KEYS and header: its fields, a bit for each of its steps, and the steps
    after which its cases are held no longer, in order (none: no indicator asks).
    """

    fields: Mapping[str, ValueType]
    bits: Mapping[str, int]
    ends: tuple[str, ...]


def act_layout(procedure: Procedure, indicators: Iterable[Indicator]) -> ActLayout:
    """The layout that these indicators want; where they end cases by different steps, that of most of them."""
    asked = Counter(
        tuple(sorted(source.ends))
        for one in indicators
        for source in one.sources
        if source.procedure == procedure.id and source.ends
    )
    ends = max(sorted(asked), key=lambda one: asked[one], default=())
    bits = {step: 1 << at for at, step in enumerate(list(procedure.steps)[:_BITS])}
    return ActLayout(field_types(procedure), bits, ends)


def field_types(procedure: Procedure) -> dict[str, ValueType]:
    """The fields of its steps by name; one that has quite different types in different steps is no column."""
    found: dict[str, ValueType] = {}
    apart: set[str] = set()
    for step in procedure.steps.values():
        for name, one in step.fields.items():
            kind = found.setdefault(name, one.type)
            if {kind, one.type} <= _WORDS:
                found[name] = kind if kind is one.type else ValueType.TEXT
            elif kind is not one.type:
                apart.add(name)
    return {name: kind for name, kind in found.items() if name not in apart}


def acts_schema(layout: ActLayout) -> pa.Schema:
    """The columns of the acts of a procedure; header facts may be null."""
    base = record_schema(layout.fields)
    header = [pa.field(name, pa.string()) for name in BY]
    stated = [one for one in base if one.name.startswith("f_")]
    beside = [
        pa.field(SOLE, pa.bool_()),
        pa.field(LEAF, pa.int64()),
        pa.field(STEPS, pa.int64()),
        pa.field(ENDED, base.field("day").type),
    ]
    return pa.schema([*(base.field(name) for name in KEYS), *beside, *header, *stated])


def acts_of(cases: Iterable[Case], layout: ActLayout, leaves: Mapping[str, int] = NO_LEAVES) -> pa.Table:
    """The acts of these cases; deemed acts are nobody's and are left out. `leaves`: places in the log, by record."""
    rows: list[dict[str, Any]] = []
    for case in cases:
        header = {name: case.header.get(name) for name in BY}
        standing = [[one for one in group if not one.deemed] for group in case.by_step.values()]
        acts = [one for group in standing for one in group]
        ended = min((one.day for one in acts if one.step in layout.ends), default=None)
        steps = sum(layout.bits.get(one, 0) for one in {act.step for act in acts})
        for act, sole in ((one, len(group) == 1) for group in standing for one in group):
            stated = {f"f_{name}": act.fields.get(name) for name in layout.fields}
            rows.append(
                {
                    "case_id": case.id,
                    "record_id": act.id,
                    "step": act.step,
                    "day": act.day,
                    "instant": act.instant,
                    "seq": act.seq,
                    SOLE: sole,
                    LEAF: leaves.get(act.id),
                    STEPS: steps,
                    ENDED: ended,
                    **header,
                    **stated,
                }
            )
    return pa.Table.from_pylist(rows, schema=acts_schema(layout))
