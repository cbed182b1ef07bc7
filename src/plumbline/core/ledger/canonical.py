"""Canonical bytes of a JSON value: RFC 8785 (JCS), with the limits of RFC 7493 (I-JSON) it builds on.

One value has one writing: members ordered by the UTF-16 code units of their names, no white space, numbers as
ECMAScript writes them, strings in UTF-8 with the shortest escapes. Refused, as no two readers would agree on them:
infinities and NaN, lone surrogates, names that are not text, repeated names, and integers beyond ±(2^53 − 1), which
RFC 8785 §3.2.2.3 (through I-JSON §2.2) leaves to text. Everything that is hashed in this package is written here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Final, TypeAlias

from plumbline.core.ledger.errors import CanonicalError

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A value that can be written: nothing but what JSON knows."""

SAFE_INTEGER: Final = 2**53 - 1
"""The largest integer that every reader of JSON takes exactly (I-JSON §2.2)."""

DEEPEST: Final = 64
"""Nesting beyond this is refused before it can exhaust a reader's stack."""


def canonical(value: Json) -> bytes:
    """The one writing of `value`, UTF-8. Raises CanonicalError for what RFC 8785 refuses."""
    return encoded(canonical_text(value))


def canonical_text(value: Json, depth: int = 0) -> str:
    """The one writing of `value`, to be `encoded`; `depth` objects or arrays stand around it. Raises CanonicalError.

    For whoever knows the form of the whole and writes the rest of it down.
    """
    if _is_plain(value, depth):
        return _PLAIN.encode(value)
    parts: list[str] = []
    _write(value, parts, depth)
    return "".join(parts)


def encoded(text: str) -> bytes:
    """A text of `canonical_text` in UTF-8; raises CanonicalError."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        problem = f"lone surrogate U+{ord(error.object[error.start]):04X}"
        raise CanonicalError(problem=problem) from None


quoted: Final = encode_basestring
"""A text as canonical bytes hold it, in quotation marks, before it is `encoded`."""


def read_canonical(data: bytes) -> Json:
    """The value whose canonical bytes are `data`; raises CanonicalError when `data` is any other writing of it.

    Reading and writing back changes no byte, so a hash over the bytes is a hash over the value.
    """
    value = read_json(data)
    if canonical(value) != data:
        raise CanonicalError(
            problem="another writing of the value (order of names, spaces, numbers or escapes)"
        )
    return value


def read_json(data: bytes) -> Json:
    """The value of a JSON text; strict UTF-8, no repeated names, no NaN. Raises CanonicalError."""
    try:
        value: Json = _READER.decode(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CanonicalError(problem=f"not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise CanonicalError(problem=f"nested deeper than {DEEPEST}") from None
    except json.JSONDecodeError as error:
        raise CanonicalError(problem=f"{error.msg} at character {error.pos}") from None
    return value


def _members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        raise CanonicalError(problem=f"repeated name {next(n for n in names if names.count(n) > 1)!r}")
    return members


def _integer(text: str) -> int | float:
    """Digits beyond the safe range name the nearest double, as for any reader of ECMAScript."""
    if len(text) > 17:
        return float(text)
    number = int(text)
    return number if -SAFE_INTEGER <= number <= SAFE_INTEGER and text != "-0" else float(text)


def _refuse_constant(text: str) -> float:
    raise CanonicalError(problem=f"{text} is no JSON number")


_READER: Final = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=_integer, parse_constant=_refuse_constant
)
"""Made once: `json.loads` would make it for each text."""

_PLAIN: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
"""Writes plain values as `_write` does, several times as fast; property tests hold the two equal.

A value that holds itself is deeper than `DEEPEST`, hence not plain, and never comes here.
"""


def _is_plain(value: Json, depth: int) -> bool:
    """Whether the value is made of exact built-in types, without doubles, and its names are ASCII.

    Such names sort by code units as by code points, and everything else has one writing in any JSON. All that must be
    refused, or takes more care, is not plain.
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -SAFE_INTEGER <= value <= SAFE_INTEGER  # type: ignore[operator]
    if depth >= DEEPEST:
        return False
    if kind is dict:
        for name, inner in value.items():  # type: ignore[union-attr]
            if type(name) is not str or not name.isascii() or not _is_plain(inner, depth + 1):
                return False
        return True
    if kind is list or kind is tuple:
        return all(_is_plain(inner, depth + 1) for inner in value)  # type: ignore[union-attr]
    return False


def _write(value: Json, parts: list[str], depth: int) -> None:
    if isinstance(value, str):
        parts.append(quoted(value))
    elif value is None:
        parts.append("null")
    elif value is True or value is False:
        parts.append("true" if value else "false")
    elif isinstance(value, int):
        parts.append(_written_integer(value))
    elif isinstance(value, float):
        parts.append(written_number(value))
    elif depth >= DEEPEST:
        raise CanonicalError(problem=f"nested deeper than {DEEPEST}")
    elif isinstance(value, Mapping):
        _write_object(value, parts, depth)
    elif isinstance(value, list | tuple):
        _write_array(value, parts, depth)
    else:
        raise CanonicalError(problem=f"a {type(value).__name__} is no JSON value")


def _write_object(value: Mapping[str, Json], parts: list[str], depth: int) -> None:
    separator = "{"
    for name in _ordered(value):
        parts.append(separator + quoted(name) + ":")
        _write(value[name], parts, depth + 1)
        separator = ","
    parts.append("}" if value else "{}")


def _write_array(value: Sequence[Json], parts: list[str], depth: int) -> None:
    separator = "["
    for item in value:
        parts.append(separator)
        _write(item, parts, depth + 1)
        separator = ","
    parts.append("]" if value else "[]")


def _ordered(value: Mapping[str, Json]) -> list[str]:
    """Names by UTF-16 code units; characters beyond the first plane sort before U+E000, unlike in Python."""
    names = list(value)
    if not all(isinstance(name, str) for name in names):
        raise CanonicalError(problem="a name that is not text")
    if all(name.isascii() for name in names):
        return sorted(names)
    return sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass"))


def _written_integer(value: int) -> str:
    if not -SAFE_INTEGER <= value <= SAFE_INTEGER:
        raise CanonicalError(problem=f"integer {value} is beyond ±(2^53 − 1); write it as text")
    return str(int(value))


def written_number(value: float) -> str:
    """A double as ECMAScript's Number::toString writes it (RFC 8785 §3.2.2.3); raises CanonicalError if not finite."""
    if not math.isfinite(value):
        raise CanonicalError(problem=f"{value} is no JSON number")
    if value == 0:
        return "0"  # negative zero too
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent or 0)
    digits = whole + fraction
    leading = len(digits) - len(digits.lstrip("0"))
    return sign + _placed(digits.strip("0"), point - leading)


def _placed(digits: str, point: int) -> str:
    """Significant `digits` with the decimal point after `point` of them: ECMAScript's four cases."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    shown = digits if count == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{shown}e{'+' if point > 0 else '-'}{abs(point - 1)}"
