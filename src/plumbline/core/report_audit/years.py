"""Years that cannot be meant: far from the report's, or denied by the words beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.report_audit.dates import DAY, day_of
from plumbline.core.report_audit.remark import Remark

_STRAY: Final = re.compile(r"(20\d\d)年(?:度)?(?:以来|，?[我全本][区县市]|，?共|，?累计)")
_SOME_YEAR: Final = re.compile(r"(?<![\d-])(2\d\d\d)(?:年(?!代)|年度)")
_AS_OF: Final = re.compile(r"截[至止]到?$|截[至止]$")
_STATE: Final = re.compile(r"截[至止]到?(20\d\d)年[^，。；\n]{0,12}，(?:本年度?|今年|当年|全年)(?!初)")
"""«截至2023年11月底，本年度…»: the state of this year is of no year before."""
_PLANNED: Final = re.compile(
    r"(?:到|至|[-—–~]|于|力争|规划|目标|远景|前|以前|之前)$|到20\d\d年、$|(?:规划|远景|目标)[^。]{0,8}$"
)
_PLAN_AFTER: Final = re.compile(
    r"^度?[^。，]{0,6}(?:前|规划|目标|远景|基本建成|建成|实现|立法计划)"
    r"|^[^。，]{0,16}(?:打[下牢好]|奠定|创造)|^[^。]{0,20}(?:盼|届时|那时)|^[-—–~至到]"
)
_OWN_AFTER: Final = re.compile(
    r"^度?(?:，|全[年区县市]|[我本][区县市局]|共|累计|年?[底末]|[上下]半年|\d{1,2}月?[至到]\d{1,2}月|\d{1,2}月(?:[底末]|至\d{1,2}月|以来))"
)
"""What follows a year in which the report tells of its own doing; of years long past others may be told."""
_YEARS_PAPER: Final = re.compile(r"^度?[^，。；》\d]{0,16}(?:要点|计划|清单|目录|安排|方案|任务)")
"""A paper made for one year of work: the year is the report's or one beside it."""
_PERIOD: Final = re.compile(r"(?:自|从|[（(〔—–~-]|至)$")
_FAR_YEARS: Final = 5
_FIRST_YEAR: Final = re.compile(
    r"^[^。\n《]{0,20}?(?<![从自由比较至到])(20\d\d)年|(?:[。\n；：]|^)[^。，；\n《]{0,4}(20\d\d)年(?:，|度?全|[我本区县市共新]|累计|以来|度|[上下]半年)"
    r"|(?:报告|汇报|通报|总结|把)(20\d\d)年度?的"
)
"""The year a text without a title is of: that of its beginning, or the first in which it tells of its own doing."""
_HISTORY: Final = re.compile(
    r"，?[^。，；\n]{0,8}?(?:被(?:命名|评|确定|授予|列)|荣?获评?|(?:出台|印发|制定|成立|建成|启动|组建)(?:的|，|以来))"
)
"""What follows a year of which a text tells as history, though it names it first."""
_NEXT_DONE: Final = re.compile(
    r"(?:^|[。；\n])(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:\d{1,2}日|[底初]|[上中下]旬)?，(?P<told>[^。；\n]+)"
)
"""A sentence that tells what was done in a month."""
_TO_COME: Final = re.compile(
    r"将|(?<![模虚])拟|计划|预计|力争|争取|确保|目标|安排|打算|部署|推进|前|完成.{0,6}任务"
)
_OUT_BY: Final = 3
"""The month by whose end a report of the year before is out: it can tell of no later one."""
_JUST_PAST: Final = re.compile(r"刚刚?过去的(20\d\d)年")
_DATED: Final = re.compile(r"(20\d\d)年\d{1,2}月\d{1,2}日")
_BACKWARDS: Final = re.compile(
    r"(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:起[^。；\n]{0,8})?[至到—–~～-]{1,2}(20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?"
)
_BEFORE_LAST: Final = 2
"""Of the year before a report may tell beside its own; of one before that it tells as history."""
_NAMED_YEAR: Final = re.compile(r"(20\d\d)年")
_FULFILLED: Final = re.compile(
    r"(?:为|(?=20\d\d年度?各项)|确保|保障|推动|助推|促进|实现)了?(20\d\d)年度?"
    r"(?=[^，。；\n]{0,30}(?:保障|支撑|助力|贡献|圆满|收官|打下|奠定|注入|(?:任务|目标)[^，。；\n]{0,6}(?:完成|落地)))"
)
"""«为2024年各项任务完成提供了保障»."""
_COMPLETED: Final = re.compile(
    r"(?<!在)(?:圆满|全面|顺利|如期)完成了?(20\d\d)年度?(?![^，。；\n]{0,20}(?:考核|述法|评估|统计))[^，。；\n]{0,20}(?:任务|目标|计划)(?![^，。；\n]{0,6}基础上)"
)
_STOOD: Final = re.compile(
    r"(?<![对将凡])截[至止]到?(20\d\d)年(?:年?[底末]|\d{1,2}月(?:\d{1,2}日|[底末])?)(?:，|(?=。)|[我本全][区县市])(?P<told>[^。；\n]{0,60})"
)
"""A state at the end of a year, told as the latest; «截至2023年底在岗的» says of whom it speaks."""
_WHOLE_OF: Final = re.compile(r"(?:^|(?<=[。；\n]))[ \t　]*(20\d\d)年全年(?P<told>[^。；\n]*\d[^。；\n]*)")
_HELD: Final = re.compile(
    r"(?:召开|举办|开展|组织)了?(20\d\d)年度[^，。；\n]{0,20}(?:会议|活动|培训|检查|评查)"
)
_YEARS_END: Final = re.compile("年?(?:年?[底末]|12月(?:31日|[底末])?)(?=，|[我本全])")
_COMPARES: Final = re.compile("[较比]|同期|增|减|本年|今年|全年")
_SINCE: Final = re.compile(
    r"(20\d\d)年以来，(?=(?P<told>[^。；\n]{0,60}))[^。；，\n]{0,12}?(?:全年|年内|本年度?|今年)"
)
_TOLD_OF: Final = re.compile(
    r"(?:^|[。；\n])[ 　]*(?:展望|面向|进入)?(20\d\d)年(?:度|全年)?"
    r"(?:，|(?=[我本全][区县市]))(?P<told>[^。；\n]{4,120})"
)
_ROW: Final = 300
"""Characters before a year among which the row of clauses began that it stands in."""
_AGAINST_LAST: Final = re.compile("同比|[较比]上一?年|[较比]去年")
_WILL: Final = re.compile(
    r"[^，]{0,8}(?:将|要)(?:继续|进一步|着力|持续|坚持|以|深入|全面|不断|加[大强快]|强化|推[进动]|落实|完善|健全|聚焦|围绕|紧扣|抓好|严格"
    "|提升|深化|努力|重点|着重)"
)
_HEADING: Final = (
    r"(?m)^[ \t　]*[（(]?[一二三四五六七八九十]{1,2}[）)、.．][ 　]*(20\d\d)年度?[^。，\d\n]{0,16}"
)
_PLAN_HEADING: Final = re.compile(rf"{_HEADING}(?:安排|打算|计划|思路|谋划|部署|设想)[ 　]*$")
_WORK_HEADING: Final = re.compile(rf"{_HEADING}(?:举措|成效|做法|主要工作|工作情况|开展情况)[ 　]*$")
_ANY_HEADING: Final = re.compile(r"(?m)^[ \t　]*[一二三四五六七八九十]{1,2}[、.．]")
_BACK_IN: Final = re.compile(
    r"(?:(?<=[。；\n])|(?<=[到至于在]))[ \t　]*(20\d\d)年(?:年?底|末|内|底前|，(?![^。；\n]{0,40}(?:了|已|累计)))"
)
_SIGNS: Final = re.compile(r"年(?:\d|.{0,3}(?:报告|工作基础))")
_THIS_REPORT: Final = re.compile(
    r"(?:现将|现就|以上[是为]?)[^。，；\d\n]{0,8}(20\d\d)年度?(?=[^。，；\n]{0,24}(?:如下|情况[。！]))"
)
"""«现将2024年工作情况报告如下», «以上是我区2024年法治政府建设情况。»."""
_OTHER_BEGUN: Final = re.compile(
    r"(?:^|(?<=[。\n]))[ \t　]*(20\d\d)年度?，(?=[^。\n]{0,120}(?:现将|现就)[^。，；\d\n]{0,8}(?P<about>20\d\d)年)"
)
"""«2024年，我区……，现将2025年情况报告如下»: the sentence begins with another year than the one it reports on."""
_HEAD_LINE: Final = re.compile(
    r"[ \t　\n]*([^。，；：\n《\d]{0,30})(20\d\d)年度?[^。，；：\n《\d]{0,24}"
    r"(?:报告|统计|总结|情况|年报|通报|说明|数据|小结|汇报)[^。，\n\d]{0,8}\n"
)
"""The line at the head of a paper that tells of a year."""
_PLACE: Final = 2
"""Characters by which the place or body of the head line is known again."""
_COUNTED_FROM: Final = re.compile(
    r"统计(?:期间|时段|时间|范围|周期|区间|口径)[^。；\n\d]{0,8}(20\d\d)年1月1日"
)
_OPENS: Final = re.compile(
    r"(?:^|(?<=[。；\n]))[ \t　]*(20\d\d)年度?(?P<whole>全年)?，(?P<told>[^\n]{4,160})"
)
"""A sentence that opens with a year, and what its paragraph goes on to say."""
_REPORTS: Final = re.compile("现将|坚持以|深入学习|认真贯彻|全面贯彻")
"""How the first sentence under the head goes on, in which a report tells of its own year."""
_OWN_AREA: Final = re.compile("(?:全|我|本)(?:县|区|市|镇|乡|局|街道)")
_THIS_YEAR_IS: Final = re.compile("今年是(20\\d\\d)年")
_SIGNED: Final = re.compile(r"(?m)^[ \t　]*(20\d\d)年[1-6]月\d{1,2}日[ \t　]*\Z")
"""The line under a report: a day in the first half of the year that it reports on is one of the year behind."""
_OF_LAST_CENTURY: Final = re.compile(r"(?<!\d)19(\d\d)年(?=度|\d{1,2}月|全|上半年|下半年)")


def stray_years(text: str, year: int | None = None) -> Iterator[Remark]:
    """Every year of a text that cannot be meant; `year` is that of its title, else the text is of its first year."""
    said: set[int] = set()
    for one in _denied(text, year):
        if one.start not in said:
            said.add(one.start)
            yield one


def _denied(text: str, year: int | None) -> Iterator[Remark]:
    """By each way of knowing it, so that one may come more than once."""
    told = (match for match in _FIRST_YEAR.finditer(text) if not _HISTORY.match(text, match.end()))
    first = next(told, None)
    about = year or (int(first[1] or first[2] or first[3]) if first else None)
    if about is not None:
        for match in _STATE.finditer(text):
            if int(match[1]) < about:
                yield _stray(match, about)
        yield from _not_yet(text, about)
        yield from _far_years(text, about)
        yield from _own_doing(text, about)
        yield from _since(text, about)
        for match in _THIS_YEAR_IS.finditer(text):
            if int(match[1]) not in (about, about + 1):
                yield _stray(match, about)
    if year is not None:
        yield from _titled(text, year)
    yield from _of_its_own(text)
    worked = [int(match[1]) for match in _WORK_HEADING.finditer(text)] + ([] if year is None else [year])
    for match in _PLAN_HEADING.finditer(text):
        if worked and int(match[1]) <= max(worked):
            yield _stray(match, max(worked))
    for match in _OTHER_BEGUN.finditer(text):
        if match[1] != match["about"]:
            yield _stray(match, int(match["about"]))
    yield from _wrong_years(text)


def _stray(match: re.Match[str], about: int) -> Remark:
    """What is said of a year that stands in the first group."""
    return Remark("year_stray", *match.span(1), {"year": str(about), "words": match[0].strip()})


def _of_its_own(text: str) -> Iterator[Remark]:
    """What the year of the line at a text's head denies, whatever kind of paper it is: the period that is counted, its
    own doing told of the year before, what is still to come told of the year itself.
    """
    head = _HEAD_LINE.match(text)
    if head is None:
        return
    about, place = int(head[2]), head[1].strip()[:_PLACE]
    for match in _COUNTED_FROM.finditer(text, head.end()):
        if int(match[1]) == about - 1:
            yield _stray(match, about)
    for match in _STRAY.finditer(text, head.end()):
        if int(match[1]) == about - 1 and match[0].endswith("以来") and text[match.start() - 1] not in "自从":
            yield _stray(match, about)
    for match in _OPENS.finditer(text, head.end()):
        told, year = match["told"], int(match[1])
        if year == about and _WILL.match(told):
            yield _stray(match, about)
        if (
            year != about - 1
            or _NAMED_YEAR.search(told)
            or _AGAINST_LAST.search(told)
            or _HISTORY.match(told)
        ):
            continue
        if _REPORTS.search(told) and match.start(1) - head.end() < _PLACE:
            yield _stray(match, about)
            continue
        is_own = match["whole"] or (len(place) == _PLACE and told.startswith(place)) or _OWN_AREA.match(told)
        if is_own and re.search(r"\d", told):
            yield _stray(match, about)


def _since(text: str, about: int) -> Iterator[Remark]:
    """«2014年以来，我县全年召开……»: what is told of a whole year cannot have begun in another."""
    for match in _SINCE.finditer(text):
        if int(match[1]) < about and not _NAMED_YEAR.search(match["told"]):
            yield _stray(match, about)


def _titled(text: str, year: int) -> Iterator[Remark]:
    """What only a report with its year in the title denies: its own doing in the year before, work of another year
    under a heading, a day of signing before the year was over.
    """
    for match in _STRAY.finditer(text):
        if int(match[1]) == year - 1:
            yield _stray(match, year)
    for match in _WORK_HEADING.finditer(text):
        if int(match[1]) != year:
            yield _stray(match, year)
    for match in _WHOLE_OF.finditer(text):
        if int(match[1]) == year - 1 and not _COMPARES.search(match["told"].replace("全年", "")):
            yield _stray(match, year)
    for match in _STOOD.finditer(text):
        at_end = _YEARS_END.match(text, match.end(1))
        told = match["told"]
        if int(match[1]) == year + 1 and at_end:
            yield _stray(match, year)
        if int(match[1]) == year - 1 and at_end and not (_NAMED_YEAR.search(told) or _COMPARES.search(told)):
            yield _stray(match, year)
    signed = _SIGNED.search(text)
    if signed is not None and int(signed[1]) == year:
        yield _stray(signed, year)


def _own_doing(text: str, about: int) -> Iterator[Remark]:
    """Years before the report's in words by which a report speaks of its own: its task fulfilled, its state at the end,
    what it will go on to do, its numbers against the year before.
    """
    named = set(_NAMED_YEAR.findall(text))
    for pattern in (_FULFILLED, _COMPLETED):
        for match in pattern.finditer(text):
            if int(match[1]) < about:
                yield _stray(match, about)
    for match in _HELD.finditer(text):
        if int(match[1]) <= about - _BEFORE_LAST:
            yield _stray(match, about)
    yield from _planned_back(text, about)
    titled = re.match(rf"\s*[^。，\n]{{0,30}}{about}年度[^。，\n]{{0,20}}报告\s*\n", text)
    for match in _THIS_REPORT.finditer(text):
        begun = re.search(rf"(?:^|\n)[ \t　]*{about}年，", text[: match.start(1)])
        if (titled or begun) and int(match[1]) == about - 1 and not match[0].startswith("以上"):
            yield _stray(match, about)
        if int(match[1]) <= about - (1 if match[0].startswith("以上") else _BEFORE_LAST):
            yield _stray(match, about)
    for match in _STOOD.finditer(text):
        if int(match[1]) <= about - _BEFORE_LAST and not _NAMED_YEAR.search(match["told"]):
            yield _stray(match, about)
    for match in _TOLD_OF.finditer(text):
        told = int(match[1])
        in_a_row = told + 1 < about and str(told + 1) in named
        if (told == about - 1 and _begun(text, match, about)) or (
            told < about and _WILL.match(match["told"])
        ):
            yield _stray(match, about)
        elif told > about - _BEFORE_LAST or in_a_row or _NAMED_YEAR.search(match["told"]):
            continue
        whole_year = match.start("told") - match.end(1) > len("年度，")
        if whole_year or _AGAINST_LAST.search(match["told"]):
            yield _stray(match, about)


def _planned_back(text: str, about: int) -> Iterator[Remark]:
    """Under the heading of next year's plan: what will be done in the year that is over, or by its end."""
    for head in _PLAN_HEADING.finditer(text):
        if int(head[1]) != about + 1:
            continue
        next_head = _ANY_HEADING.search(text, head.end())
        for match in _BACK_IN.finditer(text, head.end(), next_head.start() if next_head else len(text)):
            if int(match[1]) == about and not _SIGNS.match(text, match.end(1)):
                yield _stray(match, about + 1)


def _begun(text: str, match: re.Match[str], about: int) -> bool:
    """«2024年，全县……；2023年，全县新创建……»: the row of one year's doing is broken by the year before, which nothing
    is held against and of which nothing is told as history.
    """
    before = text[max(0, match.start() - _ROW) : match.start() + 1]
    own = re.search(rf"(?:^|[。；\n）) 　]){about}年，[^。]{{0,{_ROW}}}；$", before)
    told = match["told"]
    return bool(own and re.match("[全我本][区县市]", told)) and not (
        _NAMED_YEAR.search(told) or _AGAINST_LAST.search(told) or _HISTORY.match(told)
    )


def _far_years(text: str, about: int) -> Iterator[Remark]:
    """A year of the running text that lies far from the report's: 2014 or 2042 for 2024. Plans may reach ahead and
    history back, where the words say so; a state «as of» may do neither.
    """
    for match in _SOME_YEAR.finditer(text):
        told = int(match[1])
        before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 20]
        if not (about + 1 < told or told <= about - _FAR_YEARS):
            continue
        if told > about and f"{told - 1}年" in text:
            continue  # a row of years
        if _AS_OF.search(before) or not _is_meant(told, about, before, after):
            words = match[0] if not _AS_OF.search(before) else text[match.start() - 2 : match.end()]
            yield Remark("year_stray", *match.span(), {"year": str(about), "words": words})


def _not_yet(text: str, about: int) -> Iterator[Remark]:
    """A month told as past in which a report of the year before had long been out; not where a later day is named."""
    told = list(_NEXT_DONE.finditer(text))
    if not told:
        return
    latest = max(
        (day for match in DAY.finditer(text) if (day := day_of(match)) is not None), default=dt.date.min
    )
    for match in told:
        year, month = int(match["year"]), int(match["month"])
        later = (latest.year, latest.month) > (year, month)
        if year == about + 1 and _OUT_BY < month <= 12 and not later and not _TO_COME.search(match["told"]):
            words = text[match.start("year") : match.start("told") - 1]
            place = match.start("year"), match.start("told") - 1
            yield Remark("year_stray", *place, {"year": str(about), "words": words})


def _wrong_years(text: str) -> Iterator[Remark]:
    """A year that the words beside it deny: a period that ends before it begins, a year just past that is none by the
    date of the text, a century too early in a text of the same year.
    """
    dated = _DATED.search(text)
    if dated is not None:
        for match in _JUST_PAST.finditer(text):
            if int(match[1]) not in (int(dated[1]) - 1, int(dated[1])):
                yield Remark("year_stray", *match.span(), {"year": str(int(dated[1]) - 1), "words": match[0]})
    for match in _BACKWARDS.finditer(text):
        if int(match[2]) < int(match[1]):
            yield Remark("year_stray", *match.span(), {"year": match[1], "words": match[0]})
    own = {one[2:] for one in re.findall(r"(?<!\d)(20\d\d)年", text)}
    for match in _OF_LAST_CENTURY.finditer(text):
        if match[1] in own:
            yield Remark("year_stray", *match.span(), {"year": f"20{match[1]}", "words": match[0]})


def _is_meant(told: int, about: int, before: str, after: str) -> bool:
    """Whether the words around a far year say that a plan or what others once did is told."""
    if _turned(told, about):
        return False
    if told > about:
        return bool(_PLANNED.search(before) or _PLAN_AFTER.search(after))
    own = _OWN_AFTER.search(after) and not _PERIOD.search(before)
    return not (own or _YEARS_PAPER.search(after))


def _turned(told: int, about: int) -> bool:
    """Whether the year is the report's, or one beside it, with its digits in another order."""
    return any(sorted(str(told)) == sorted(str(about + step)) for step in (-1, 0, 1))
