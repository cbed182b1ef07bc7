"""Records of things and money: two steps of the system, beside the steps of the packs.

Fields, all text, days as YYYY-MM-DD, counts and sums as decimal numbers:

    goods_entry   kind (`Move`), item, count, name, spec, unit, place, keeper, keeper_no, due, measure, second, reason
    money_entry   kind (`Money`), amount, number, reference, reason, and of a plan `plan`: [{day, amount}]

Whoever received a thing is a personal value (`receiver`) held beside the record. A mistaken entry is voided and made
anew. `at` says when it happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.goods.errors import EntryUnreadable
from plumbline.core.goods.stock import ZERO, Move, Movement
from plumbline.core.goods.surcharge import NOTHING, Due
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record

GOODS_ENTRY: Final = "goods_entry"
MONEY_ENTRY: Final = "money_entry"
NOTICE_PAPER: Final = "罚款缴款通知书"
"""The paper that goes out with a payment notice: the one kind that a step of the system makes."""
LocalDay = Callable[[int], int]
"""The day on which an instant falls in the pack's zone."""


class Money(StrEnum):
    """What may be recorded of money."""

    NOTICE = "notice"
    """A payment notice went out: its number and sum."""
    PAY = "pay"
    PLAN = "plan"
    """Instalments, as approved."""
    CHARGE = "charge"
    """The organ charges the surcharge."""
    PAUSE = "pause"
    """Reconsideration or suit was asked for."""
    RESUME = "resume"
    """It ended."""
    EXCUSE = "excuse"
    """A sum is owed no more: by agreement, because enforcement ended, because the decision was overturned."""


@dataclass(frozen=True, slots=True)
class MoneyEntry:
    """One record of money. `number` is the notice's, `reference` the bank's."""

    record: str
    kind: Money
    day: int
    amount: Decimal = NOTHING
    number: str = ""
    reference: str = ""
    reason: str = ""
    plan: tuple[Due, ...] = ()


def movements_of(records: Iterable[Record], void: frozenset[str], local_day: LocalDay) -> list[Movement]:
    """The movements in these records, without the void ones; raises EntryUnreadable.

    Of a corrected entry the newest version counts, at the place and under the id of the first: what was moved since
    names that one.
    """
    entries = [one for one in records if one.step == GOODS_ENTRY]
    first = first_versions(entries)
    newest = {first[one.id]: one for one in entries}
    gone = {first.get(name, name) for name in void}
    return [movement_in(one, local_day, under=name) for name, one in newest.items() if name not in gone]


def first_versions(entries: Iterable[Record]) -> dict[str, str]:
    """For each entry the id of the first version of it."""
    first: dict[str, str] = {}
    for one in entries:
        first[one.id] = first.get(one.corrects, one.corrects) if one.corrects else one.id
    return first


def movement_in(record: Record, local_day: LocalDay, under: str = "") -> Movement:
    """The movement of one record, under its own id or that of its first version; raises EntryUnreadable."""
    day = local_day(record.at.earliest)
    return read_movement(under or record.id, record.fields, day=day, by=record.entered_by)


def money_of(records: Iterable[Record], void: frozenset[str], local_day: LocalDay) -> list[MoneyEntry]:
    """The records of money among these, without the void ones; raises EntryUnreadable."""
    return [
        _money(one, local_day(one.at.earliest))
        for one in records
        if one.step == MONEY_ENTRY and one.id not in void
    ]


def written_movement(one: Movement, reason: str = "") -> dict[str, Json]:
    """The fields of a record of the movement."""
    said: dict[str, str] = {
        "item": one.item,
        "count": str(one.count) if one.count else "",
        "name": one.name,
        "unit": one.unit,
        "place": one.place,
        "keeper": one.keeper,
        "keeper_no": one.keeper_no,
        "due": "" if one.due is None else date_of(one.due).isoformat(),
        "second": one.second,
        "spec": one.spec,
        "measure": one.measure,
        "reason": reason,
    }
    return {"kind": str(one.move), **{name: value for name, value in said.items() if value}}


def read_movement(record: str, fields: Mapping[str, Json], *, day: int, by: str) -> Movement:
    """The movement that `written_movement` wrote; raises EntryUnreadable with `record`."""
    read = _Reader(record, fields)
    return Movement(
        record=record,
        move=Move(read.one_of("kind", Move)),
        item=read.text("item"),
        day=day,
        by=by,
        count=read.number("count", ZERO),
        name=read.text("name"),
        unit=read.text("unit"),
        place=read.text("place"),
        keeper=read.text("keeper"),
        due=read.day("due"),
        second=read.text("second"),
        spec=read.text("spec"),
        measure=read.text("measure"),
        keeper_no=read.text("keeper_no"),
    )


def written_money(one: MoneyEntry) -> dict[str, Json]:
    """The fields of a record of money."""
    said = {
        "amount": f"{one.amount:.2f}" if one.amount else "",
        "number": one.number,
        "reference": one.reference,
        "reason": one.reason,
    }
    fields: dict[str, Json] = {
        "kind": str(one.kind),
        **{name: value for name, value in said.items() if value},
    }
    if one.plan:
        fields["plan"] = [
            {"day": date_of(due.day).isoformat(), "amount": f"{due.amount:.2f}"} for due in one.plan
        ]
    return fields


def _money(record: Record, day: int) -> MoneyEntry:
    read = _Reader(record.id, record.fields)
    return MoneyEntry(
        record=record.id,
        kind=Money(read.one_of("kind", Money)),
        day=day,
        amount=read.number("amount", NOTHING),
        number=read.text("number"),
        reference=read.text("reference"),
        reason=read.text("reason"),
        plan=tuple(_due(record.id, row) for row in read.rows("plan")),
    )


def _due(record: str, row: Mapping[str, Json]) -> Due:
    read = _Reader(record, row)
    day = read.day("day")
    if day is None:
        raise EntryUnreadable(record=record, field="day")
    return Due(day, read.number("amount", NOTHING))


class _Reader:
    """Fields of one record, read strictly: what is there must be what it should be."""

    def __init__(self, record: str, fields: Mapping[str, Json]) -> None:
        self._record, self._fields = record, fields

    def text(self, name: str) -> str:
        value = self._fields.get(name, "")
        if not isinstance(value, str):
            raise EntryUnreadable(record=self._record, field=name)
        return value

    def one_of(self, name: str, kinds: type[StrEnum]) -> str:
        value = self.text(name)
        if value not in set(kinds):
            raise EntryUnreadable(record=self._record, field=name)
        return value

    def number(self, name: str, missing: Decimal) -> Decimal:
        value = self.text(name)
        try:
            found = Decimal(value) if value else missing
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or found < 0:
            raise EntryUnreadable(record=self._record, field=name)
        return found

    def day(self, name: str) -> int | None:
        value = self.text(name)
        try:
            return parse_day(value) if value else None
        except ValueError:
            raise EntryUnreadable(record=self._record, field=name) from None

    def rows(self, name: str) -> list[Mapping[str, Json]]:
        value = self._fields.get(name, ())
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise EntryUnreadable(record=self._record, field=name)
        return [row for row in value if isinstance(row, Mapping)]
