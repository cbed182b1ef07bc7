"""Entering money, and declaring an entry void: each entry is a record of its case, refused before it would be wrong.

`now` is microseconds since 1970-01-01 UTC, `seen` the number of records of the case that the person saw (None: at the
end). Raises AccessRefused, GoodsError, GoodsDeskError, and CaseMoved when somebody else acted meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal

from plumbline.apps.goods.actions.drafting import draft_of, now_as_moment, open_case
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.errors import NotAnEntry, PlanNotApproved, ReasonMissing, StillRestedOn
from plumbline.apps.ledger_store.actions import Draft, Receipt, enter, new_id
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import Belongings, belongings, rate_on, void_of
from plumbline.core.cases.reserved import VOID_ACT
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.account import balance, check_payment, check_plan
from plumbline.core.goods.entries import (
    GOODS_ENTRY,
    MONEY_ENTRY,
    Money,
    MoneyEntry,
    movements_of,
    written_money,
)
from plumbline.core.goods.errors import CountWrong, GoodsError
from plumbline.core.goods.stock import fold_stock
from plumbline.core.goods.surcharge import Due
from plumbline.core.ledger.moment import Moment

APPROVAL, PAY_BY = "defer_payment", "pay_by"


def issue_notice(*, person: Person, case: str, amount: Decimal, seen: int | None = None, now: int) -> Receipt:
    """A payment notice over a sum that is owed, without a paper of its own."""
    file = open_case(person, case, now)
    return _enter(file, notice_draft(file, person, amount, now), seen, now)


def notice_draft(file: CaseRead, person: Person, amount: Decimal, now: int) -> Draft:
    """The record of a payment notice; its number is made of the day and the record. Raises GoodsError."""
    check_payment(amount, _owed(file, now))
    record = new_id(now)
    day = date_of(file.docket.calendar.local_day(now))
    number = f"{day:%Y%m%d}{int(record, 16) % 10**10:010d}"
    entry = MoneyEntry(record, Money.NOTICE, 0, amount, number)
    draft = draft_of(file, person, MONEY_ENTRY, now_as_moment(now), now, written_money(entry))
    return dataclasses.replace(draft, id=entry.record)


def enter_payment(
    *,
    person: Person,
    case: str,
    amount: Decimal,
    at: Moment,
    number: str = "",
    reference: str = "",
    record: str = "",
    seen: int | None = None,
    now: int,
) -> Receipt:
    """A payment that came in; `record` is its id where a file gives one. Raises RecordKept for the same again."""
    file = open_case(person, case, now)
    owed = _owed(file, now)
    draft = payment_draft(
        file, person, amount, at, now, owed=owed, number=number, reference=reference, record=record
    )
    return _enter(file, draft, seen, now)


def payment_draft(
    file: CaseRead,
    person: Person,
    amount: Decimal,
    at: Moment,
    now: int,
    *,
    owed: Decimal,
    number: str = "",
    reference: str = "",
    record: str = "",
) -> Draft:
    """The record of a payment over no more than is `owed`; raises GoodsError."""
    check_payment(amount, owed)
    entry = MoneyEntry(record or new_id(now), Money.PAY, 0, amount, number, reference)
    draft = draft_of(file, person, MONEY_ENTRY, at, now, written_money(entry))
    return dataclasses.replace(draft, id=entry.record)


def enter_plan(
    *, person: Person, case: str, plan: Sequence[Due], seen: int | None = None, now: int
) -> Receipt:
    """The instalments, once deferral was approved; the last falls due no later than the approval says."""
    file = open_case(person, case, now)
    check_plan(belongings(file.docket, file.history, now).account.fine, plan)
    approvals = file.history.folded(now).by_step.get(APPROVAL, ())
    until = max((day for one in approvals if isinstance(day := one.fields.get(PAY_BY), int)), default=None)
    if until is None or plan[-1].day > until:
        raise PlanNotApproved(day=date_of(plan[-1].day).isoformat())
    entry = MoneyEntry(new_id(now), Money.PLAN, 0, plan=tuple(plan))
    return _money(file, person, entry, None, seen, now)


def enter_turn(
    *,
    person: Person,
    case: str,
    kind: Money,
    reason: str,
    at: Moment | None = None,
    amount: Decimal = Decimal(0),
    seen: int | None = None,
    now: int,
) -> Receipt:
    """The surcharge is charged, stops for reconsideration or suit, runs on, or a sum is owed no more."""
    if kind not in (Money.CHARGE, Money.PAUSE, Money.RESUME, Money.EXCUSE):
        raise CountWrong(value=str(kind))
    if not reason.strip():
        raise ReasonMissing()
    file = open_case(person, case, now)
    if kind is Money.EXCUSE:
        check_payment(amount, _owed(file, now))
    entry = MoneyEntry(new_id(now), kind, 0, amount, reason=reason.strip())
    return _money(file, person, entry, at, seen, now)


def void_entry(
    *, person: Person, case: str, record: str, reason: str, seen: int | None = None, now: int
) -> Receipt:
    """Declares an entry void, with the reason; refused while later movements rest on it."""
    file = open_case(person, case, now)
    if not any(one.id == record and one.step in (GOODS_ENTRY, MONEY_ENTRY) for one in file.history.sealed):
        raise NotAnEntry(record=record)
    if not reason.strip():
        raise ReasonMissing()
    sealed, void = file.history.sealed, void_of(file.history.sealed) | {record}
    try:
        fold_stock(movements_of(sealed, void, file.docket.calendar.local_day))
    except GoodsError as error:
        raise StillRestedOn(record=record) from error
    draft = draft_of(file, person, VOID_ACT, now_as_moment(now), now, {"reason": reason.strip()})
    return _enter(file, dataclasses.replace(draft, corrects=record), seen, now)


def _owed(file: CaseRead, now: int) -> Decimal:
    return owed_of(file, belongings(file.docket, file.history, now), now)


def owed_of(file: CaseRead, held: Belongings, now: int) -> Decimal:
    """What a payment of a case that holds this may come to: what is owed, and what is only said to have been paid."""
    day = file.docket.calendar.local_day(now)
    return balance(held.account, rate_on(file.docket, day), day).owed + held.account.stated


def _money(
    file: CaseRead, person: Person, entry: MoneyEntry, at: Moment | None, seen: int | None, now: int
) -> Receipt:
    draft = draft_of(file, person, MONEY_ENTRY, at or now_as_moment(now), now, written_money(entry))
    return _enter(file, dataclasses.replace(draft, id=entry.record), seen, now)


def _enter(file: CaseRead, draft: Draft, seen: int | None, now: int) -> Receipt:
    return enter(draft, expected=file.history.position if seen is None else seen, now=now)
