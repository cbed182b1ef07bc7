"""The small parts of worked examples: local times, officers, recordings and typed values."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.data_file.errors import BadDate
from plumbline.core.data_file.nodes import Node
from plumbline.core.facts.record import NOTHING_RECORDED, Actor, Recording, Value
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.procedures.reading import optional_text, read_words
from plumbline.core.procedures.rule_errors import BadValue
from plumbline.core.vocabulary import NUMERIC, ValueType

_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(:\d\d)?)")
_MICROSECOND: Final = dt.timedelta(microseconds=1)
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Time:
    """A day, or an instant, as written. A plain day carries the instant at which it begins."""

    day: int
    instant: int
    precise: bool


class ExampleParts:
    """Reads parts whose times are local to one zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def midnight(self, day: int) -> int:
        """The instant at which a day begins."""
        local = dt.datetime.combine(date_of(day), dt.time(), tzinfo=self._zone)
        return (local - _EPOCH) // _MICROSECOND

    def day_of(self, instant: int) -> int:
        """The local day of an instant."""
        return day_of((_EPOCH + instant * _MICROSECOND).astimezone(self._zone).date())

    def time(self, node: Node) -> Time:
        """A day, or a day with a time of day."""
        written = node.code()
        found = _MOMENT.fullmatch(written)
        if found is None:
            day = node.day()
            return Time(day, self.midnight(day), precise=False)
        try:
            local = dt.datetime.fromisoformat(written).replace(tzinfo=self._zone)
        except ValueError:
            raise BadDate(place=node.place, name=node.name, word=written) from None
        return Time(day_of(local.date()), (local - _EPOCH) // _MICROSECOND, precise=True)

    def end(self, node: Node) -> int:
        """An instant; of a plain day its last one."""
        time = self.time(node)
        return time.instant if time.precise else self.midnight(time.day + 1) - 1

    def actors(self, node: Node) -> tuple[Actor, ...] | None:
        """Who acted; None for `unknown`."""
        if node.scalar == "unknown":
            return None
        members = [node] if node.list is None else node.items()
        return tuple(self._actor(member) for member in members)

    def _actor(self, node: Node) -> Actor:
        if node.map is None:
            return Actor(node.text())
        got = node.fields(("officer",), ("role", "confirmed"))
        confirmed: int | None = NOTHING_RECORDED
        if "confirmed" in got:
            given = got["confirmed"]
            if isinstance(given.scalar, bool):
                confirmed = NOTHING_RECORDED if given.scalar else None
            else:
                confirmed = self.time(given).instant
        return Actor(got["officer"].text(), optional_text(got, "role"), confirmed)

    def documents(self, node: Node) -> tuple[str, ...] | None:
        """The documents made; None for `unknown`."""
        return None if node.scalar == "unknown" else read_words(node)

    def recordings(self, node: Node) -> tuple[Recording, ...] | None:
        """The recordings made; None for `unknown`."""
        if node.scalar == "unknown":
            return None
        members = [node] if node.list is None else node.items()
        return tuple(self._recording(member) for member in members)

    def _recording(self, node: Node) -> Recording:
        if node.map is None:
            return Recording(node.text())
        got = node.fields(("kind",), ("from", "to"))
        start, end = (self.time(got[k]).instant if k in got else None for k in ("from", "to"))
        return Recording(got["kind"].text(), start, end)

    def value(self, definition: FieldDefinition, node: Node) -> Value:
        """A value of the type of its field; None for an empty one."""
        kind, scalar = definition.type, node.scalar
        if scalar is None and node.map is None and node.list is None:
            return None
        if kind is ValueType.BOOL and isinstance(scalar, bool):
            return scalar
        if kind in NUMERIC and isinstance(scalar, int | Decimal) and not isinstance(scalar, bool):
            if kind is not ValueType.INT:
                return Decimal(scalar)
            if isinstance(scalar, int):
                return scalar
        if kind is ValueType.DATE:
            return node.day()
        if kind is ValueType.INSTANT and _MOMENT.fullmatch(node.raw):
            return self.time(node).instant
        if kind is ValueType.CHOICE and node.raw in definition.options:
            return node.raw
        if kind in (ValueType.TEXT, ValueType.OFFICER) and node.map is None and node.list is None:
            return node.raw
        raise _bad_value(definition, node)


_ADVICE: Final[dict[ValueType, tuple[str, str]]] = {
    ValueType.BOOL: ("写 true 或 false", "write true or false"),
    ValueType.INT: ("写整数，不加引号", "write a whole number without quotes"),
    ValueType.NUMBER: ("写数字，不加引号", "write a number without quotes"),
    ValueType.MONEY: ("写金额（元），不加引号", "write the amount in yuan without quotes"),
    ValueType.INSTANT: ("写 2024-01-31T09:00", "write 2024-01-31T09:00"),
}


def _bad_value(definition: FieldDefinition, node: Node) -> BadValue:
    codes = ", ".join(definition.options)
    zh, en = _ADVICE.get(definition.type, (f"可用：{codes}", f"use one of {codes}"))
    shown = node.raw if node.map is None and node.list is None else "…"
    return BadValue(
        place=node.place,
        field=definition.name,
        type=str(definition.type),
        value=shown,
        advice_zh=zh,
        advice_en=en,
    )
