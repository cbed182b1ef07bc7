"""Rows of a bank's file matched and entered lot by lot: what a lot needs is looked up at once, and entered at once.

A lot holds each case once, so that no row of it rests on another. Where somebody was quicker with one of its cases, its
rows are entered one by one. A crash between lots leaves whole payments only: sent again, they are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from plumbline.apps.goods import store
from plumbline.apps.goods.actions.drafting import open_case
from plumbline.apps.goods.actions.entries import owed_of, payment_draft
from plumbline.apps.goods.bank_rows import Row, RowProblem, amount_of, day_of
from plumbline.apps.goods.models import BankRow, PaymentNotice
from plumbline.apps.ledger_store.actions import Wanted, enter_all
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.ledger_store.queries import records_of
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import belongings
from plumbline.core.errors import PlumblineError
from plumbline.core.goods.account import yuan

LOT: Final = 100
"""Payments in one transaction: whoever else writes waits no longer than for their rows."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a long file goes: the clock of its lots, and whom it tells how many rows of how many are through.

    From `since` on, payments that this person entered count as this file's own: one that was broken off goes on.
    """

    clock: Callable[[], int]
    told: Callable[[int, int], object] = lambda _done, _all: None
    since: int | None = None


@dataclass(slots=True)
class Taking:
    """Rows on their way in, and what became of those that are through."""

    person: Person
    pace: Pace
    in_part: bool = False
    entered: int = 0
    known: int = 0
    waiting: int = 0
    _problems: list[BankRow] = field(default_factory=list)

    def take(self, rows: Sequence[Row]) -> None:
        """Enters what matches; the rest waits with its reason."""
        through = 0
        for lot, notices in _lots(self.person.organ, rows):
            self.pace.told(through, len(rows))
            self._take_lot(lot, notices, self.pace.clock())
            through += len(lot)
        self.pace.told(through, len(rows))

    def _take_lot(self, lot: Sequence[Row], notices: Mapping[str, PaymentNotice], now: int) -> None:
        organ = self.person.organ
        there = records_of([row.record(organ) for row in lot if row.reference])
        store.drop_references(organ, [row.reference for row in lot], but=[row.key(organ) for row in lot])
        wanted: dict[Row, Wanted] = {}
        for row in lot:
            held = there.get(row.record(organ)) if row.reference else None
            if held is None:
                self._match(row, notices, wanted, now)
            elif self.pace.since is not None and held.record.recorded_at >= self.pace.since:
                self.entered += 1
            else:
                self.known += 1
        self._enter(wanted, notices, now)
        self.waiting += store.keep_rows(self._problems)
        self._problems.clear()

    def _match(
        self, row: Row, notices: Mapping[str, PaymentNotice], wanted: dict[Row, Wanted], now: int
    ) -> None:
        """Makes the record of a row's payment, or says why there is none."""
        try:
            wanted[row] = self._wanted(row, notices.get(row.number), now)
        except RowProblem as problem:
            self._problems.append(_waits(self.person.organ, row, problem, now))
        except PlumblineError as error:
            said = RowProblem(error.message("zh"), error.message("en"))
            self._problems.append(_waits(self.person.organ, row, said, now))

    def _wanted(self, row: Row, notice: PaymentNotice | None, now: int) -> Wanted:
        """The payment of a row at its place in the case; raises RowProblem or what the entry refuses."""
        if not row.reference:
            raise RowProblem("没有流水号", "there is no reference of the bank", "reference")
        if notice is None:
            zh, en = f"没有号码为“{row.number}”的缴款通知书", f"there is no notice “{row.number}”"
            raise RowProblem(zh, en, "number")
        amount, at = amount_of(row), day_of(row, now)
        file = open_case(self.person, notice.case, now)
        held = belongings(file.docket, file.history, now)
        paid = sum((one.amount for one in held.payments if one.number == notice.number), Decimal(0))
        _check_sum(amount, Decimal(notice.amount) - paid, in_part=self.in_part)
        draft = payment_draft(
            file,
            self.person,
            amount,
            at,
            now,
            owed=owed_of(file, held, now),
            number=row.number,
            reference=row.reference,
            record=row.record(self.person.organ),
        )
        return Wanted(draft, file.history.position)

    def _enter(self, wanted: dict[Row, Wanted], notices: Mapping[str, PaymentNotice], now: int) -> None:
        if not wanted:
            return
        try:
            enter_all(list(wanted.values()), now=now)
        except StoreError:
            done = [row for row in wanted if self._entered_alone(row, notices, now)]
        else:
            done = list(wanted)
        store.drop_references(self.person.organ, [row.reference for row in done])
        self.entered += len(done)

    def _entered_alone(self, row: Row, notices: Mapping[str, PaymentNotice], now: int) -> bool:
        """The row by itself, its case read anew."""
        again: dict[Row, Wanted] = {}
        self._match(row, notices, again, now)
        try:
            enter_all(list(again.values()), now=now)
        except StoreError as error:
            said = RowProblem(error.message("zh"), error.message("en"))
            self._problems.append(_waits(self.person.organ, row, said, now))
            return False
        return bool(again)


def _lots(organ: str, rows: Sequence[Row]) -> Iterator[tuple[list[Row], dict[str, PaymentNotice]]]:
    """The rows in their order, so many at a time that no case and no payment stands in a lot twice."""
    for start in range(0, len(rows), LOT):
        chunk = rows[start : start + LOT]
        notices = store.notices_of(organ, {row.number for row in chunk})
        lot: list[Row] = []
        seen: set[str] = set()
        for row in chunk:
            names = {row.reference, notices[row.number].case if row.number in notices else ""} - {""}
            if not seen.isdisjoint(names):
                yield lot, notices
                lot, seen = [], set()
            lot.append(row)
            seen |= names
        yield lot, notices


def _check_sum(amount: Decimal, left: Decimal, *, in_part: bool) -> None:
    if left <= 0:
        raise RowProblem("该缴款通知书已经缴清", "the notice is paid already", "number")
    if amount > left or (amount != left and not in_part):
        raise RowProblem(
            f"金额 {yuan(amount)} 元与缴款通知书未缴的 {yuan(left)} 元不符",
            f"{yuan(amount)} yuan are not the {yuan(left)} yuan that are open of the notice",
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
