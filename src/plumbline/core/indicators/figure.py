"""Figures: what the counts came to, and what formulas and identities make of them.

A figure of a formula is None where it cannot be reckoned: a base of nothing, or a figure it rests on is not known. One
that another body submits is not known before it did, which is not the same as nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from plumbline.core.indicators.indicator import UNITS, Catalogue, Counts, Formula, Indicator
from plumbline.core.rules.expression import And, Arithmetic, Compare, Expression, Field, Literal

Period: TypeAlias = tuple[int, int]
"""First and last day, both included."""
Number: TypeAlias = int | Decimal

ALL: Final = ""
"""The class of what an indicator counts in whole, and the organ of all organs together."""


EVER: Final = -(2**31)
"""A day before all days."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one indicator, organ and class: the number, how many acts made it, and of how many nothing could be told."""

    indicator: str
    organ: str
    kind: str
    value: Number
    rows: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class Row:
    """One act that was counted: it leads to its record. `kind` is its class, ALL without classes."""

    case: str
    record: str
    procedure: str
    step: str
    day: int
    organ: str
    kind: str
    value: Number


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one period; None: it cannot be reckoned, or was not submitted. `rows` of a formula are 0."""

    id: str
    value: Number | None
    rows: int = 0
    unsaid: int = 0


def asked(indicator: Indicator, period: Period) -> Period:
    """The days whose acts are asked about: of what is held, everything up to the day on which it is held."""
    first, last = period
    held = {Counts.HELD: (EVER, last), Counts.BROUGHT: (EVER, first - 1)}
    return held.get(indicator.counts, period)


def totals(
    counted: Mapping[tuple[str, str, str], Counted], catalogue: Catalogue, organ: str = ALL
) -> dict[str, Figure]:
    """Every figure of the catalogue for an organ (or all): indicators, `indicator:class`, then formulas."""
    found: dict[str, Figure] = {}
    for one in counted.values():
        if organ in (ALL, one.organ):
            id = f"{one.indicator}:{one.kind}" if one.kind else one.indicator
            held = found.get(id)
            value, rows, unsaid = one.value, one.rows, one.unsaid
            if held is not None:
                value, rows, unsaid = (held.value or 0) + value, held.rows + rows, held.unsaid + unsaid
            found[id] = Figure(id, value, rows, unsaid)
    for indicator in catalogue.indicators.values():
        for id in (indicator.id, *(f"{indicator.id}:{kind.id}" for kind in indicator.classes)):
            if id not in found:
                found[id] = Figure(id, None if indicator.is_submitted else 0)
    for formula in catalogue.formulas.values():
        _reckoned(formula, catalogue, found)
    return found


def _reckoned(formula: Formula, catalogue: Catalogue, found: dict[str, Figure]) -> None:
    for name in formula.asks:
        if name not in found:
            _reckoned(catalogue.formulas[name], catalogue, found)
    if formula.id not in found:
        value = reckon(formula.expression, found)
        unsaid = sum(found[name].unsaid for name in formula.asks)
        found[formula.id] = Figure(formula.id, rounded(value, formula.unit), 0, unsaid)


def rounded(value: Number | None, unit: str) -> Number | None:
    """The value with the decimals that its unit is written with, half up."""
    places = UNITS[unit].places
    if value is None or isinstance(value, int):
        return value
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def reckon(node: Expression, figures: Mapping[str, Figure]) -> Number | None:
    """The value of a formula, exact until it is rounded; None where a base is nothing or a figure is not known."""
    match node:
        case Literal(value=value):
            return value if isinstance(value, Decimal) else int(value)
        case Field(name=name):
            return figures[name].value
        case Arithmetic(operator=operator, left=left, right=right):
            return _arithmetic(operator, reckon(left, figures), reckon(right, figures))
        case _:
            raise TypeError(node)


def _arithmetic(operator: str, left: Number | None, right: Number | None) -> Number | None:
    if left is None or right is None or (operator == "/" and right == 0):
        return None
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return Decimal(left) / Decimal(right)


def holds(node: Expression, figures: Mapping[str, Figure]) -> bool | None:
    """Whether an identity holds; None where one of its sides is not known."""
    match node:
        case And(items=items):
            truths = [holds(one, figures) for one in items]
            return False if False in truths else None if None in truths else True
        case Compare(operator=operator, left=left, right=right):
            a, b = reckon(left, figures), reckon(right, figures)
            if a is None or b is None:
                return None
            return {"=": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]
        case _:
            raise TypeError(node)
