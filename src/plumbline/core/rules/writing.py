"""Expression tree → its text, for messages, manuals and traces. `parse(write(tree))` gives the tree again."""

from __future__ import annotations

from typing import Final

from plumbline.core.clocks.civil import date_of
from plumbline.core.rules.expression import (
    And,
    Arithmetic,
    Attribute,
    Call,
    Compare,
    Count,
    Due,
    Exists,
    Expression,
    Field,
    FigureOf,
    In,
    Literal,
    Not,
    Or,
    Past,
    Sum,
)
from plumbline.core.vocabulary import ValueType

_OR, _AND, _NOT, _COMPARE, _TERMS, _PRODUCT, _FACTOR, _VALUE = range(8)
_LEVEL: Final[dict[type, int]] = {Or: _OR, And: _AND, Not: _NOT, Compare: _COMPARE, In: _COMPARE}


def write(node: Expression) -> str:
    """The expression as an author would write it.

    >>> from plumbline.core.rules.parse import parse
    >>> write(parse("not (a or b) and (x+1)*2>=3"))
    'not (a or b) and (x + 1) * 2 >= 3'
    """
    match node:
        case Literal():
            return _literal(node)
        case Field(name=name):
            return name
        case Attribute(name=name):
            return f"case.{name}"
        case Past(which=which, step=step, field=field):
            return f"{which}({step}).{field}"
        case Exists(step=step):
            return f"exists({step})"
        case Count(step=step):
            return f"count({step})"
        case Sum(step=step, field=field):
            return f"sum({step}.{field})"
        case FigureOf(figure=figure, key=key):
            return f"figure('{figure}')" if key is None else f"figure('{figure}', {_within(key, _TERMS)})"
        case Due(rule=rule):
            return f"due('{rule}')"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(_within(a, _TERMS) for a in arguments)})"
        case _:
            return _joined(node)


def _joined(node: Arithmetic | Compare | In | And | Or | Not) -> str:
    match node:
        case Arithmetic(operator=operator, left=left, right=right):
            level = _level(node)
            return f"{_within(left, level)} {operator} {_within(right, level + 1)}"
        case Compare(operator=operator, left=left, right=right):
            return f"{_within(left, _TERMS)} {operator} {_within(right, _TERMS)}"
        case In(value=value, options=options):
            return f"{_within(value, _TERMS)} in ({', '.join(_literal(o) for o in options)})"
        case And(items=items):
            return " and ".join(_within(i, _NOT) for i in items)
        case Or(items=items):
            return " or ".join(_within(i, _AND) for i in items)
        case Not(item=item):
            return f"not {_within(item, _NOT)}"


def _level(node: Expression) -> int:
    if isinstance(node, Arithmetic):
        return _TERMS if node.operator in "+-" else _PRODUCT
    return _LEVEL.get(type(node), _VALUE)


def _within(node: Expression, least: int) -> str:
    text = write(node)
    return f"({text})" if _level(node) < least else text


def _literal(node: Literal) -> str:
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    if node.type is ValueType.DATE and isinstance(node.value, int):
        return f"'{date_of(node.value).isoformat()}'"
    if node.type is ValueType.TIME and isinstance(node.value, int):
        return f"'{node.value // 60:02}:{node.value % 60:02}'"
    return f"'{node.value}'" if isinstance(node.value, str) else str(node.value)
