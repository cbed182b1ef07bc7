"""What can be wrong with the plan of an organ's inspections of enterprises, its draws and visits.

InspectionError (InputError)
├── PlanUnknown        there is no such plan, item, visit or draw
├── PlanNotReady       the plan or draw is not at that point
├── PlanBeyondCap      the plan visits an enterprise more often than the organ's own cap
├── IndividualBusiness an individual business counts as a person and is not joined across organs
├── WhyMissing         an item is dropped, or visits stay apart, without a reason
├── ReasonMissing      an unplanned visit, or one beyond the cap, needs its reason
└── LineUnreadable     a line of a list cannot be read
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class InspectionError(InputError):
    """An act that cannot be done."""


class PlanUnknown(InspectionError):
    """There is no such plan, or no such thing in it."""

    zh = "没有这份检查计划或者其中的这一项：{named}"
    en = "there is no such plan of inspections, or no such thing in it: {named}"
    remedy_zh = "从涉企检查清单重新打开"
    remedy_en = "open it again from the list of plans"


class PlanNotReady(InspectionError):
    """The plan or draw is not at that point."""

    zh = "现在不能办理：{problem_zh}"
    en = "this cannot be done now: {problem_en}"
    remedy_zh = "刷新页面，查看当前进度"
    remedy_en = "reload the page and look where it stands"


class PlanBeyondCap(InspectionError):
    """The plan visits an enterprise more often than the cap that the organ publishes with it."""

    zh = "{firms}计划检查 {planned} 次，超过本机关设定的每年 {cap} 次的上限"
    en = "{firms}: {planned} visits are planned, beyond the organ's own cap of {cap} a year"
    remedy_zh = "移出多出的计划检查，或者先调整频次上限；确需增加的检查，届时写明理由"
    remedy_en = "take the others out of the plan or change the cap first; a further visit states its reason"


class IndividualBusiness(InspectionError):
    """An individual business counts as a person."""

    zh = "{code} 是个体工商户：按自然人对待，不列入跨机关的企业名录，不分级、不合并"
    en = "{code} is an individual business: it counts as a person and is not listed, classed or joined across organs"
    remedy_zh = "对个体工商户的检查直接按行政检查立卷办理"
    remedy_en = "inspect an individual business as a case of its own"


class ReasonMissing(InspectionError):
    """A visit that the plan does not cover needs its reason."""

    zh = "计划外检查或者超过频次上限的检查，应当写明理由"
    en = "a visit outside the plan or beyond the cap needs its reason"
    remedy_zh = "选择检查来源，并写明事由（国办发〔2024〕54号）"
    remedy_en = "choose what led to it and write the reason (国办发〔2024〕54号)"


class WhyMissing(InspectionError):
    """What a plan says is changed, or a proposal declined, without a reason."""

    zh = "没有写明事由"
    en = "no reason was given"
    remedy_zh = "写明为什么移出计划检查，或者为什么不合并"
    remedy_en = "say why the visit leaves the plan, or why the visits stay apart"


class LineUnreadable(InspectionError):
    """A line of a list cannot be read."""

    zh = "第 {line} 行不能识别：{problem_zh}"
    en = "line {line} cannot be read: {problem_en}"
    remedy_zh = "每行依次为：{wanted}，用逗号或者制表符分隔"
    remedy_en = "each line holds, parted by commas or tabs: {wanted}"
