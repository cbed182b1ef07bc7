"""Like facts, unlike fines: what decisions said of the benchmark of discretion, side by side.

A decision seals what its form showed (`_discretion`): the power, the facts ticked, the tier they fall in, its range,
the fine, and why it lies outside. Decisions are alike where power and facts are the same. Nothing says which fine is
right, and nobody is counted by officer: whoever reads opens the cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from plumbline.core.cases.reserved import DISCRETION, VOID_ACT
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.record import Record

APART: Final = "、"
_DAY: Final = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine as a decision stated it with the benchmark. `facts` in one order; `least`, `most`: the tier's range, None
    where it names none. `day` counts from 1970-01-01. Money is yuan.
    """

    record: str
    day: int
    power: str
    power_name: str
    tier: str
    facts: str
    least: Decimal | None
    most: Decimal | None
    fine: Decimal
    explained: str


def fines_of(records: Sequence[Record]) -> list[Fine]:
    """The fines that the decisions of a case state as they stand: of a corrected one the newest version."""
    root: dict[str, str] = {}
    newest: dict[str, Record] = {}
    for record in records:
        root[record.id] = root.get(record.corrects or "", record.corrects or record.id)
        newest[root[record.id]] = record
    told = (_fine(one) for one in newest.values() if one.step != VOID_ACT)
    return [one for one in told if one is not None]


def _fine(record: Record) -> Fine | None:
    said = record.fields.get(DISCRETION)
    if not isinstance(said, Mapping):
        return None
    fine, power = _money(said.get("fine")), str(said.get("power") or "")
    facts = said.get("facts")
    if fine is None or not power or not isinstance(facts, list | tuple) or not facts:
        return None
    return Fine(
        record=record.id,
        day=parse_day(record.at.value[:_DAY]),
        power=power,
        power_name=str(said.get("power_name") or power),
        tier=str(said.get("tier") or ""),
        facts=APART.join(sorted(map(str, facts))),
        least=_money(said.get("least")),
        most=_money(said.get("most")),
        fine=fine,
        explained=str(said.get("explained") or ""),
    )


def _money(said: object) -> Decimal | None:
    try:
        return Decimal(str(said)) if said else None
    except InvalidOperation:
        return None
