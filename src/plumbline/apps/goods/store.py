"""What keeps the store ledger and the money owed: a projection of the records; and the bank rows that wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from django.db import models as fields

from plumbline.apps.goods.models import BankRow, GoodsItem, MoneyStanding, PaymentNotice
from plumbline.apps.goods.standing import written_account
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.belongings import COLLECTED, FINE_STEPS, Belongings, belongings, rate_on
from plumbline.core.cases.history import Opening
from plumbline.core.cases.number_order import order_key
from plumbline.core.cases.overview import Overview
from plumbline.core.goods.account import balance
from plumbline.core.goods.entries import GOODS_ENTRY, MONEY_ENTRY
from plumbline.core.goods.stock import Item
from plumbline.core.goods.surcharge import Rate
from plumbline.core.ledger.canonical import canonical
from plumbline.core.ledger.record import Record

TELLING: Final = frozenset({GOODS_ENTRY, MONEY_ENTRY, COLLECTED, *FINE_STEPS})
"""Steps without which a case has neither things nor money."""


class GoodsProjection(ReplacedRows):
    """Things, money and notices of each case that has any."""

    name = "goods"
    tables = (GoodsItem, MoneyStanding, PaymentNotice)

    def concerns(self, case: Overview) -> bool:
        """Whether a step of it can bring things or money."""
        return not TELLING.isdisjoint(case.counts)

    def rows(self, records: Sequence[Record]) -> Iterable[fields.Model]:
        """The rows of a case as of its last entry."""
        return rows_of(records)


def rows_of(records: Sequence[Record]) -> Iterable[fields.Model]:
    """The rows of a case as of its last entry."""
    docket, history = history_of(records, shelf(), until=records[-1].recorded_at)
    now = records[-1].recorded_at
    held, opening = belongings(docket, history, now), history.opening
    for item in held.stock.items.values():
        yield _item(item, opening)
    day = docket.calendar.local_day(now)
    if held.account.fine:
        yield _money(held, opening, rate_on(docket, day), day)
    for notice in held.notices:
        yield PaymentNotice(
            record=notice.record,
            number=notice.number,
            case=opening.case,
            organ=opening.organ,
            amount=str(notice.amount),
        )


def _item(item: Item, opening: Opening) -> GoodsItem:
    return GoodsItem(
        record=item.id,
        case=opening.case,
        number=opening.number,
        organ=opening.organ,
        division=opening.division,
        name=item.name,
        unit=item.unit,
        spec=item.spec,
        measured=bool(item.measure),
        taken=str(item.taken),
        held=str(item.held),
        lent=str(item.lent),
        waiting=str(item.waiting),
        gone=canonical({way: str(count) for way, count in item.gone.items()}).decode(),
        place=item.place,
        keeper=item.keeper,
        keeper_no=item.keeper_no,
        since_day=item.since,
        due_day=item.due,
        last_day=item.last,
        is_left=item.left > 0,
    )


def _money(held: Belongings, opening: Opening, rate: Rate, day: int) -> MoneyStanding:
    found = balance(held.account, rate, day)
    return MoneyStanding(
        case=opening.case,
        number=opening.number,
        number_key=order_key(opening.number),
        organ=opening.organ,
        division=opening.division,
        fine=str(found.fine),
        paid=str(found.paid),
        left=str(found.fine_left),
        left_fen=int(found.fine_left * 100),
        in_parts=len(held.account.dues) > 1,
        account=written_account(held.account),
        charged=held.account.charged,
        due_day=found.next_due.day if found.next_due and found.fine_left > 0 else None,
        is_left=found.owed > 0,
    )


def keep_rows(rows: Iterable[BankRow]) -> int:
    """Rows to wait; one that waits already is not kept twice. How many are new."""
    found = list(rows)
    there = set(BankRow.objects.filter(key__in=[one.key for one in found]).values_list("key", flat=True))
    new = [one for one in found if one.key not in there]
    BankRow.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def drop_row(organ: str, key: str) -> None:
    """A row was entered or given up."""
    BankRow.objects.filter(organ=organ, key=key).delete()


def drop_references(organ: str, references: Collection[str], but: Collection[str] = ()) -> None:
    """What waits under references of the bank gives way to newer rows of them, but not `but` themselves."""
    named = [one for one in references if one]
    if named:
        BankRow.objects.filter(organ=organ, reference__in=named).exclude(key__in=list(but)).delete()


def waiting_row(organ: str, key: str) -> BankRow | None:
    """A row that waits."""
    found: BankRow | None = BankRow.objects.filter(organ=organ, key=key, returned_at=None).first()
    return found


def set_row_aside(organ: str, key: str, *, by: str, why: str, now: int) -> bool:
    """A row that waits is set aside as returned; whether it waited."""
    rows = BankRow.objects.filter(organ=organ, key=key, returned_at=None)
    return bool(rows.update(returned_at=now, returned_by=by, returned_why=why))


def take_row_back(organ: str, key: str) -> bool:
    """A row that was set aside waits again; whether it was."""
    rows = BankRow.objects.filter(organ=organ, key=key).exclude(returned_at=None)
    return bool(rows.update(returned_at=None, returned_by="", returned_why=""))


def notices_of(organ: str, numbers: Collection[str]) -> dict[str, PaymentNotice]:
    """The notices of those numbers, as far as there are any."""
    rows = PaymentNotice.objects.filter(organ=organ, number__in=[one for one in numbers if one])
    return {one.number: one for one in rows.order_by("-record")}
