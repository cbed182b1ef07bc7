"""From one case to the next: which procedures follow from which, after what, and what the new case's forms begin with.

    successions = load_successions(Path("packs"), packs)
    following = [one for one in successions if one.source == "inspection"]

A beginning is a word of the pack or what the earlier case says; it decides nothing. Errors: `PackErrors`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition, Procedure
from plumbline.core.procedures.errors import unknown
from plumbline.core.vocabulary import ValueType

FILE: Final = "successions.yaml"
ON: Final = "on"
"""In place of a field: the day on which the act happened."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a field of the new case begins with: `fixed`, else the field of a step of the earlier case."""

    step: str
    field: str
    fixed: Value = None
    of_step: str = ""
    of_field: str = ""

    def value(self, earlier: Case) -> Value:
        """What the earlier case says; None where it says nothing."""
        if not self.of_step:
            return self.fixed
        acts = earlier.by_step.get(self.of_step)
        if not acts:
            return None
        return acts[-1].day if self.of_field == ON else acts[-1].fields.get(self.of_field)


@dataclass(frozen=True, slots=True)
class Succession:
    """A procedure `target` that may be opened from a case of `source` once one of the steps `after` was done."""

    source: str
    target: str
    title: str
    english: str
    after: tuple[str, ...]
    beginnings: tuple[Beginning, ...]

    def is_open(self, earlier: Case) -> bool:
        """Whether one of the acts that lead to it stands in the earlier case."""
        return any(earlier.by_step.get(step) for step in self.after)

    def begin(self, step: str, earlier: Case) -> dict[str, Value]:
        """What the form of a step of the new case begins with, where the earlier case says it."""
        stated = {one.field: one.value(earlier) for one in self.beginnings if one.step == step}
        return {name: value for name, value in stated.items() if value is not None}


Known = Callable[[str], Procedure]
"""The procedure of an id; raises `PackErrors` for one that there is not."""


def load_successions(root: Path, known: Known) -> tuple[Succession, ...]:
    """The successions of every layer below `root`, in the order of its files. Raises `PackErrors`."""
    found = Found()
    read: list[Succession] = []
    for file in sorted(root.glob(f"*/{FILE}")):
        with found.part():
            for node in read_file(file).fields(("successions",))["successions"].items():
                with found.part():
                    read.append(_succession(node, known, found))
    found.stop()
    return tuple(read)


def _succession(node: Node, known: Known, found: Found) -> Succession:
    got = node.fields(("from", "to", "title", "english", "after"), ("begin",))
    source, target = known(got["from"].text()), known(got["to"].text())
    after = got["after"].texts()
    for step in after:
        _check("step", step, source.steps, got["after"], found)
    beginnings = got["begin"].members() if "begin" in got else {}
    return Succession(
        source.id,
        target.id,
        got["title"].text(),
        got["english"].text(),
        after,
        tuple(
            one
            for place, value in beginnings.items()
            if (one := _beginning(place, value, source, target, found)) is not None
        ),
    )


def _beginning(
    place: str, node: Node, source: Procedure, target: Procedure, found: Found
) -> Beginning | None:
    step, _, name = place.partition(".")
    field = _field(target, step, name, node, found)
    got = node.fields((), ("is", "of"))
    if field is None:
        return None
    if "of" not in got:
        return Beginning(step, name, _fixed(got.get("is", node), field))
    of_step, _, of_name = got["of"].text().partition(".")
    if of_name == ON:
        _check("step", of_step, source.steps, got["of"], found)
        wanted: ValueType | None = ValueType.DATE
    else:
        said = _field(source, of_step, of_name, got["of"], found)
        wanted = said.type if said is not None else None
    if wanted is not None and wanted is not field.type:
        got["of"].refuse(
            f"“{place}”是 {field.type}，“{got['of'].text()}”是 {wanted}",
            f"{place} is {field.type}, {got['of'].text()} is {wanted}: choose a field of the same type",
        )
    return Beginning(step, name, None, of_step, of_name)


def _fixed(node: Node, field: FieldDefinition) -> Value:
    if field.type is ValueType.BOOL:
        return node.truth()
    if field.type is ValueType.CHOICE:
        return node.word(field.options)
    return node.text()


def _field(procedure: Procedure, step: str, name: str, node: Node, found: Found) -> FieldDefinition | None:
    if not _check("step", step, procedure.steps, node, found):
        return None
    fields = procedure.steps[step].fields
    return fields[name] if _check("field", name, fields, node, found) else None


def _check(kind: str, word: str, known: Mapping[str, object], node: Node, found: Found) -> bool:
    if word in known:
        return True
    found.add(unknown(kind, word, known, node.name, node.place))
    return False
