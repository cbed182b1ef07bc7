"""A case does not close with things or money unexplained: what is left, and what explains it.

This stands beside the rules of the packs and cites no article: that a file accounts for what was taken and what is
owed is the house's own order. A transfer takes the things along, so there it warns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.account_rules import PAID_IN_FULL
from plumbline.core.cases.belongings import Belongings, belongings, rate_on
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.cases.history import History
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Record
from plumbline.core.goods.account import balance, yuan
from plumbline.core.goods.stock import Item

TRANSFER: Final = "transfer_case"
GOODS_FOLLOW: Final = "goods_follow"
NO_GOODS: Final = "none"
TOGETHER: Final = ("强制法 §21", "移送规定 §4")
PAYING: Final = ("处罚法 §67 ¶3",)
INSTALMENTS: Final = ("处罚法 §66 ¶2",)
CHARGING: Final = ("处罚法 §72 ¶1(1)",)


def unexplained(docket: Docket, history: History, step: str, now: int) -> list[Hindrance]:
    """What stands against an act that would end the case; nothing for any other act."""
    if step not in docket.procedure.ends:
        return []
    return left_over(docket, history, now, blocks=step != TRANSFER)


def unpaid(docket: Docket, history: History, act: Record, now: int) -> list[Hindrance]:
    """What stands against saying that a fine is paid in full: what was open at the end of the day it is said of.

    The sum due is the law's, the account the house's: payments are entered first, then that they make up the sum.
    """
    if act.step != PAID_IN_FULL or act.corrects is not None:
        return []
    account = belongings(docket, history, now).account
    left = balance(account, rate_on(docket, act.day), act.day)
    if left.owed <= 0:
        return []
    owed, fine, more = yuan(left.owed), yuan(left.fine_left), yuan(left.surcharge_left)
    day, parts = date_of(act.day).isoformat(), len(account.dues) > 1
    hindrance = _hindrance(
        f"截至 {day} 账上尚有 {owed} 元没有缴纳（罚款 {fine} 元，加处罚款 {more} 元"
        f"{'，分期缴纳尚未缴完' if parts else ''}），不能记为缴清",
        f"by {day} {owed} yuan are open on the account (fine {fine}, surcharge {more}"
        f"{', paid in instalments' if parts else ''}): it is not paid in full",
        "先登记收到的缴款；依法不再收取的，登记数额和理由",
        "first enter the payments that came, or the sum that is owed no more and why",
        blocks=True,
    )
    basis = [*PAYING, *(INSTALMENTS if parts else ()), *(CHARGING if left.surcharge_left else ())]
    return [replace(hindrance, basis=tuple(basis), goods_of=history.opening.case, money=True)]


def left_over(docket: Docket, history: History, now: int, *, blocks: bool = True) -> list[Hindrance]:
    """The things and money of a case that nothing explains yet."""
    held, case = belongings(docket, history, now), history.opening.case
    found = [_thing(one, blocks) for one in held.stock.unexplained]
    found += [_cash(receipt, blocks) for receipt in held.cash]
    day = docket.calendar.local_day(now)
    left = balance(held.account, rate_on(docket, day), day)
    if left.owed > 0:
        owed, fine, more = yuan(left.owed), yuan(left.fine_left), yuan(left.surcharge_left)
        found.append(replace(_money(held, owed, fine, more, blocks), money=True))
    return [replace(one, goods_of=case) for one in found]


def linked_things(number: str, case: str, names: Sequence[str], step: str) -> Hindrance:
    """Things of a linked case, a seizure above all, that nobody accounted for before this case ends."""
    said_zh, said_en = "、".join(f"“{name}”" for name in names), ", ".join(f"“{name}”" for name in names)
    hindrance = _hindrance(
        f"关联案件 {number} 的涉案物品{said_zh}没有去向",
        f"of the linked case {number} the things {said_en} are not accounted for",
        f"先在 {number} 中登记退还、拍卖、移交或者销毁（两人签名）",
        f"first enter in {number} what became of them",
        step != TRANSFER,
    )
    return replace(hindrance, goods_of=case)


def said_to_have_none(act: Record, left: Mapping[tuple[str, str], Sequence[str]]) -> list[Hindrance]:
    """What stands against a referral that says there are no things, where the store has some of its cases: `left` are
    their names by number and case.
    """
    if act.fields.get(GOODS_FOLLOW) != NO_GOODS or act.corrects is not None:
        return []
    found = []
    for (number, case), names in left.items():
        zh, en = "、".join(f"“{name}”" for name in names), ", ".join(f"“{name}”" for name in names)
        hindrance = _hindrance(
            f"{number} 的涉案物品{zh}还在库，不能填写没有财物",
            f"things of {number} are in the store ({en}): it cannot be said that there are none",
            "财物随案移送的，填写一并移送并书面告知当事人；已经退还或者处理的，先登记去向",
            "say that they go along and tell the party in writing, or first enter what became of them",
            blocks=True,
        )
        found.append(replace(hindrance, field=GOODS_FOLLOW, basis=TOGETHER, goods_of=case))
    return found


def _thing(item: Item, blocks: bool) -> Hindrance:
    states_zh = {"在库": item.held, "外借": item.lent, "待第二人签名销毁": item.waiting}
    states_en = {"in store": item.held, "out": item.lent, "to be signed as destroyed": item.waiting}
    zh = "、".join(f"{name} {count}" for name, count in states_zh.items() if count)
    en = ", ".join(f"{count} {name}" for name, count in states_en.items() if count)
    return _hindrance(
        f"涉案物品“{item.name}”尚有 {item.left} {item.unit}没有去向（{zh}）",
        f"of “{item.name}” {item.left} {item.unit} are not accounted for ({en})",
        "登记退还、拍卖、移交或者销毁（两人签名）",
        "enter that it was given back, auctioned, handed over, or destroyed with two signatures",
        blocks,
    )


def _cash(receipt: str, blocks: bool) -> Hindrance:
    return _hindrance(
        f"票据 {receipt} 当场收缴的罚款没有缴付银行的记录",
        f"the cash of receipt {receipt} is not on record as paid into the bank",
        "补记“罚款缴付银行”",
        "record that it was paid into the bank",
        blocks,
    )


def _money(held: Belongings, owed: str, fine: str, more: str, blocks: bool) -> Hindrance:
    due = "" if held.account.dues else "，缴纳期限尚未起算"
    return _hindrance(
        f"尚有 {owed} 元没有缴纳（罚款 {fine} 元，加处罚款 {more} 元{due}）",
        f"{owed} yuan are not paid (fine {fine}, surcharge {more})",
        "登记缴款；依法不再收取的，登记数额和理由",
        "enter the payment, or the sum that is owed no more and why",
        blocks,
    )


def _hindrance(zh: str, en: str, way_zh: str, way_en: str, blocks: bool) -> Hindrance:
    ways = MappingProxyType({"zh": way_zh, "en": way_en})
    return Hindrance(Side.CONTENT, zh, en, blocks=blocks, ways=ways)  # type: ignore[arg-type]
