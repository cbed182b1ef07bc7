"""Synthetic rows of every exchange layout: invented parties, numbers and amounts, every column filled now and then."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from plumbline.core.clocks.civil import parse_day
from plumbline.core.layouts.facts import FACTS, Kind
from plumbline.core.layouts.layout import Column, FactValue, Layout

FIRST, LAST = parse_day("2022-01-04"), parse_day("2026-03-31")


def rows(layout: Layout, number: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """So many rows as the layout writes them, each with a number of its own."""
    chance = random.Random(f"{layout.id}{seed}")
    for at in range(number):
        yield layout.write(facts(layout, chance, at))


def facts(layout: Layout, chance: random.Random, at: int) -> dict[str, FactValue]:
    """What one row says."""
    day = chance.randint(FIRST, LAST)
    found: dict[str, FactValue] = {}
    for column in layout.columns:
        if column.required or chance.random() < 0.8:
            found[column.fact] = _value(column, chance, at, day)
    for first, later in layout.orders:
        found.pop(later, None)
        assert first in layout.facts
    return found


def _value(column: Column, chance: random.Random, at: int, day: int) -> FactValue:
    if column.options:
        return chance.choice(list(column.options))
    match FACTS[column.fact].kind:
        case Kind.DAY:
            return day
        case Kind.MONEY:
            return Decimal(chance.randint(0, 99_999_999)) / 100
        case Kind.TRUTH:
            return chance.random() < 0.5
        case Kind.STAMP:
            return f"2026-03-{chance.randint(1, 28):02} {chance.randint(8, 17):02}:30:15"
    if column.fact in ("number", "act_number", "ticket_number", "matter_number"):
        return f"青市监罚字〔2026〕{at}号"[: column.longest]
    text = f"{FACTS[column.fact].title}“甲”,乙;丙 {chance.randint(0, 9_999)}"
    return text[: min(column.longest, 60)].strip()
