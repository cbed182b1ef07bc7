"""A layout: columns, how each writes its fact, and what is wrong with a row that does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final, TypeAlias

from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.layouts.facts import FACTS, Kind

FactValue: TypeAlias = str | int | bool | Decimal
"""Text and codes as text, days as numbers, money as Decimal in yuan, stamps as «2026-03-02 09:30:00»."""
WAN: Final = Decimal(10_000)
_DAY: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
_TRUE: Final = frozenset({"是", "1", "true", "有"})
_FALSE: Final = frozenset({"否", "0", "false", "无"})
_CENT: Final = Decimal("0.01")
_LARGEST: Final = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `wan`: the amount is written in 万元. `options`: codes of the list, where it is known."""

    code: str
    title: str
    fact: str
    required: bool = False
    longest: int = 4_000
    wan: bool = False
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    also: tuple[str, ...] = ()
    """Other headers under which it is met."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a row does not fit: the column, the value, and the reason in both languages."""

    column: str
    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout. `act` says what a row is: penalty, permit, inspection; `basis` the provision that asks for it."""

    id: str
    title: str
    english: str
    act: str
    basis: str
    columns: tuple[Column, ...]
    orders: tuple[tuple[str, str], ...] = ()
    """(earlier, later): facts that may not stand the other way round."""

    @property
    def facts(self) -> frozenset[str]:
        """Names of the facts that it carries."""
        return frozenset(one.fact for one in self.columns)

    def named(self, headers: Iterable[str]) -> dict[str, Column]:
        """Header as written → column, by code, title or another known name; headers of nothing are left out."""
        known: dict[str, Column] = {}
        for one in self.columns:
            for name in (one.code, one.title, *one.also):
                known.setdefault(_plain(name), one)
        return {header: known[_plain(header)] for header in headers if _plain(header) in known}

    def read(self, row: Mapping[str, str | None]) -> tuple[dict[str, FactValue], list[Wrong]]:
        """The facts of a row under any of its headers, and everything that is wrong with it."""
        given: dict[str, str] = {}
        for header, column in self.named(row).items():
            text = (row[header] or "").strip()
            if text:
                given.setdefault(column.code, text)
        found: dict[str, FactValue] = {}
        wrong: list[Wrong] = []
        for column in self.columns:
            text = given.get(column.code, "")
            if text:
                value = read_value(column, text)
                if isinstance(value, Wrong):
                    wrong.append(value)
                else:
                    found[column.fact] = value
            elif column.required:
                wrong.append(Wrong(column.code, "", f"“{column.title}”是空的", f"“{column.code}” is empty"))
        wrong += self._out_of_order(found)
        return found, wrong

    def write(self, facts: Mapping[str, FactValue | None]) -> dict[str, str]:
        """The row of these facts; what the layout has no column for is left out (`carried.lost`)."""
        return {
            one.code: "" if (value := facts.get(one.fact)) is None else write_value(one, value)
            for one in self.columns
        }

    def _out_of_order(self, found: Mapping[str, FactValue]) -> Iterable[Wrong]:
        by_fact = {one.fact: one for one in self.columns}
        for first, later in self.orders:
            if first in found and later in found and _early(found[later], found[first]):
                low, high = by_fact[first], by_fact[later]
                yield Wrong(
                    high.code,
                    write_value(high, found[later]),
                    f"“{high.title}”早于“{low.title}”",
                    f"“{high.code}” is before “{low.code}”",
                )


def read_value(column: Column, text: str) -> FactValue | Wrong:
    """The fact that a text says, or what is wrong with it."""
    if len(text) > column.longest:
        zh, en = f"超过 {column.longest} 个字符", f"longer than {column.longest} characters"
        return Wrong(column.code, text[:40] + "…", f"“{column.title}”{zh}", f"“{column.code}” is {en}")
    try:
        return _READERS[FACTS[column.fact].kind](column, text)
    except (ValueError, InvalidOperation):
        return Wrong(
            column.code,
            text[:80],
            f"“{column.title}”的“{text[:80]}”读不出来",
            f"“{text[:80]}” in “{column.code}” cannot be read",
        )


def write_value(column: Column, value: FactValue) -> str:
    """The fact as the layout writes it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        amount = value / WAN if column.wan else value
        return format(amount.normalize(), "f")
    if isinstance(value, int):
        return date_of(value).isoformat()
    return value


def _text(_column: Column, text: str) -> FactValue:
    return text


def _day(_column: Column, text: str) -> FactValue:
    parts = _DAY.fullmatch(text.partition(" ")[0].partition("T")[0])
    if parts is None:
        raise ValueError(text)
    year, *rest = (part for part in parts.groups() if part)
    return day_of(date(int(year), *map(int, rest)))


def _money(column: Column, text: str) -> FactValue:
    amount = Decimal(text.replace(",", "")) * (WAN if column.wan else 1)
    if not amount.is_finite() or not 0 <= amount < _LARGEST or amount != amount.quantize(_CENT):
        raise ValueError(text)
    return amount.quantize(_CENT)


def _truth(_column: Column, text: str) -> FactValue:
    word = text.lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(text)
    return word in _TRUE


def _code(column: Column, text: str) -> FactValue:
    """The code; its word is read as well."""
    codes = {word: code for code, word in column.options.items()} | {code: code for code in column.options}
    if not column.options:
        return text
    if text not in codes:
        raise ValueError(text)
    return codes[text]


def _stamp(_column: Column, text: str) -> FactValue:
    plain = text.replace("/", "-").replace("T", " ")
    if re.fullmatch(r"\d{14}", plain):
        return datetime.strptime(plain, "%Y%m%d%H%M%S").isoformat(sep=" ")  # noqa: DTZ007 - local time of the place
    return datetime.fromisoformat(plain).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


_READERS: Final[Mapping[Kind, Callable[[Column, str], FactValue]]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.DAY: _day,
        Kind.MONEY: _money,
        Kind.TRUTH: _truth,
        Kind.CODE: _code,
        Kind.STAMP: _stamp,
    }
)


def _early(later: FactValue, first: FactValue) -> bool:
    """Days by number; stamps and days by their text."""
    if isinstance(later, int) and isinstance(first, int):
        return later < first
    shown = [date_of(one).isoformat() if isinstance(one, int) else str(one) for one in (later, first)]
    return shown[0][: len(shown[1])] < shown[1][: len(shown[0])]


def _plain(header: str) -> str:
    return re.sub(r"[\s()（）*]", "", header).upper()
