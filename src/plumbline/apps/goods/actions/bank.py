"""Payments from a bank's file: matched with the notices that went out, entered; what does not match waits.

A row matches the notice of the own organ that has its number, if its sum is what is open of it; a smaller one waits
until somebody says that it is paid in part. Its payment has an id made of the organ and the bank's own reference, so
the same row, in the same file or in another, is entered once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.apps.goods import store
from plumbline.apps.goods.actions.bank_lots import Pace, Taking
from plumbline.apps.goods.bank_rows import Row, read_rows
from plumbline.apps.goods.errors import NoSuchRow, ReasonMissing
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file brought: payments entered, rows known from before, rows that now wait."""

    entered: int
    known: int
    waiting: int


def take_bank_file(
    *, person: Person, content: bytes, name: str = "bank.csv", today: int, pace: Pace
) -> TakenIn:
    """Reads the file and enters what matches; raises BankFileUnreadable, SheetUnreadable, AccessRefused."""
    check_access(person, GOODS_ACT, None, today)
    return _take(person, read_rows(name, content), pace)


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
    return _take(person, [row], Pace(lambda: now), in_part=in_part)


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


def _take(person: Person, rows: Sequence[Row], pace: Pace, *, in_part: bool = False) -> TakenIn:
    taking = Taking(person, pace, in_part)
    taking.take(rows)
    return TakenIn(taking.entered, taking.known, taking.waiting)
