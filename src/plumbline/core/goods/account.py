"""The money of a case: the fine, when it falls due, what was paid, what is still owed on a day and how that comes.

The surcharge is owed only where the organ charges it (处罚法 §72 ¶1: it may); until then it is told as what may be
charged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.goods.errors import CountWrong, PaysTooMuch, PlanWrong
from plumbline.core.goods.surcharge import NOTHING, Due, Paid, Pause, Rate, Surcharge, overdue_sum, surcharge


@dataclass(frozen=True, slots=True)
class Account:
    """What the records say of a fine. `dues` is empty while no last day to pay is known."""

    fine: Decimal = NOTHING
    dues: tuple[Due, ...] = ()
    paid: tuple[Paid, ...] = ()
    pauses: tuple[Pause, ...] = ()
    charged: bool = False
    """Whether the organ charges the surcharge."""
    excused: Decimal = NOTHING
    """What is owed no more, by a record that says why."""
    stated: Decimal = NOTHING
    """What counts as paid because a record says «paid in full», though no payment of it was entered."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What stood open at the end of a day. `owed` is what is left in sum."""

    on: int
    fine: Decimal
    paid: Decimal
    fine_left: Decimal
    overdue: Decimal
    accrued: Surcharge
    surcharge_left: Decimal
    excused: Decimal
    next_due: Due | None

    @property
    def owed(self) -> Decimal:
        """Fine and charged surcharge that are left."""
        return self.fine_left + self.surcharge_left


def balance(account: Account, rate: Rate, on: int) -> Balance:
    """What was owed at the end of the day `on`; payments of later days are not yet made.

    What is excused lessens what is left, the surcharge first, and not what accrued before.
    """
    made = tuple(one for one in account.paid if one.day <= on)
    paid = sum((one.amount for one in made), NOTHING)
    accrued = surcharge(account.dues, made, account.pauses, rate, on)
    charged = accrued.amount if account.charged else NOTHING
    fine_left = max(account.fine - paid, NOTHING)
    surcharge_left = max(charged - max(paid - account.fine, NOTHING), NOTHING)
    from_surcharge = min(surcharge_left, account.excused)
    return Balance(
        on=on,
        fine=account.fine,
        paid=paid,
        fine_left=fine_left - min(fine_left, account.excused - from_surcharge),
        overdue=overdue_sum(account.dues, made, on),
        accrued=accrued,
        surcharge_left=surcharge_left - from_surcharge,
        excused=account.excused,
        next_due=_next(account.dues, paid),
    )


def check_plan(fine: Decimal, dues: Sequence[Due]) -> None:
    """Raises PlanWrong unless the instalments follow one another and make up the fine."""
    total = sum((one.amount for one in dues), NOTHING)
    days = [one.day for one in dues]
    if total != fine or any(one.amount <= 0 for one in dues) or days != sorted(set(days)):
        raise PlanWrong(sum=yuan(total), fine=yuan(fine))


def check_payment(amount: Decimal, left: Decimal) -> None:
    """Raises CountWrong for what is no sum, PaysTooMuch for more than is owed."""
    if amount <= 0 or round(amount, 2) != amount:
        raise CountWrong(value=str(amount))
    if amount > left:
        raise PaysTooMuch(amount=yuan(amount), left=yuan(left))


def yuan(amount: Decimal) -> str:
    """3,000 or 1,250.50: with fen only where there are any, as pages write sums."""
    return f"{amount:,.2f}".removesuffix(".00")


def explain(account: Account, found: Balance, rate: Rate, language: Language) -> list[str]:
    """How the balance comes, sentence by sentence."""
    speak = _chinese if language == "zh" else _english
    return speak(account, found, rate)


def _chinese(account: Account, found: Balance, rate: Rate) -> list[str]:
    fine, paid, left = map(yuan, (found.fine, found.paid, found.fine_left))
    said = [f"罚款 {fine} 元，截至 {_date(found.on)} 已缴 {paid} 元，未缴 {left} 元"]
    said += [f"最迟 {_date(one.day)} 应缴 {yuan(one.amount)} 元" for one in account.dues]
    for one in found.accrued.stretches:
        away = f"，扣除复议、诉讼期间 {one.paused} 日" if one.paused else ""
        said.append(
            f"{_date(one.first)} 至 {_date(one.last)} 逾期 {yuan(one.base)} 元，计 {one.counted} 日{away}："
            f"{yuan(one.base)} × {_percent(rate)} × {one.counted} = {_plain(one.base * rate.a_day * one.counted)} 元"
        )
    if found.accrued.stretches:
        capped = f"，已达上限 {yuan(found.accrued.cap)} 元" if found.accrued.at_cap else ""
        state = "已决定加处" if account.charged else "可以加处，尚未决定"
        said.append(f"加处罚款 {yuan(found.accrued.amount)} 元{capped}（{state}；{'、'.join(rate.basis)}）")
    if account.stated:
        said.append(f"其中 {yuan(account.stated)} 元只有“缴清罚款”的记录，没有登记缴款")
    if found.excused:
        said.append(f"依记录不再收取 {yuan(found.excused)} 元")
    return [*said, f"合计应缴 {yuan(found.owed)} 元"]


def _english(account: Account, found: Balance, rate: Rate) -> list[str]:
    fine, paid, left = map(yuan, (found.fine, found.paid, found.fine_left))
    said = [f"fine {fine} yuan, {paid} paid by {_date(found.on)}, {left} left"]
    said += [f"{yuan(one.amount)} yuan to be paid by {_date(one.day)}" for one in account.dues]
    for one in found.accrued.stretches:
        away = f", {one.paused} days of reconsideration or suit left out" if one.paused else ""
        said.append(
            f"{_date(one.first)} to {_date(one.last)}: {yuan(one.base)} yuan overdue, {one.counted} days{away}: "
            f"{yuan(one.base)} × {_percent(rate)} × {one.counted} = {_plain(one.base * rate.a_day * one.counted)} yuan"
        )
    if found.accrued.stretches:
        capped = f", which is the cap of {yuan(found.accrued.cap)}" if found.accrued.at_cap else ""
        state = "charged" if account.charged else "may be charged, not yet decided"
        said.append(f"surcharge {yuan(found.accrued.amount)} yuan{capped} ({state}; {', '.join(rate.basis)})")
    if account.stated:
        said.append(f"of {yuan(account.stated)} yuan there is only «paid in full», no payment was entered")
    if found.excused:
        said.append(f"{yuan(found.excused)} yuan are owed no more by a record that says why")
    return [*said, f"in sum {yuan(found.owed)} yuan owed"]


def _next(dues: Sequence[Due], paid: Decimal) -> Due | None:
    """The first sum that is not yet paid in full."""
    reached = NOTHING
    for due in sorted(dues, key=lambda one: one.day):
        reached += due.amount
        if reached > paid:
            return Due(due.day, min(due.amount, reached - paid))
    return None


def _date(day: int) -> str:
    return date_of(day).isoformat()


def _percent(rate: Rate) -> str:
    return f"{_plain(rate.a_day * 100)}%"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), ",f")
