"""What can go wrong with things and money at the desk, beside what the fold refuses.

GoodsDeskError (PlumblineError)
├── NoSuchCase           there is no such case
├── NotAnEntry           a record that is none of things or money
├── StillRestedOn        later entries rest on the one to be voided
├── CaseClosed           nothing is taken in for a case that has ended
├── ReasonMissing        an entry that must say why
├── NotYetHappened       an entry of what lies in the future
├── SeveralOfThatName    a keeper's name that several officers of the organ bear
├── PlanNotApproved      instalments without the approval of deferral
└── BankFileUnreadable   a file that is no list of payments
"""

from __future__ import annotations

from typing import ClassVar

from plumbline.core.errors import PlumblineError


class GoodsDeskError(PlumblineError):
    """Root of what can go wrong with things and money at the desk; `basis` are the articles that it rests on."""

    basis: ClassVar[tuple[str, ...]] = ()


class NoSuchCase(GoodsDeskError):
    """There is no such case."""

    zh = "没有案件 {case}"
    en = "there is no case {case}"


class NotAnEntry(GoodsDeskError):
    """A record that is none of things or money of this case."""

    zh = "记录 {record} 不是本案的财物登记"
    en = "record {record} is no entry of things or money of this case"


class StillRestedOn(GoodsDeskError):
    """Later entries rest on the one to be voided."""

    zh = "之后的登记以这一条为前提，不能作废"
    en = "later entries rest on this one; it cannot be voided"
    remedy_zh = "先作废之后的登记"
    remedy_en = "void the later entries first"


class CaseClosed(GoodsDeskError):
    """Nothing is taken in for a case that has ended."""

    zh = "案件 {number} 已经办结，不能再登记入库"
    en = "case {number} has ended; nothing more is taken in for it"
    remedy_zh = "确有遗漏的，说明理由，按已经发生的补记"
    remedy_en = "if it did happen before, enter it as it was, with the reason"


class ReasonMissing(GoodsDeskError):
    """An entry that must say why."""

    zh = "请写明理由"
    en = "state the reason"


class NotYetHappened(GoodsDeskError):
    """An entry of what lies in the future."""

    zh = "发生时间晚于当前时间"
    en = "the time lies in the future"
    remedy_zh = "填写实际发生的时间；尚未发生的，发生后再登记"
    remedy_en = "state when it happened; enter it once it has"


class SeveralOfThatName(GoodsDeskError):
    """Several officers of the organ bear the name of the keeper."""

    zh = "本机关有几名“{name}”（{numbers}），分不清由谁保管"
    en = "several officers of the organ are called “{name}” ({numbers}); it is not clear who keeps the things"
    remedy_zh = "写姓名加编号，例如“{name} {first}”；不是本机关人员的，在姓名后注明单位"
    remedy_en = (
        "write name and number, “{name} {first}” for instance; of somebody from outside, add their unit"
    )


class PlanNotApproved(GoodsDeskError):
    """Instalments without the approval of deferral, or beyond the day it sets."""

    basis = ("处罚法 §66 ¶2",)

    zh = "没有批准延期（分期）缴纳至 {day} 的记录"
    en = "no approval of deferral or instalments until {day} is on record"
    remedy_zh = "先办理“批准延期（分期）缴纳”"
    remedy_en = "record the approval first"


class BankFileUnreadable(GoodsDeskError):
    """A file that is no list of payments."""

    zh = "银行文件不能读取：{problem_zh}"
    en = "the bank's file cannot be read: {problem_en}"
    remedy_zh = "应为 Excel（xlsx）或者 CSV，首行为：缴款通知书号,金额,缴款日期,流水号"
    remedy_en = "Excel (xlsx) or CSV with the head 缴款通知书号,金额,缴款日期,流水号"


class NoSuchRow(GoodsDeskError):
    """A payment of the bank that does not wait, or was not set aside."""

    zh = "这笔款项不在待处理之列"
    en = "this payment does not wait here"
    remedy_zh = "回到“银行缴款”查看"
    remedy_en = "look at payments from the bank"
