"""How typed values of fields stand in records, and how they are read back: one writing for one value.

    bool, int        themselves                date       "2026-10-12"
    number, money    text, "1200.50"           instant    "2026-10-12T09:30:00.000000+08:00"
    time             "09:30"                   text, choice, officer   themselves

A missing value is left out. Reading what was written gives the same value back (property test).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Final

from plumbline.core.cases.errors import ValueUnreadable
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import instant_of, written_instant
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import ValueType

LONGEST_TEXT: Final = 10_000
PLACES: Final = {ValueType.MONEY: 2, ValueType.NUMBER: 6}
LARGEST: Final = Decimal(10) ** 13
"""Amounts of this size and more are refused: the columnar engine's decimals end there."""

_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def written_value(definition: FieldDefinition, value: Value) -> Json:
    """The value as a record writes it; raises ValueUnreadable when it does not have the field's type."""
    kind = definition.type
    if kind is ValueType.BOOL and isinstance(value, bool):
        return value
    if kind is ValueType.INT and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind in PLACES and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _written_number(definition, Decimal(value))
    if kind is ValueType.DATE and isinstance(value, int) and not isinstance(value, bool):
        return date_of(value).isoformat()
    if kind is ValueType.INSTANT and isinstance(value, int) and not isinstance(value, bool):
        return written_instant(value)
    if isinstance(value, str):
        _check_text(definition, value)
        return value
    raise _unreadable(definition, value, "类型不符", f"it must be of type {kind}")


def _written_number(definition: FieldDefinition, value: Decimal) -> str:
    places = PLACES[definition.type]
    if not value.is_finite() or abs(value) >= LARGEST:
        raise _unreadable(definition, value, "数值过大", "the number is too large")
    if round(value, places) != value:
        raise _unreadable(definition, value, f"最多 {places} 位小数", f"at most {places} decimal places")
    return f"{value:.2f}" if definition.type is ValueType.MONEY else format(value.normalize(), "f")


def _check_text(definition: FieldDefinition, value: str) -> None:
    kind = definition.type
    if kind is ValueType.CHOICE and value not in definition.options:
        codes = "、".join(definition.options)
        raise _unreadable(
            definition, value, f"可选：{codes}", f"choose one of {', '.join(definition.options)}"
        )
    if kind is ValueType.TIME and not _TIME.fullmatch(value):
        raise _unreadable(definition, value, "写作 09:30", "write 09:30")
    if kind not in (ValueType.TEXT, ValueType.CHOICE, ValueType.TIME, ValueType.OFFICER):
        raise _unreadable(definition, value, "类型不符", f"it must be of type {kind}")
    if len(value) > LONGEST_TEXT:
        raise _unreadable(
            definition, value[:20] + "…", f"最多 {LONGEST_TEXT} 字", f"at most {LONGEST_TEXT} characters"
        )


def read_value(definition: FieldDefinition, written: Json) -> Value:
    """The typed value of what a record writes; raises ValueUnreadable."""
    kind = definition.type
    if written is None:
        return None
    if kind in (ValueType.BOOL, ValueType.INT):
        if isinstance(written, bool) is (kind is ValueType.BOOL) and isinstance(written, int):
            return written
    elif isinstance(written, str):
        return _read_text(definition, written)
    raise _unreadable(definition, written, "记录中的写法不符", "not as records write it")


def _read_text(definition: FieldDefinition, written: str) -> Value:
    kind = definition.type
    try:
        if kind in PLACES:
            return Decimal(written)
        if kind is ValueType.DATE:
            return parse_day(written)
        if kind is ValueType.INSTANT:
            return instant_of(written)
    except (InvalidOperation, ValueError, RecordMalformed) as error:
        raise _unreadable(definition, written, "记录中的写法不符", "not as records write it") from error
    _check_text(definition, written)
    return written


def minutes_of(written: str) -> time:
    """A time of day as records write it."""
    return time.fromisoformat(written)


def _unreadable(definition: FieldDefinition, value: object, zh: str, en: str) -> ValueUnreadable:
    return ValueUnreadable(
        field=definition.name, title=definition.title, value=str(value)[:60], problem_zh=zh, problem_en=en
    )


def read_fields(definitions: Mapping[str, FieldDefinition], written: Mapping[str, Json]) -> dict[str, Value]:
    """The typed fields of a record; what the procedure does not know, or not in this form, is left out as unknown."""
    found: dict[str, Value] = {}
    for name, definition in definitions.items():
        if name in written:
            try:
                found[name] = read_value(definition, written[name])
            except ValueUnreadable:
                found[name] = None
    return found
