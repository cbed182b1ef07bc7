"""What can go wrong with the things and the money of a case.

GoodsError (PlumblineError)
├── UnknownItem        no thing of that name was taken in
├── StockShort         more would leave than is there
├── CountWrong         a count or sum that is not above zero, or too finely written
├── SignerMissing      a destruction needs a second person
├── NotYourSignature   the destruction does not wait for this person
├── EntryUnreadable    a record of things or money that does not say what it must
├── NotReleased        a thing leaves while its measure lasts, and nobody decided so
├── PreservedStays     preserved evidence leaves before it was decided on
├── NotToBeDestroyed   a destruction that no decision allows
├── DecidedOtherwise   a thing goes another way than was decided of it
├── PlanWrong          instalments that do not make up the fine, or are out of order
└── PaysTooMuch        more is paid than is owed
"""

from __future__ import annotations

from typing import ClassVar

from plumbline.core.errors import PlumblineError


class GoodsError(PlumblineError):
    """Root of what can go wrong with things and money. `basis` are the articles that it rests on, if any."""

    basis: ClassVar[tuple[str, ...]] = ()


class UnknownItem(GoodsError):
    """No thing of that name was taken in."""

    zh = "本案没有入库物品 {item}"
    en = "no thing {item} was taken in for this case"
    remedy_zh = "先登记入库，再登记出库、移库或者处理"
    remedy_en = "enter that it was taken in first"


class StockShort(GoodsError):
    """More would leave than is there."""

    zh = "“{name}”现可处理数量为 {held}{unit}，不足 {asked}{unit}"
    en = "of “{name}” {held} {unit} can be disposed of, less than {asked} {unit}"
    remedy_zh = "核对数量；外借送检的先登记归还，入库数量有误的作废后重新登记"
    remedy_en = "check the count; enter the return of what is out, or void the entry that was wrong"


class CountWrong(GoodsError):
    """A count or sum that is not above zero, or too finely written."""

    zh = "数量或者金额“{value}”不对：应当大于零，数量最多三位小数，金额最多两位小数"
    en = "“{value}” is no count or sum: above zero, at most three places for things and two for money"


class SignerMissing(GoodsError):
    """A destruction needs a second person."""

    zh = "销毁“{name}”应当有两人签名"
    en = "the destruction of “{name}” needs two signatures"
    remedy_zh = "填写另一名执法人员，由其本人登录签名"
    remedy_en = "name another officer, who signs with an own login"


class NotYourSignature(GoodsError):
    """The destruction does not wait for this person."""

    zh = "这项销毁不需要您签名"
    en = "this destruction does not wait for your signature"
    remedy_zh = "由登记销毁时指定的第二名执法人员本人登录签名；指定有误的，作废该登记后重新登记"
    remedy_en = (
        "the second officer that the entry names signs with an own login; if wrong, void it and enter it anew"
    )


class EntryUnreadable(GoodsError):
    """A record of things or money that does not say what it must."""

    zh = "财物记录 {record} 缺少或者写错“{field}”"
    en = "record {record} of things or money lacks “{field}” or writes it wrong"
    remedy_zh = "作废该记录，重新登记"
    remedy_en = "void the record and enter it anew"


class NotReleased(GoodsError):
    """A thing leaves while its measure lasts, and nobody decided so."""

    zh = "“{name}”仍在查封、扣押之中，尚无解除或者处理决定，不能退还、拍卖或者移交"
    en = "“{name}” is still sealed or seized: no decision to release or dispose of it is on record"
    remedy_zh = "先由负责人办理“解除查封、扣押”或者“作出处理决定”，并在其中选定该物品；涉嫌犯罪的随案移送"
    remedy_en = (
        "the head first releases or disposes of it and names it; a suspected crime is transferred with it"
    )
    basis = ("强制法 §27", "强制法 §28 ¶2")


class PreservedStays(GoodsError):
    """A thing registered and preserved as evidence leaves before it was decided on."""

    zh = "“{name}”正在先行登记保存，尚无处理决定，不能销毁或者转移"
    en = "“{name}” is preserved as evidence and not yet decided on; it is neither destroyed nor moved away"
    remedy_zh = "先办理“处理先行登记保存的证据”，并在其中选定该物品"
    remedy_en = "first decide what becomes of the preserved evidence and name the thing"
    basis = ("处罚法 §56",)


class NotToBeDestroyed(GoodsError):
    """A destruction that no decision allows."""

    zh = "“{name}”没有依法律、行政法规作出的销毁决定，不能销毁"
    en = "no decision under law or administrative regulation says that “{name}” is to be destroyed"
    remedy_zh = "由负责人办理“作出处理决定”，选“销毁”并写明依据层级"
    remedy_en = "the head decides on the disposal, chooses destruction and states the level of its basis"
    basis = ("强制法 §27",)


class DecidedOtherwise(GoodsError):
    """A released thing is sold, or one that is confiscated or to be destroyed is given back or sold."""

    zh = "“{name}”已决定{decided_zh}，不能{move_zh}"
    en = "“{name}” is decided to be {decided_en}: it cannot be {move_en}"
    remedy_zh = "按决定办理；决定有误的，先由负责人重新作出处理决定，并在其中选定该物品"
    remedy_en = "do what was decided; where that is wrong, the head first decides anew and names the thing"
    basis = ("强制法 §27", "强制法 §28 ¶2")


class PlanWrong(GoodsError):
    """Instalments that do not make up the fine, or are out of order."""

    zh = "分期计划不对：各期合计 {sum} 元，应当等于罚款 {fine} 元，且缴纳日期依次在后"
    en = "the plan is wrong: its instalments make {sum} yuan, the fine is {fine} yuan; each falls due after the last"


class PaysTooMuch(GoodsError):
    """More is paid than is owed."""

    zh = "缴款 {amount} 元超过应缴 {left} 元"
    en = "{amount} yuan is more than the {left} yuan that is owed"
    remedy_zh = "核对缴款通知书和金额；多缴的由银行退回"
    remedy_en = "check the notice and the sum; what is too much goes back through the bank"
