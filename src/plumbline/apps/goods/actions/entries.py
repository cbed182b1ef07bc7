"""Entering things and money: each entry is a record of its case, refused before it would make a count or sum wrong.

`now` is microseconds since 1970-01-01 UTC, `seen` the number of records of the case that the person saw (None: at the
end). Raises AccessRefused, GoodsError, GoodsDeskError, and CaseMoved when somebody else acted meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import uuid4

from plumbline.apps.goods.case_reading import CaseRead, read_case
from plumbline.apps.goods.errors import NotAnEntry, PlanNotApproved, ReasonMissing, StillRestedOn
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.ledger_store.actions import Draft, Receipt, enter
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import belongings, rate_on, stock_of, void_of
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
    written_movement,
)
from plumbline.core.goods.errors import CountWrong, GoodsError
from plumbline.core.goods.stock import Movement, fold_stock, move
from plumbline.core.goods.surcharge import Due
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Attachment, Confirmation

APPROVAL, PAY_BY = "defer_payment", "pay_by"


def enter_movement(
    *,
    person: Person,
    case: str,
    movement: Movement,
    at: Moment | None = None,
    reason: str = "",
    receiver: str = "",
    photographs: Sequence[Attachment] = (),
    seen: int | None = None,
    now: int,
) -> Receipt:
    """A movement of a thing. `by` and `day` are the person's and `at`'s; `receiver` is held beside the record."""
    file = _open(person, case, now)
    moment = at or _now(now)
    meant = dataclasses.replace(
        movement,
        record=movement.record or uuid4().hex,
        by=_name(person),
        day=file.docket.calendar.local_day(moment.earliest),
    )
    move(stock_of(file.docket, file.history), meant)
    draft = _draft(file, person, GOODS_ENTRY, moment, now, written_movement(meant, reason.strip()))
    draft = dataclasses.replace(
        draft,
        id=meant.record,
        personal={"receiver": receiver.strip()} if receiver.strip() else {},
        attachments=tuple(photographs),
    )
    return _enter(file, draft, seen, now)


def issue_notice(*, person: Person, case: str, amount: Decimal, seen: int | None = None, now: int) -> Receipt:
    """A payment notice over a sum that is owed; its number is made of the day and the record."""
    file = _open(person, case, now)
    check_payment(amount, _owed(file, now))
    record = uuid4()
    day = date_of(file.docket.calendar.local_day(now))
    number = f"{day:%Y%m%d}{record.int % 10**10:010d}"
    return _money(file, person, MoneyEntry(record.hex, Money.NOTICE, 0, amount, number), None, seen, now)


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
    file = _open(person, case, now)
    check_payment(amount, _owed(file, now))
    entry = MoneyEntry(record or uuid4().hex, Money.PAY, 0, amount, number, reference)
    return _money(file, person, entry, at, seen, now)


def enter_plan(
    *, person: Person, case: str, plan: Sequence[Due], seen: int | None = None, now: int
) -> Receipt:
    """The instalments, once deferral was approved; the last falls due no later than the approval says."""
    file = _open(person, case, now)
    check_plan(belongings(file.docket, file.history, now).account.fine, plan)
    approvals = file.history.folded(now).by_step.get(APPROVAL, ())
    until = max((day for one in approvals if isinstance(day := one.fields.get(PAY_BY), int)), default=None)
    if until is None or plan[-1].day > until:
        raise PlanNotApproved(day=date_of(plan[-1].day).isoformat())
    entry = MoneyEntry(uuid4().hex, Money.PLAN, 0, plan=tuple(plan))
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
    file = _open(person, case, now)
    if kind is Money.EXCUSE:
        check_payment(amount, _owed(file, now))
    entry = MoneyEntry(uuid4().hex, kind, 0, amount, reason=reason.strip())
    return _money(file, person, entry, at, seen, now)


def void_entry(
    *, person: Person, case: str, record: str, reason: str, seen: int | None = None, now: int
) -> Receipt:
    """Declares an entry void, with the reason; refused while later movements rest on it."""
    file = _open(person, case, now)
    if not any(one.id == record and one.step in (GOODS_ENTRY, MONEY_ENTRY) for one in file.history.sealed):
        raise NotAnEntry(record=record)
    if not reason.strip():
        raise ReasonMissing()
    sealed, void = file.history.sealed, void_of(file.history.sealed) | {record}
    try:
        fold_stock(movements_of(sealed, void, file.docket.calendar.local_day))
    except GoodsError as error:
        raise StillRestedOn(record=record) from error
    draft = _draft(file, person, VOID_ACT, _now(now), now, {"reason": reason.strip()})
    return _enter(file, dataclasses.replace(draft, corrects=record), seen, now)


def _owed(file: CaseRead, now: int) -> Decimal:
    day = file.docket.calendar.local_day(now)
    held = belongings(file.docket, file.history, now)
    return balance(held.account, rate_on(file.docket, day), day).owed


def _money(
    file: CaseRead, person: Person, entry: MoneyEntry, at: Moment | None, seen: int | None, now: int
) -> Receipt:
    draft = _draft(file, person, MONEY_ENTRY, at or _now(now), now, written_money(entry))
    return _enter(file, dataclasses.replace(draft, id=entry.record), seen, now)


def _open(person: Person, case: str, now: int) -> CaseRead:
    file = read_case(case)
    check_access(person, GOODS_ACT, file.place, file.docket.calendar.local_day(now))
    return file


def _draft(
    file: CaseRead, person: Person, step: str, at: Moment, now: int, fields: Mapping[str, Json]
) -> Draft:
    name = _name(person)
    return Draft(
        id=uuid4().hex,
        case=file.history.opening.case,
        step=step,
        at=at,
        organ=file.history.opening.organ,
        entered_by=name,
        pack=f"sha256:{file.docket.procedure.content_hash}",
        by=(Actor(name, person.role.in_packs),),
        confirmations=(Confirmation(name, now),),
        fields=fields,
    )


def _enter(file: CaseRead, draft: Draft, seen: int | None, now: int) -> Receipt:
    return enter(draft, expected=file.history.position if seen is None else seen, now=now)


def _name(person: Person) -> str:
    return person.officer or person.account


def _now(now: int) -> Moment:
    return Moment(written_instant(now), "microsecond")
