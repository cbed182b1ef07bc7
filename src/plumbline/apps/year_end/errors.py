"""What is wrong with an act on the end of a year."""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class YearEndError(PlumblineError):
    """An act on the year end that cannot be done."""


class YearRuns(YearEndError):
    """The year is not over."""

    zh = "{year}年尚未终了，不能截止"
    en = "{year} is not over, so it cannot be cut off"
    remedy_zh = "次年1月1日以后再截止"
    remedy_en = "cut it off after 31 December"


class YearClosed(YearEndError):
    """The year was cut off already."""

    zh = "{year}年已于{day}截止"
    en = "{year} was cut off already, on {day}"
    remedy_zh = "其后补录的记录照常统计并另行标明；截止有误的，在案件中更正该记录"
    remedy_en = "what is entered later counts and is marked; a wrong cut-off is corrected in its case"


class YearOpen(YearEndError):
    """The year was not cut off yet."""

    zh = "{year}年数据尚未截止"
    en = "{year} was not cut off yet"
    remedy_zh = "先截止数据，再收尾"
    remedy_en = "cut the figures off first"


class ReasonsWanted(YearEndError):
    """Figures do not add up and nobody said why."""

    zh = "有 {count} 项勾稽关系不平衡，未说明原因"
    en = "{count} identities do not hold, and it was not said why"
    remedy_zh = "查看不平衡的指标明细并更正，或者写明原因后截止"
    remedy_en = "open the figures and correct the records, or say why and cut off"


class NoticeKnown(YearEndError):
    """The holidays of that year are published."""

    zh = "{year}年放假安排已经公布并录入"
    en = "the holidays of {year} are published and entered"
    remedy_zh = "无需再索取"
    remedy_en = "there is nothing to ask for"
