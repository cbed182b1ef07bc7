"""What a case holds and is owed: the stock and the account that its records fold to, those of the packs included.

Steps of the packs that speak of money are known by their ids, which never change their meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plumbline.core.cases.account_rules import PAID_IN_FULL
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.measures import measures_of, with_terms
from plumbline.core.cases.reserved import VOID_ACT
from plumbline.core.facts.case import Case
from plumbline.core.goods.account import Account
from plumbline.core.goods.entries import Money, MoneyEntry, money_of, movements_of
from plumbline.core.goods.stock import Stock, fold_stock
from plumbline.core.goods.surcharge import NOTHING, Due, Paid, Pause, Rate
from plumbline.core.ledger.record import Record
from plumbline.core.rules.evaluate_one import Figures
from plumbline.core.rules.rule import Clock, Rule
from plumbline.core.vocabulary import Bearer

FINE_STEPS: Final = ("decide", "fill_decision")
COLLECTED: Final = "collect_on_spot"
BANKED: Final = "bank_cash"
RATE_FIGURES: Final = ("penalty-surcharge-rate", "penalty-surcharge-cap")
RATE_BASIS: Final = ("处罚法 §72 ¶1(1)", "处罚法 §73 ¶3")


@dataclass(frozen=True, slots=True)
class Belongings:
    """Things and money of a case. `cash` are the receipts of cash that has not reached the bank."""

    stock: Stock
    account: Account
    notices: tuple[MoneyEntry, ...] = ()
    payments: tuple[MoneyEntry, ...] = ()
    cash: tuple[str, ...] = ()


def void_of(records: Iterable[Record]) -> frozenset[str]:
    """Ids of the records that were declared void."""
    return frozenset(one.corrects for one in records if one.step == VOID_ACT and one.corrects)


def stock_of(docket: Docket, history: History) -> Stock:
    """The things of the case, their last days as entered; raises GoodsError."""
    void = void_of(history.sealed)
    return fold_stock(movements_of(history.sealed, void, docket.calendar.local_day))


def belongings(docket: Docket, history: History, now: int) -> Belongings:
    """Things and money as of the instant `now`; raises GoodsError."""
    void = void_of(history.sealed)
    entries = money_of(history.sealed, void, docket.calendar.local_day)
    case = history.folded(now)
    fine = _fine(case)
    dues = _dues(docket, case, now, fine, entries) if fine else ()
    paid, stated = _paid(case, fine, entries)
    stock = stock_of(docket, history)
    if any(one.measure for one in stock.items.values()):
        stock = with_terms(stock, measures_of(docket, history, now))
    return Belongings(
        stock,
        Account(
            fine=fine,
            dues=dues,
            paid=paid,
            pauses=_pauses(entries),
            charged=any(one.kind is Money.CHARGE for one in entries),
            excused=sum((one.amount for one in entries if one.kind is Money.EXCUSE), NOTHING),
            stated=stated,
        ),
        tuple(one for one in entries if one.kind is Money.NOTICE),
        tuple(one for one in entries if one.kind is Money.PAY),
        _cash(case),
    )


def rate_on(docket: Docket, day: int) -> Rate:
    """The rate of the surcharge on a day, from the figures of the packs; nothing where none is in force."""
    return rate_of(docket.figures, docket.divisions, day)


def rate_of(figures: Figures, divisions: Sequence[str], day: int) -> Rate:
    """The rate that the figures hold for a place on a day."""
    a_day, cap = (figures.ask(one, day, None, divisions) for one in RATE_FIGURES)
    if not isinstance(a_day, Decimal | int) or not isinstance(cap, Decimal | int):
        return Rate(Decimal(0), Decimal(0))
    return Rate(Decimal(a_day), Decimal(cap), RATE_BASIS)


def _fine(case: Case) -> Decimal:
    """The fine of the last decision; none where it imposes none."""
    for step in FINE_STEPS:
        for one in reversed(case.by_step.get(step, ())):
            value = one.fields.get("fine")
            no_penalty = one.fields.get("outcome") not in (None, "penalty")
            return NOTHING if no_penalty or not isinstance(value, Decimal) else value
    return NOTHING


def _is_for_paying(rule: Rule) -> bool:
    body = rule.body
    return isinstance(body, Clock) and body.bearer is Bearer.PARTY and PAID_IN_FULL in body.discharges


def _dues(
    docket: Docket, case: Case, now: int, fine: Decimal, entries: Iterable[MoneyEntry]
) -> tuple[Due, ...]:
    """The instalments, else the day on which the party's clock for paying runs out."""
    plans = [one.plan for one in entries if one.kind is Money.PLAN]
    if plans:
        return plans[-1]
    clocks = frozenset(rule.id for rule in docket.procedure.rules if _is_for_paying(rule))
    verdicts = docket.judge(case, now, None, clocks) if clocks else []
    days = [one.due for one in verdicts if one.due is not None]
    return (Due(max(days), fine),) if days else ()


def _paid(case: Case, fine: Decimal, entries: Iterable[MoneyEntry]) -> tuple[tuple[Paid, ...], Decimal]:
    """Payments entered one by one, cash whose sum is on record, and «paid in full», as it was told of what had
    happened: the rest came that day. How much that rest is, is told apart.
    """
    found = [Paid(one.day, one.amount, one.record) for one in entries if one.kind is Money.PAY]
    for act in case.by_step.get(COLLECTED, ()):
        amount = act.fields.get("amount")
        if isinstance(amount, Decimal):
            found.append(Paid(act.day, amount, act.id))
    stated = NOTHING
    for act in case.by_step.get(PAID_IN_FULL, ()):
        rest = fine - sum((one.amount for one in found), NOTHING)
        if rest > 0:
            found.append(Paid(act.day, rest, act.id))
            stated += rest
    return tuple(sorted(found, key=lambda one: (one.day, one.record))), stated


def _pauses(entries: Iterable[MoneyEntry]) -> tuple[Pause, ...]:
    found: list[Pause] = []
    for one in entries:
        if one.kind is Money.PAUSE:
            found.append(Pause(one.day))
        elif one.kind is Money.RESUME and found and found[-1].last is None:
            found[-1] = Pause(found[-1].first, max(one.day, found[-1].first))
    return tuple(found)


def _cash(case: Case) -> tuple[str, ...]:
    banked = {one.fields.get("receipt_no") for one in case.by_step.get(BANKED, ())}
    receipts = [one.fields.get("receipt_no") for one in case.by_step.get(COLLECTED, ())]
    return tuple(str(one) for one in receipts if one not in banked)
