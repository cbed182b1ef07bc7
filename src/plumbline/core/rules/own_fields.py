"""Truths that one stated field of the judged record decides, in one step: most conditions of most rules are such.

They say what `closures.py` says of the same expressions; a guard asks them of every act of a case.
"""

from __future__ import annotations

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.rules.closures import COMPARE, Test, Truth
from plumbline.core.rules.expression import OWN_DAYS, Compare, Expression, Field, In, Literal


def of_own_field(node: Expression) -> Test | None:
    """The test of a field that is true or false, is one of some options, or equals some text; None for all else."""
    match node:
        case Field(name=name) if name not in OWN_DAYS:
            return _holds(name)
        case In(value=Field(name=name), options=options) if name not in OWN_DAYS:
            return _is_among(name, frozenset(o.value for o in options))
        case Compare(
            left=Field(name=name), operator="=" | "!=" as op, right=Literal(value=str() as text)
        ) if name not in OWN_DAYS:
            return _compares(name, op, text)
        case _:
            return None


def _holds(name: str) -> Test:
    def test(_case: Case, judged: Record) -> Truth:
        said = judged.fields.get(name)
        return None if said is None else bool(said)

    return test


def _is_among(name: str, options: frozenset[object]) -> Test:
    def test(_case: Case, judged: Record) -> Truth:
        said = judged.fields.get(name)
        return None if said is None else said in options

    return test


def _compares(name: str, op: str, text: str) -> Test:
    meets = COMPARE[op]

    def test(_case: Case, judged: Record) -> Truth:
        said = judged.fields.get(name)
        return None if said is None else meets(said, text)

    return test
