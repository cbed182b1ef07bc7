"""Payments from a bank's file: matched with the notices that went out, entered; what does not match waits.

A row matches the notice of the own organ that has its number and its sum. Its payment has an id made of the organ and
the bank's own reference, so the same row, in the same file or in another, is entered once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plumbline.apps.goods import store
from plumbline.apps.goods.actions.entries import enter_payment
from plumbline.apps.goods.bank_rows import Row, RowProblem, amount_of, day_of, read_rows
from plumbline.apps.goods.models import BankRow
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.ledger_store.queries import record
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.errors import PlumblineError


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file brought: payments entered, rows known from before, rows that now wait."""

    entered: int
    known: int
    waiting: int


def take_bank_file(*, person: Person, content: bytes, now: int, today: int) -> TakenIn:
    """Reads the file and enters what matches; raises BankFileUnreadable, AccessRefused."""
    check_access(person, GOODS_ACT, None, today)
    return _take(person, read_rows(content), now)


def mend_row(
    *, person: Person, key: str, number: str, amount: str, day: str, now: int, today: int
) -> TakenIn:
    """Sends a waiting row again as mended; the bank's reference stays. What still does not match waits on."""
    check_access(person, GOODS_ACT, None, today)
    waits = store.waiting_row(person.organ, key)
    if waits is None:
        return TakenIn(0, 0, 0)
    store.drop_row(person.organ, key)
    return _take(person, [Row(waits.line, number.strip(), amount.strip(), day.strip(), waits.reference)], now)


def _take(person: Person, rows: Iterable[Row], now: int) -> TakenIn:
    entered, known, waiting = 0, 0, []
    for row in rows:
        if row.reference and record(row.record(person.organ)) is not None:
            known += 1
            continue
        try:
            _enter(person, row, now)
        except RowProblem as problem:
            waiting.append(_waits(person.organ, row, problem.zh, problem.en, now))
        except PlumblineError as error:
            waiting.append(_waits(person.organ, row, error.message("zh"), error.message("en"), now))
        else:
            entered += 1
    return TakenIn(entered, known, store.keep_rows(waiting))


def _enter(person: Person, row: Row, now: int) -> None:
    """Enters the payment of a row; raises RowProblem or what the entry refuses."""
    if not row.reference:
        raise RowProblem("没有流水号", "there is no reference of the bank")
    notice = store.notice_of(person.organ, row.number)
    if notice is None:
        raise RowProblem(f"没有号码为“{row.number}”的缴款通知书", f"there is no notice “{row.number}”")
    amount = amount_of(row)
    if amount != Decimal(notice.amount):
        raise RowProblem(
            f"金额 {row.amount} 元与缴款通知书的 {notice.amount} 元不符",
            f"{row.amount} yuan is not the {notice.amount} yuan of the notice",
        )
    enter_payment(
        person=person,
        case=notice.case,
        amount=amount,
        at=day_of(row, now),
        number=row.number,
        reference=row.reference,
        record=row.record(person.organ),
        now=now,
    )


def _waits(organ: str, row: Row, zh: str, en: str, now: int) -> BankRow:
    return BankRow(
        key=row.key(organ),
        organ=organ,
        line=row.line,
        number=row.number,
        amount=row.amount,
        day=row.day,
        reference=row.reference,
        problem_zh=zh,
        problem_en=en,
        taken_at=now,
    )
