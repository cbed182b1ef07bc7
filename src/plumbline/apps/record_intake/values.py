"""One value of a source → one value of ours, or the fault that sets its row aside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from plumbline.apps.record_intake.rows import Fault, Reason, shorten
from plumbline.core.facts.record import NOTHING_RECORDED
from plumbline.core.vocabulary import ValueType

Parse: TypeAlias = Callable[[str], Any]
"""Text (trimmed, not empty) → value; a `Fault` is returned, not raised."""

_TRUE = frozenset({"true", "1", "yes", "y", "t", "是"})
_FALSE = frozenset({"false", "0", "no", "n", "f", "否"})
_WHOLE = re.compile(r"([+-]?\d{1,17})(?:\.0+)?")
_LARGEST = {
    ValueType.MONEY: (Decimal(10) ** 16, Decimal("0.01")),
    ValueType.NUMBER: (Decimal(10) ** 12, Decimal("1E-6")),
}
_UNITS = (("万元", Decimal(10_000)), ("亿元", Decimal(100_000_000)), ("元", Decimal(1)))
NONE_WORD = "-"
"""Stands for «none» in lists."""


def truth(text: str) -> bool | Fault:
    """A bool in the usual words."""
    word = text.lower()
    return True if word in _TRUE else False if word in _FALSE else wrong_type(text, "bool")


def whole(text: str) -> int | Fault:
    """A whole number; thousands may be set off by commas."""
    found = _WHOLE.fullmatch(text.replace(",", ""))
    return int(found[1]) if found else wrong_type(text, "int")


def amount(kind: ValueType, factor: Decimal) -> Parse:
    """Numbers with six decimals and money with two (yuan); `factor` turns the source's unit into ours."""
    largest, smallest = _LARGEST[kind]

    def parse(text: str) -> Decimal | Fault:
        plain, unit = text.replace(",", "").removeprefix("¥").removeprefix("¥"), factor
        if kind is ValueType.MONEY:
            for name, times in _UNITS:
                if plain.endswith(name):
                    plain, unit = plain.removesuffix(name), times
                    break
        try:
            value = Decimal(plain.strip()) * unit
            exact = value.quantize(smallest)
        except InvalidOperation:
            return wrong_type(text, str(kind))
        return exact if exact == value and abs(exact) < largest else wrong_type(text, str(kind))

    return parse


def wrong_type(text: str, wanted: str) -> Fault:
    """The fault of a value that is not of the wanted type."""
    return Fault(Reason.WRONG_TYPE, value=shorten(text, 80), detail=wanted)


def parser_of(kind: ValueType, factor: Decimal, moment: Parse) -> Parse:
    """The parser of a field's type; `moment` reads dates and times of its column."""
    match kind:
        case ValueType.BOOL:
            return truth
        case ValueType.INT | ValueType.TIME:
            return whole
        case ValueType.NUMBER | ValueType.MONEY:
            return amount(kind, factor)
        case ValueType.DATE:
            return lambda text: found if isinstance(found := moment(text), Fault) else found.day
        case ValueType.INSTANT:
            return lambda text: found if isinstance(found := moment(text), Fault) else found.instant
        case _:
            return lambda text: text


def renamed(parse: Parse, values: Mapping[str, str]) -> Parse:
    """The parser behind a table of foreign values."""
    if not values:
        return parse
    return lambda text: parse(values.get(text, text))


def list_of_texts(separator: str) -> Parse:
    """Names separated by `separator`, or a JSON list; `-` alone is the empty list."""

    def parse(text: str) -> list[str] | Fault:
        if text == NONE_WORD:
            return []
        if text.startswith("["):
            items = _json_list(text)
            good = items is not None and all(isinstance(item, str) for item in items)
            return (
                [str(item) for item in items or ()]
                if good
                else Fault(Reason.UNREADABLE_LIST, value=shorten(text, 80))
            )
        return [part.strip() for part in text.split(separator) if part.strip()]

    return parse


def officers(separator: str, moment: Parse) -> Parse:
    """`甲;乙:legal_reviewer;丙@2024-03-01T09:00;丁@-`: role after a colon, confirmation after @, `@-` not confirmed.

    Without @ an officer counts as having confirmed. A JSON list holds such texts or {officer, role, confirmed_at}.
    """

    def one(item: object) -> dict[str, Any] | Fault:
        if isinstance(item, dict):
            confirmed = item.get("confirmed_at", "")
            word = NONE_WORD if confirmed is None or item.get("confirmed") is False else str(confirmed)
            return _actor(str(item.get("officer") or ""), item.get("role"), word, moment)
        name, _at, confirmed = str(item).partition("@")
        officer, _colon, role = name.partition(":")
        return _actor(officer.strip(), role.strip() or None, confirmed.strip(), moment)

    def parse(text: str) -> list[dict[str, Any]] | Fault:
        if text == NONE_WORD:
            return []
        items: list[Any] | None = _json_list(text) if text.startswith("[") else text.split(separator)
        if items is None:
            return Fault(Reason.UNREADABLE_LIST, value=shorten(text, 80))
        found = [one(item) for item in items if not isinstance(item, str) or item.strip()]
        return _all_good(found)

    return parse


def _actor(officer: str, role: object, confirmed: str, moment: Parse) -> dict[str, Any] | Fault:
    if not officer or (role is not None and not isinstance(role, str)):
        return Fault(Reason.UNREADABLE_LIST, value=shorten(officer, 80))
    at: Any = NOTHING_RECORDED
    if confirmed == NONE_WORD:
        at = None
    elif confirmed:
        found = moment(confirmed)
        if isinstance(found, Fault):
            return found
        at = found.instant
    return {"officer": officer, "role": role, "confirmed_at": at}


def recordings(separator: str, moment: Parse) -> Parse:
    """`audio_video@2024-03-01T09:00/2024-03-01T11:00;photo`: the kind and, after @, the span it covers."""

    def one(text: str) -> dict[str, Any] | Fault:
        kind, _at, span = text.partition("@")
        start, _slash, end = span.partition("/")
        found: dict[str, Any] = {"kind": kind.strip(), "start": None, "end": None}
        if not found["kind"] or (span and not (start and end)):
            return Fault(Reason.UNREADABLE_LIST, value=shorten(text, 80))
        for name, value in (("start", start), ("end", end)):
            if value:
                at = moment(value.strip())
                if isinstance(at, Fault):
                    return at
                found[name] = at.instant
        return found

    def parse(text: str) -> list[dict[str, Any]] | Fault:
        if text == NONE_WORD:
            return []
        items: list[Any] | None = _json_list(text) if text.startswith("[") else text.split(separator)
        if items is None:
            return Fault(Reason.UNREADABLE_LIST, value=shorten(text, 80))
        found = [one(_as_text(item)) for item in items if not isinstance(item, str) or item.strip()]
        return _all_good(found)

    return parse


def _all_good(found: list[dict[str, Any] | Fault]) -> list[dict[str, Any]] | Fault:
    good: list[dict[str, Any]] = []
    for item in found:
        if isinstance(item, Fault):
            return item
        good.append(item)
    return good


def _as_text(item: object) -> str:
    if isinstance(item, dict):
        span = f"@{item['start']}/{item['end']}" if item.get("start") and item.get("end") else ""
        return f"{item.get('kind') or ''}{span}"
    return str(item)


def _json_list(text: str) -> list[Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None
