"""What can go wrong with cases at the desk, before or beside the rules.

CaseworkError (PlumblineError)
├── CaseNotFound       there is no such case
├── NothingToConfirm   the act does not wait for this officer
├── NotAnAct           a record that cannot be corrected or voided
├── NothingHeld        there is nothing to hand over
├── NotAColleague      work goes to somebody of the same organ
└── ReasonMissing      an act that must say why
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class CaseworkError(PlumblineError):
    """Root of what can go wrong with cases at the desk."""


class CaseNotFound(CaseworkError):
    """There is no such case."""

    zh = "没有案件 {case}"
    en = "there is no case {case}"
    remedy_zh = "核对案号，或者在“案件”中查找"
    remedy_en = "check the number, or look it up under cases"


class NothingToConfirm(CaseworkError):
    """The act does not wait for this officer's confirmation."""

    zh = "记录 {record} 不需要您确认"
    en = "record {record} does not wait for your confirmation"


class NotAnAct(CaseworkError):
    """A record that cannot be corrected or voided: it is none of this case, or an act of the system."""

    zh = "记录 {record} 不能更正"
    en = "record {record} cannot be corrected"
    remedy_zh = "系统记录不作更正；请更正相应的办理记录"
    remedy_en = "acts of the system stand; correct the act itself"


class ReasonMissing(CaseworkError):
    """An act that must say why."""

    zh = "请写明理由"
    en = "state the reason"


class NotAColleague(CaseworkError):
    """Work is handed to another person of the same organ, who stands in its register."""

    zh = "不能交接给 {officer}：不是本机关的其他在册人员"
    en = "work cannot be handed to {officer}: not another registered person of the organ"
    remedy_zh = "从本机关在册人员中选择接收人"
    remedy_en = "choose somebody of the organ's register"


class NothingHeld(CaseworkError):
    """There is nothing to hand over."""

    zh = "{officer} 没有需要交接的事项"
    en = "{officer} holds nothing to hand over"
