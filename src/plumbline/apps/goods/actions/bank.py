"""Payments from a bank's file: matched with the notices that went out, entered; what does not match waits.

A row matches the notice of the own organ that has its number, if its sum is what is open of it; a smaller one waits
until somebody says that it is paid in part. Its payment has an id made of the organ and the bank's own reference, so
the same row, in the same file or in another, is entered once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plumbline.apps.goods import store
from plumbline.apps.goods.actions.entries import enter_payment
from plumbline.apps.goods.bank_rows import Row, RowProblem, amount_of, day_of, read_rows
from plumbline.apps.goods.case_reading import read_case
from plumbline.apps.goods.errors import NoSuchRow, ReasonMissing
from plumbline.apps.goods.models import BankRow, PaymentNotice
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.ledger_store.queries import record
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import belongings
from plumbline.core.errors import PlumblineError


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file brought: payments entered, rows known from before, rows that now wait."""

    entered: int
    known: int
    waiting: int


def take_bank_file(
    *, person: Person, content: bytes, name: str = "bank.csv", now: int, today: int
) -> TakenIn:
    """Reads the file and enters what matches; raises BankFileUnreadable, SheetUnreadable, AccessRefused."""
    check_access(person, GOODS_ACT, None, today)
    return _take(person, read_rows(name, content), now)


def mend_row(
    *,
    person: Person,
    key: str,
    number: str,
    amount: str,
    day: str,
    in_part: bool = False,
    now: int,
    today: int,
) -> TakenIn:
    """Sends a waiting row again as mended; the bank's reference stays. What still does not match waits on.

    `in_part`: the sum is less than the notice on purpose, as the person says who looked.
    """
    check_access(person, GOODS_ACT, None, today)
    waits = store.waiting_row(person.organ, key)
    if waits is None:
        return TakenIn(0, 0, 0)
    store.drop_row(person.organ, key)
    row = Row(waits.line, number.strip(), amount.strip(), day.strip(), waits.reference)
    return _take(person, [row], now, in_part=in_part)


def set_aside(*, person: Person, key: str, reason: str, now: int, today: int) -> None:
    """A waiting row is nobody's payment here and went back through the bank; raises ReasonMissing, NoSuchRow."""
    check_access(person, GOODS_ACT, None, today)
    if not reason.strip():
        raise ReasonMissing()
    by = person.officer or person.account
    if not store.set_row_aside(person.organ, key, by=by, why=reason.strip(), now=now):
        raise NoSuchRow()


def take_back(*, person: Person, key: str, today: int) -> None:
    """A row that was set aside waits again; raises NoSuchRow."""
    check_access(person, GOODS_ACT, None, today)
    if not store.take_row_back(person.organ, key):
        raise NoSuchRow()


def _take(person: Person, rows: Iterable[Row], now: int, *, in_part: bool = False) -> TakenIn:
    entered, known, waiting = 0, 0, []
    for row in rows:
        store.drop_reference(person.organ, row.reference, but=row.key(person.organ))
        if row.reference and record(row.record(person.organ)) is not None:
            known += 1
            continue
        try:
            _enter(person, row, now, in_part=in_part)
        except RowProblem as problem:
            waiting.append(_waits(person.organ, row, problem, now))
        except PlumblineError as error:
            said = RowProblem(error.message("zh"), error.message("en"))
            waiting.append(_waits(person.organ, row, said, now))
        else:
            store.drop_reference(person.organ, row.reference)
            entered += 1
    return TakenIn(entered, known, store.keep_rows(waiting))


def _enter(person: Person, row: Row, now: int, *, in_part: bool) -> None:
    """Enters the payment of a row; raises RowProblem or what the entry refuses."""
    if not row.reference:
        raise RowProblem("没有流水号", "there is no reference of the bank", "reference")
    notice = store.notice_of(person.organ, row.number)
    if notice is None:
        zh, en = f"没有号码为“{row.number}”的缴款通知书", f"there is no notice “{row.number}”"
        raise RowProblem(zh, en, "number")
    amount = amount_of(row)
    _check_sum(amount, _open_of(notice, now), in_part=in_part)
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


def _open_of(notice: PaymentNotice, now: int) -> Decimal:
    """What is not yet paid on a notice."""
    file = read_case(notice.case)
    payments = belongings(file.docket, file.history, now).payments
    paid = sum((one.amount for one in payments if one.number == notice.number), Decimal(0))
    return Decimal(notice.amount) - paid


def _check_sum(amount: Decimal, left: Decimal, *, in_part: bool) -> None:
    if left <= 0:
        raise RowProblem("该缴款通知书已经缴清", "the notice is paid already", "number")
    if amount > left or (amount != left and not in_part):
        raise RowProblem(
            f"金额 {amount} 元与缴款通知书未缴的 {left} 元不符",
            f"{amount} yuan are not the {left} yuan that are open of the notice",
            "amount",
        )


def _waits(organ: str, row: Row, problem: RowProblem, now: int) -> BankRow:
    return BankRow(
        key=row.key(organ),
        organ=organ,
        line=row.line,
        number=row.number,
        amount=row.amount,
        day=row.day,
        reference=row.reference,
        column=problem.column,
        problem_zh=problem.zh,
        problem_en=problem.en,
        taken_at=now,
    )
