"""The expression language of rules as a typed tree; docs/explanation/pack-format.md is its manual.

Nodes are frozen values. `parse.py` makes them from text, `typing.py` checks them against a procedure, `compile_one.py`
and `evaluate_batch.py` give them their one meaning in two shapes. There is no other way to run an expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from plumbline.core.vocabulary import ValueType


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant. Text may later be read as a date or a time of day, where it is compared with one."""

    value: bool | int | Decimal | str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the judged record; `at`, `until` and `recorded_on` are its days."""

    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """A fact of the case as of the judged record: `case.<name>`."""

    name: str


@dataclass(frozen=True, slots=True)
class Past:
    """`first(step).field` or `last(step).field` over the records before the judged one."""

    which: str  # first | last
    step: str
    field: str


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether a record of the step stands before the judged one."""

    step: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of the step stand before the judged one."""

    step: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Sum of a number field over the records of the step before the judged one."""

    step: str
    field: str


@dataclass(frozen=True, slots=True)
class FigureOf:
    """A dated figure of the case's divisions, asked at the rule's `as_of` day."""

    figure: str
    key: Expression | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Due day of the last obligation of a clock that opened before or by the judged record."""

    rule: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of FUNCTIONS."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+ - * /` over numbers."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Compare:
    """`= != < <= > >=`; at most one node of AT_MOST_ONE stands inside."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class In:
    """Whether a value is one of several constants."""

    value: Expression
    options: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Kleene conjunction."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Kleene disjunction."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene negation."""

    item: Expression


Expression: TypeAlias = (
    Literal
    | Field
    | Attribute
    | Past
    | Exists
    | Count
    | Sum
    | FigureOf
    | Due
    | Call
    | Arithmetic
    | Compare
    | In
    | And
    | Or
    | Not
)

OWN_DAYS: Final = ("at", "until", "recorded_on")
"""Names that a Field may have without being declared: the days of the judged record."""

COMPARISONS: Final = ("=", "!=", "<", "<=", ">", ">=")

FUNCTIONS: Final[dict[str, tuple[tuple[str, ...], ValueType | None]]] = {
    # name: (argument kinds, result; None = the type of the arguments)
    "days": (("date", "date"), ValueType.INT),
    "working_days": (("date", "date"), ValueType.INT),
    "plus": (("date", "number", "unit"), ValueType.DATE),
    "min": (("number", "number"), None),
    "max": (("number", "number"), None),
    "earliest": (("date", "date"), ValueType.DATE),
    "latest": (("date", "date"), ValueType.DATE),
    "is_statutory_holiday": (("date",), ValueType.BOOL),
    "is_working_day": (("date",), ValueType.BOOL),
    "time_of_day": (("moment",), ValueType.TIME),
}
"""The closed list of functions. `min`, `max`, `earliest`, `latest` take two or more arguments."""

VARIADIC: Final = frozenset({"min", "max", "earliest", "latest"})
AT_MOST_ONE: Final = (Past, Count, Sum, Due)


def children(node: Expression) -> tuple[Expression, ...]:
    """The direct sub-expressions of a node."""
    match node:
        case Call(arguments=arguments):
            return arguments
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case In(value=value):
            return (value,)
        case And(items=items) | Or(items=items):
            return items
        case Not(item=item):
            return (item,)
        case FigureOf(key=key) if key is not None:
            return (key,)
        case _:
            return ()


def walk(node: Expression) -> Iterator[Expression]:
    """A node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def steps_read(node: Expression) -> frozenset[str]:
    """Steps whose earlier records decide the value."""
    return frozenset(n.step for n in walk(node) if isinstance(n, Past | Exists | Count | Sum))
