"""What an indicator may read of an act: its own fields and the header of its case; checked against the procedure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from plumbline.core.data_file.nodes import Node
from plumbline.core.indicators.indicator import BY, Other
from plumbline.core.procedures.definition import FieldDefinition, Procedure
from plumbline.core.procedures.reading import bad_expression, read_expression, read_words
from plumbline.core.rules.expression import (
    And,
    Arithmetic,
    Attribute,
    Compare,
    Expression,
    Field,
    In,
    Literal,
    Not,
    Or,
    walk,
)
from plumbline.core.rules.expression_errors import ExpressionError
from plumbline.core.rules.typing import Vocabulary, check_truth
from plumbline.core.vocabulary import NUMERIC, ValueType

REST: Final = "else"
"""The condition of the class into which everything falls that no class before it takes."""
_READ: Final = (Literal, Field, Attribute, And, Or, Not, Compare, In, Arithmetic)
_RECKONED: Final = (Literal, Field, Compare, And, Arithmetic)


class Sort(Enum):
    """What a field is wanted for."""

    DAY = "a day"
    AMOUNT = "an amount"


class TypedFor:
    """Reads conditions and fields for acts of some steps of one procedure."""

    def __init__(self, procedure: Procedure, steps: tuple[str, ...], node: Node) -> None:
        self._procedure = procedure
        self.steps = self.known(steps, node)
        self._names = Vocabulary(
            steps={id: step.fields for id, step in procedure.steps.items()},
            attributes={name: _header(procedure, name) for name in BY},
        )

    def truth(self, node: Node, steps: tuple[str, ...] | None = None) -> Expression:
        """A condition on acts of these steps; refused when it reads more than the act and the header of its case."""
        expression = read_expression(node)
        if not all(isinstance(one, _READ) for one in walk(expression)):
            node.refuse(
                "an indicator reads the act's own fields and case.organ, field, division, party_kind",
                "ask for other acts of the case with `with` and `without`",
            )
        try:
            return check_truth(expression, self._names, steps or self.steps)
        except ExpressionError as error:
            raise bad_expression(node, error) from None

    def truth_or_rest(self, node: Node) -> Expression | None:
        """The condition of a class; None for the rest."""
        return None if node.raw == REST else self.truth(node)

    def together(self, conditions: Sequence[Expression]) -> Expression | None:
        """All of them."""
        return None if not conditions else conditions[0] if len(conditions) == 1 else And(tuple(conditions))

    def others(self, node: Node | None) -> tuple[Other, ...]:
        """Other acts of the case: words are steps; `{steps, where}` asks something of them."""
        if node is None:
            return ()
        found = []
        for one in [node] if node.list is None else node.list:
            if one.map is None:
                found.append(Other(self.known(read_words(one), one)))
                continue
            got = one.fields(("steps", "where"))
            steps = self.known(read_words(got["steps"]), got["steps"])
            found.append(Other(steps, self.truth(got["where"], steps)))
        return tuple(found)

    def field(self, node: Node, sort: Sort) -> str:
        """A field that every step of the acts has."""
        name, kinds = node.code(), {ValueType.DATE} if sort is Sort.DAY else NUMERIC
        for step in self.steps:
            held = self._procedure.steps[step].fields.get(name)
            if held is None or held.type not in kinds:
                node.refuse(f"{step} has no field {name} that is {sort.value}", "name a field of every step")
        return name

    def known(self, steps: tuple[str, ...], node: Node) -> tuple[str, ...]:
        """The steps, if the procedure has them."""
        for step in steps:
            if step not in self._procedure.steps:
                known = ", ".join(self._procedure.steps)
                node.refuse(f"{self._procedure.id} has no step {step}", f"one of {known}")
        return steps


def _header(procedure: Procedure, name: str) -> FieldDefinition:
    held = procedure.attributes.get(name)
    return held.definition if held is not None else FieldDefinition(name, name, name, ValueType.TEXT)


def names_asked(expression: Expression) -> tuple[str, ...]:
    """The figures that a formula or identity names, each once."""
    return tuple(dict.fromkeys(one.name for one in walk(expression) if isinstance(one, Field)))


def reckons(expression: Expression) -> bool:
    """Whether an expression reckons with figures and constants only."""
    return all(isinstance(one, _RECKONED) for one in walk(expression))
