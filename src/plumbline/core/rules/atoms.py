"""What a condition of an act rests on, where that is little: some of its own fields, facts of the case, earlier acts.

Such conditions have one answer for the same values, whatever the case: `act_table.py` remembers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeAlias

from plumbline.core.facts.before import attribute
from plumbline.core.facts.case import Case, Coverage
from plumbline.core.facts.record import Record, Value, counts_for
from plumbline.core.rules.closures import exists
from plumbline.core.rules.expression import (
    OWN_DAYS,
    And,
    Attribute,
    Compare,
    Exists,
    Expression,
    Field,
    In,
    Literal,
    Not,
    Or,
)

Setters: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""For each fact of a case, the steps and fields that set it."""
Ask: TypeAlias = Callable[[Case, Record], object]
"""Something that an act rests on, as a value that can be compared."""
Stated: TypeAlias = Callable[[Mapping[str, Value]], object]
"""What fields state, as a value that can be compared."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """Names of own fields, names of facts of the case, and steps of which an earlier record is asked for.

    Of `stated` fields and of `documents` only matters whether they are there; of `recusals`, steps, whether the case
    has any record of them.
    """

    fields: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    recusals: frozenset[str] = frozenset()

    def __or__(self, other: Atoms) -> Atoms:
        return Atoms(
            self.fields | other.fields,
            self.attributes | other.attributes,
            self.steps | other.steps,
            self.stated | other.stated,
            self.documents | other.documents,
            self.recusals | other.recusals,
        )


NOTHING = Atoms()


def atoms_of(node: Expression) -> Atoms | None:
    """What decides a truth; None where it reads more than atoms, such as a day, an amount or a figure."""
    match node:
        case And(items=items) | Or(items=items):
            return _together(atoms_of(i) for i in items)
        case Not(item=item):
            return atoms_of(item)
        case Exists(step=step):
            return Atoms(steps=frozenset({step}))
        case In(value=value) | Compare(left=value, operator="=" | "!=", right=Literal(value=bool() | str())):
            return _name(value)
        case _:
            return _name(node)


def _name(node: Expression) -> Atoms | None:
    match node:
        case Field(name=name) if name not in OWN_DAYS:
            return Atoms(fields=frozenset({name}))
        case Attribute(name=name):
            return Atoms(attributes=frozenset({name}))
        case _:
            return None


def _together(parts: Iterable[Atoms | None]) -> Atoms | None:
    found = NOTHING
    for part in parts:
        if part is None:
            return None
        found |= part
    return found


def told_by_steps(atoms: Atoms) -> frozenset[str]:
    """The steps of which it matters whether a case holds any act."""
    return atoms.steps | atoms.recusals


def asks_of(atoms: Atoms, set_by: Setters, there: frozenset[str], missing: Coverage) -> list[Ask]:
    """What gives the facts and the earlier acts; own fields are read by whoever holds the record.

    Cases hold of `told_by_steps` at most those that are `there`, and their source leaves out what is `missing`.
    """
    asks: list[Ask] = []
    alone: dict[str, list[str]] = {}
    for name in sorted(atoms.attributes):
        setters = set_by.get(name, ())
        if len(setters) == 1:
            alone.setdefault(setters[0][0], []).append(name)
        else:
            asks.append(_fact(name, setters))
    asks += [_facts(step, [(name, set_by[name][0][1]) for name in names]) for step, names in alone.items()]
    if atoms.stated or atoms.documents:
        asks.append(_there(sorted(atoms.stated), atoms.documents))
    if atoms.recusals:
        asks.append(_officers_known)
    earlier = sorted(atoms.steps & there)
    return [*asks, _earlier(earlier, missing)] if earlier else asks


def values_of(names: Sequence[str]) -> Stated | None:
    """The values of some fields, None where one is not stated; None where there are no fields."""
    if not names:
        return None
    if len(names) == 1:
        (name,) = names
        return lambda fields: fields.get(name)
    together = itemgetter(*names)  # a third of the time of asking for one after the other

    def stated(fields: Mapping[str, Value]) -> object:
        try:
            return together(fields)
        except KeyError:
            return tuple(map(fields.get, names))

    return stated


def _fact(name: str, setters: Sequence[tuple[str, str]]) -> Ask:
    if not setters:
        return lambda case, _judged: case.header.get(name)
    return lambda case, judged: attribute(case, judged, name, setters)


def _facts(step: str, pairs: Sequence[tuple[str, str]]) -> Ask:
    """Facts that acts of one step set. The only act before the judged one says them all, unless a header does too."""
    stated = values_of([field for _name, field in pairs])
    assert stated is not None
    names = frozenset(name for name, _field in pairs)
    setters = [(name, [(step, field)]) for name, field in pairs]

    def ask(case: Case, judged: Record) -> object:
        group = case.by_step.get(step, ())
        if len(group) == 1 and judged.step != step and case.header.keys().isdisjoint(names):
            (record,) = group
            long_before = record.end_day < judged.day and record.recorded_at <= judged.recorded_at
            if long_before or counts_for(record, judged):
                return stated(record.fields)
        return tuple([attribute(case, judged, name, by) for name, by in setters])

    return ask


def _earlier(steps: Sequence[str], missing: Coverage) -> Ask:
    """For each step whether there was an act of it; of most there is one, long before."""
    asked = [(step, exists(step)) for step in steps]
    hidden = not missing.steps.isdisjoint(steps)

    def ask(case: Case, judged: Record) -> object:
        by_step, day, entered, found = case.by_step, judged.day, judged.recorded_at, []
        for step, there in asked:
            group = by_step.get(step)
            if not group:
                found.append(there(case, judged) if hidden else False)
            elif group[0].end_day < day and group[0].recorded_at <= entered:
                found.append(True)  # as `surely_before` says first of all
            else:
                found.append(there(case, judged))
        return tuple(found)

    return ask


def _there(stated: Sequence[str], documents: frozenset[str]) -> Ask:
    """Which fields and documents an act has."""
    if not stated:
        return lambda _case, judged: _papers(documents, judged)

    def ask(case: Case, judged: Record) -> object:
        fields = judged.fields
        return _papers(documents, judged), tuple([fields.get(name) is None for name in stated])

    return ask


def _papers(documents: frozenset[str], judged: Record) -> object:
    papers = judged.documents
    return papers if not papers else documents.intersection(papers)


def _officers_known(_case: Case, judged: Record) -> object:
    """Whether the officers of an act are known."""
    return judged.by is None
