"""Which types go together, and how a constant is read where it meets one.

Errors: `TypeMismatch`, `UnknownOption`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plumbline.core.clocks.civil import parse_day
from plumbline.core.rules.expression import Expression, Literal
from plumbline.core.rules.expression_errors import TypeMismatch, UnknownOption
from plumbline.core.rules.writing import write
from plumbline.core.vocabulary import NUMERIC, ValueType

ORDERED: Final = NUMERIC | {ValueType.DATE, ValueType.INSTANT, ValueType.TIME}
"""Types with a smaller and a greater."""
_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Of:
    """Type of a sub-expression; `options` of a choice, None where any code is possible."""

    type: ValueType
    options: tuple[str, ...] | None = None


def comparable(a: ValueType, b: ValueType) -> bool:
    """Whether values of the two types may be compared."""
    words = (ValueType.TEXT, ValueType.CHOICE)
    return a is b or (a in NUMERIC and b in NUMERIC) or (a in words and b in words)


def coerced(literal: Literal, of: Of, other: Expression | None = None) -> Literal:
    """The constant as a value of the type it meets."""
    value, wanted = literal.value, of.type
    if wanted in NUMERIC and literal.type in NUMERIC:
        return literal
    if isinstance(value, str):
        if wanted is ValueType.CHOICE:
            if of.options is not None and value not in of.options:
                codes = ", ".join(of.options)
                raise UnknownOption(
                    word=value,
                    field=write(other) if other is not None else "",
                    advice_zh=f"它的值只有：{codes}",
                    advice_en=f"its values are: {codes}",
                )
            return Literal(value, ValueType.CHOICE)
        if wanted in (ValueType.TEXT, ValueType.OFFICER):
            return Literal(value, wanted)
        if wanted is ValueType.DATE:
            try:
                return Literal(parse_day(value), ValueType.DATE)
            except ValueError:
                pass
        if wanted is ValueType.TIME and (found := _TIME.fullmatch(value)):
            return Literal(int(found[1]) * 60 + int(found[2]), ValueType.TIME)
    elif literal.type is wanted:
        return literal
    raise mismatch(literal, literal.type, str(wanted), *remedy(literal.type, wanted))


_REMEDIES: Final[dict[ValueType, tuple[str, str]]] = {
    ValueType.DATE: (
        "写日期字段、at、until，或者 '2024-01-31' 这样的日期",
        "use a date field, at, until, or a date such as '2024-01-31'",
    ),
    ValueType.TIME: ("写 '06:00' 这样的时刻", "write a time of day such as '06:00'"),
    ValueType.BOOL: ("与 true 或 false 比较，不加引号", "compare with true or false, without quotes"),
    ValueType.INT: ("数字不加引号", "write numbers without quotes"),
    ValueType.TEXT: ("文字写在单引号里", "put text between single quotes"),
}


def remedy(found: ValueType, wanted: ValueType) -> tuple[str, str]:
    """What to write where `wanted` is needed and `found` was given, in Chinese and English."""
    if wanted in NUMERIC:
        if found is ValueType.DATE:
            return "相隔天数用 days(起, 止)", "for a number of days use days(from, to)"
        return _REMEDIES[ValueType.INT]
    if wanted in (ValueType.CHOICE, ValueType.OFFICER):
        return _REMEDIES[ValueType.TEXT]
    if found is ValueType.INSTANT and wanted is ValueType.DATE:
        return "把该字段声明为 date", "declare the field as date"
    return _REMEDIES.get(wanted, ("两边用同一类型", "use one type on both sides"))


def mismatch(
    node: Expression, found: ValueType, wanted: str, zh: str, en: str, wanted_zh: str = ""
) -> TypeMismatch:
    """The error for a node of the wrong type; `{word}` in the advice becomes its text."""
    word = write(node)
    return TypeMismatch(
        word=word,
        found=str(found),
        wanted=wanted,
        wanted_zh=wanted_zh,
        advice_zh=zh.replace("{word}", word),
        advice_en=en.replace("{word}", word),
    )
