"""What is wrong with an act on the annual report."""

from __future__ import annotations

from plumbline.core.errors import InputError, PlumblineError


class ReportError(PlumblineError):
    """An act on the report that cannot be done."""


class ReportThere(ReportError):
    """The body has a report of that year already."""

    zh = "{year}年的报告已经启动"
    en = "the report of {year} was begun already"
    remedy_zh = "打开它继续编写"
    remedy_en = "open it and go on"


class NoSuchReport(InputError):
    """No report has this address."""

    zh = "没有这份报告"
    en = "there is no such report"


class FigureUnknown(ReportError):
    """The text names a figure that the packs do not define."""

    zh = "正文中的数据 {chip} 没有定义"
    en = "the text names {chip}, which no figure is called"
    remedy_zh = "从“插入数据”中选择，或者改正写法"
    remedy_en = "pick one under “insert a figure”, or correct it"


class SectionMoved(ReportError):
    """Somebody else saved the section meanwhile."""

    zh = "本章节已由他人保存为第 {version} 版，您填写的内容保留在下方"
    en = "somebody else saved this section as version {version}; what you wrote is kept below"
    remedy_zh = "比较两个版本后再保存"
    remedy_en = "compare both and save again"


class FigureNotReckoned(ReportError):
    """A figure of the text cannot be reckoned, so it cannot be fixed."""

    zh = "数据 {chip} 无法算出（基数为零或者没有记录）"
    en = "{chip} cannot be reckoned: its base is nothing, or there is no record"
    remedy_zh = "从正文中删去，或者补录所缺的记录后再核定"
    remedy_en = "take it out of the text, or enter the missing records and fix again"


class NotAsked(ReportError):
    """Nothing was asked of the unit."""

    zh = "没有向“{unit}”征集过这项材料"
    en = "nothing of this kind was asked of “{unit}”"
    remedy_zh = "先征集"
    remedy_en = "ask first"


class ReturnWithoutReasons(ReportError):
    """A part is sent back without saying why."""

    zh = "退回须写明理由"
    en = "a part is sent back with reasons"
    remedy_zh = "填写退回理由"
    remedy_en = "write the reasons"


class RecordsWait(ReportError):
    """Records that a figure counts have no place in the log yet."""

    zh = "数据 {chip} 的部分记录尚未写入日志"
    en = "some records that {chip} counts have no place in the log yet"
    remedy_zh = "请几秒后再核定"
    remedy_en = "fix the figures again in a few seconds"


class FiguresWait(ReportError):
    """The cases are being read in for the first time under the packs in use: nothing can be counted yet."""

    zh = "案件数据正在首次读入，现在还不能核定"
    en = "the cases are being read in for the first time; nothing can be fixed yet"
    remedy_zh = "请几分钟后再核定"
    remedy_en = "fix the figures again in a few minutes"


class YearNotOver(ReportError):
    """Figures of a year that goes on are not fixed."""

    zh = "{year}年尚未结束，不能核定全年数据"
    en = "{year} is not over: its figures cannot be fixed"
    remedy_zh = "年度终了后再核定"
    remedy_en = "fix them when the year is over"


class WordsChanged(ReportError):
    """The words were changed after their figures were fixed."""

    zh = "正文在核定数据之后有改动"
    en = "the text was changed after its figures were fixed"
    remedy_zh = "重新核定数据后再导出"
    remedy_en = "fix the figures again, then export"
