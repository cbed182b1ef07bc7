"""What a yearly report must hold, when it must be out, and years in it that cannot be meant.

Sections: 法治政府建设与责任落实督察工作规定 art. 24, as a county's catalogue quotes it (⟨S⟩). Public before 1 April.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.slips import slips

_SECTION_WORDS: Final = {
    "上一年度推进法治政府建设的主要举措和成效": (
        "主要(?:举措|做法|措施|工作|成效)|(?:重点|各项)?工作(?:情况|举措|成效|开展|推进|进展|措施|完成)|举措(?:和|与|及)|措施(?:和|与|及)"
        "|做法(?:和|与|及)|成效"
    ),
    "存在的不足和原因": "不足|存在的?(?:主要|突出|一些)?问题|问题(?:和|与|及)|困难|短板|薄弱环节|差距",
    "党政主要负责人履行推进法治建设第一责任人职责": "第一责任人|主要负责人[^。\n]{0,14}履[行职]|履行推进法治建设"
    r"|(?m:^[^。\n]{0,8}(?:书记|区长|县长|市长|镇长|乡长|局长|党政(?:正职|一把手)|主要领导)[^。\n\d]{0,8}(?:抓|履职|履行|推动|推进)[^。，\n]{0,12}$)",
    "下一年度主要安排": (
        "下一?年度?|下一?步|下一阶段|明年|来年|(?:20[0-9]{2}|二[〇○零0][二三][〇○零一二三四五六七八九])年度?"
        "(?:法治政府建设|法治建设)?的?(?:工作|主要|重点)?(?:安排|打算|计划|任务|思路|重点|谋划|考虑|设想|部署|目标)"
        "|(?:工作|主要|重点)(?:安排|打算|计划)|工作思路|努力方向"
    ),
}
SECTIONS: Final = {name: re.compile(words) for name, words in _SECTION_WORDS.items()}
"""The parts a report must have, and the words by which each is known."""
_HEADING: Final = re.compile(
    r"(?m)^[ \t　]*(?:[（(]?[一二三四五六七八九十]{1,2}[）)、.．]|[壹贰叁肆伍陆柒捌][、 　])[^。\n]{0,40}"
)
_EXTRACT: Final = re.compile("概述|摘要|提要|节录|节选|摘编")
"""A page that shows a piece of a report owes no sections."""
_FEW: Final = 3
"""With so many headings, a section is looked for in them, and not in what the text says anywhere."""
_CHINESE_YEAR: Final = re.compile(r"二[〇○零0][二三][〇○零一二三四五六七八九]年")
_FIGURES: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR: Final = re.compile(
    r"(?m)^[^。，\n]{0,40}?(20\d\d)\s*年度?[^。，\n]{0,20}(?:法治政府建设|依法行政)[^。，\n]{0,20}报告(?=[\s）)]|$)"
)
_ANY_YEAR: Final = re.compile(
    r"(?m)^[^。，\n]{0,40}?(20\d\d)\s*年度?[^。，\n]{0,20}法治政府建设[^。，\n]{0,20}报告"
)
_TITLE_YEAR: Final = re.compile(
    r"\s*[^。，\n]{0,20}?(20\d\d)\s*年度?[^。，\n]{0,6}法治政府建设(?:工作)?情况[^。，\n]{0,10}\n"
)
"""A line of its own at the head that names a report without the word."""
_DAY: Final = re.compile(
    r"(20\d\d)(?:\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|([-/.])(\d{1,2})\4(\d{1,2})(?!\d))"
)
_CHINESE_DAY: Final = re.compile(
    r"(二[〇○零0][二三][〇○零一二三四五六七八九])年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_OUT: Final = re.compile(
    r"(?:公开|公布|发布|成文|印发)(?:日期|时间)?\s*[:：]\s*$|(?:报告|全文|本文|[此本该]件)[^。\n]{0,12}[于在]$"
)
_IS_OUT: Final = re.compile(r"^[^。，\n]{0,24}(?:公开|公布|发布)")
_MONTH_OUT: Final = re.compile(
    r"(?:报告|全文)[^。\n]{0,12}(20\d\d)年(\d{1,2})月(?!\d)[^日。，\n]{0,20}(?:公开|公布|发布)"
)
_LINE_OUT: Final = re.compile(
    r"(?m)^[ \t　]*[（(](20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日(?:首次)?(?:公布|公开|发布|印发)[）)][ \t　]*$"
)
_DATELINE: Final = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日[电讯]")
_NEWLY_OUT: Final = re.compile(r"报告.{0,12}(?:今[天日]|首次)[^。\n]{0,10}(?:公开|公布|发布|上网)")
_DAY_OUT: Final = re.compile(r"(?:上网|公开|公布|发布)(?:日期|时间)")
_OWN_REPORT: Final = re.compile("法治政府建设[^｜|\t]{0,10}报告")
_STRAY: Final = re.compile(r"(20\d\d)年(?:度)?(?:以来|，?[我全本][区县市]|，?共|，?累计)")
_SOME_YEAR: Final = re.compile(r"(?<![\d-])(2\d\d\d)(?:年(?!代)|年度)")
_AS_OF: Final = re.compile(r"截[至止]到?$|截[至止]$")
_STATE: Final = re.compile(r"截[至止]到?(20\d\d)年[^，。；\n]{0,12}，(?:本年度?|今年|当年)(?!初)")
"""«截至2023年11月底，本年度…»: the state of this year is of no year before."""
_PLANNED: Final = re.compile(
    r"(?:到|至|[-—–~]|于|力争|规划|目标|远景|前|以前|之前)$|到20\d\d年、$|(?:规划|远景|目标)[^。]{0,8}$"
)
_PLAN_AFTER: Final = re.compile(
    r"^度?[^。，]{0,6}(?:前|规划|目标|远景|基本建成|建成|实现|立法计划)"
    r"|^[^。]{0,20}(?:盼|届时|那时)|^[-—–~至到]"
)
_OWN_AFTER: Final = re.compile(
    r"^度?(?:，|全[年区县市]|[我本][区县市局]|共|累计|年?[底末]|[上下]半年|\d{1,2}月(?:[底末]|至\d{1,2}月|以来))"
)
"""What follows a year in which the report tells of its own doing; of years long past others may be told."""
_YEARS_PAPER: Final = re.compile(r"^度?[^，。；》\d]{0,16}(?:要点|计划|清单|目录|安排|方案|任务)")
"""A paper made for one year of work: the year is the report's or one beside it."""
_PERIOD: Final = re.compile(r"(?:自|从|[（(〔—–~-]|至)$")
_FAR_YEARS: Final = 5
_FIRST_YEAR: Final = re.compile(
    r"^[^。\n]{0,20}?(20\d\d)年|(?:[。\n；：]|^)[^。，；\n]{0,4}(20\d\d)年(?:，|度?全|[我本区县市共新]|累计|以来|度|[上下]半年)"
    r"|(?:报告|汇报|通报|总结|把)(20\d\d)年度?的"
)
"""The year a text without a title is of: that of its beginning, or the first in which it tells of its own doing."""


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
_OF_LAST_CENTURY: Final = re.compile(r"(?<!\d)19(\d\d)年(?=度|\d{1,2}月|全|上半年|下半年)")


def wholeness(text: str, year: int | None = None) -> Iterator[Remark]:
    """Sections that are missing, a date that is late, gaps and slips; `year` of the report, else as its title says."""
    head = _CHINESE_YEAR.sub(lambda match: match[0].translate(_FIGURES), text[:400])
    titled = _ANY_YEAR.search(head)
    year = year or (int(titled[1]) if titled else None)
    if (_YEAR.search(head) or len(text) > 1_500) and not _EXTRACT.search(head):
        yield from _sections(text)
    about = _TITLE_YEAR.match(text) if year is None else None
    year = int(about[1]) if about else year
    if year is not None:
        yield from _late(text, year)
        for match in _STRAY.finditer(text):
            if int(match[1]) == year - 1:
                yield Remark("year_stray", *match.span(), {"year": str(year), "words": match[0]})
    yield from _far_years(text, year)
    yield from _wrong_years(text)
    yield from slips(text)


def _sections(text: str) -> Iterator[Remark]:
    headings = _HEADING.findall(text)
    where = "\n".join(headings) if len(headings) >= _FEW else text
    for section, pattern in SECTIONS.items():
        if not pattern.search(where):
            yield Remark("section_missing", data={"section": section})


def _far_years(text: str, year: int | None) -> Iterator[Remark]:
    """A year of the running text that lies far from the report's: 2014 or 2042 for 2024. Plans may reach ahead and
    history back, where the words say so; a state «as of» may do neither.
    """
    first = _FIRST_YEAR.search(text)
    about = year or (int(first[1] or first[2] or first[3]) if first else None)
    if about is None:
        return
    for match in _STATE.finditer(text):
        if int(match[1]) < about:
            yield Remark("year_stray", *match.span(1), {"year": str(about), "words": match[0]})
    yield from _not_yet(text, about)
    for match in _SOME_YEAR.finditer(text):
        told = int(match[1])
        before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 20]
        if not (about + 1 < told or told <= about - _FAR_YEARS):
            continue
        if _AS_OF.search(before) or not _is_meant(told, about, before, after):
            words = match[0] if not _AS_OF.search(before) else text[match.start() - 2 : match.end()]
            yield Remark("year_stray", *match.span(), {"year": str(about), "words": words})


def _not_yet(text: str, about: int) -> Iterator[Remark]:
    """A month told as past in which a report of the year before had long been out; not where a later day is named."""
    told = list(_NEXT_DONE.finditer(text))
    if not told:
        return
    latest = max(
        (day for match in _DAY.finditer(text) if (day := _day(match)) is not None), default=dt.date.min
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


def _late(text: str, year: int) -> Iterator[Remark]:
    """The last whole date at the end, as a report is signed, or a date that is told as that of publication."""
    due = dt.date(year + 1, 3, 31)
    for match, day in _out(text):
        if day > due:
            yield Remark("published_late", *match.span(), {"day": day.isoformat(), "due": due.isoformat()})
            return


def _out(text: str) -> Iterator[tuple[re.Match[str], dt.date]]:
    dates = sorted([*_DAY.finditer(text), *_CHINESE_DAY.finditer(text)], key=lambda match: match.start())
    signed = [match for match in dates if match.end() > len(text) - 120]
    for match in dates:
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 30]
        is_out = _OUT.search(before) and (before.rstrip().endswith((":", "：")) or _IS_OUT.search(after))
        if (is_out or (signed and match is signed[-1] and _alone(text, match))) and (day := _day(match)):
            yield match, day
    yield from _listed_out(text)
    for match in _MONTH_OUT.finditer(text):
        if 1 <= int(match[2]) <= 12:
            yield match, dt.date(int(match[1]), int(match[2]), 1)


def _listed_out(text: str) -> Iterator[tuple[re.Match[str], dt.date]]:
    """A line that gives the day beside the report: «（2026年6月18日公布）», a dateline of news, a row of a list."""
    for pattern in (_LINE_OUT, _DATELINE):
        for match in pattern.finditer(text):
            if (pattern is _LINE_OUT or _NEWLY_OUT.search(text)) and (day := _day(match)):
                yield match, day
    column: int | None = None
    for line in re.finditer(r"[^\n]+", text):
        cells = re.split(r"[｜|\t]", line[0])
        heads = [at for at, cell in enumerate(cells) if _DAY_OUT.fullmatch(cell.strip())]
        if heads:
            column = heads[0]
        elif column is not None and column < len(cells) and _OWN_REPORT.search(line[0]):
            at = line.start() + sum(len(cell) + 1 for cell in cells[:column])
            out = _DAY.search(text, at, at + len(cells[column]))
            if out is not None and (day := _day(out)):
                yield out, day


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether a date closes its line or sentence, as a signature does; a cell of a list does not."""
    if text[: match.start()].endswith(("｜", "|", "\t")):
        return False
    return re.match(r"[ \t　]*(?:[）)。]|\n|$|印发|发布|公布)", text[match.end() :][:12]) is not None


def _day(match: re.Match[str]) -> dt.date | None:
    parts = [part for part in match.groups() if part and part not in "-/."]
    try:
        if match.re is _CHINESE_DAY:
            year = int(parts[0].translate(_FIGURES))
            return dt.date(year, _small(parts[1]), _small(parts[2]))
        return dt.date(*(int(part) for part in parts))
    except ValueError:
        return None


def _small(written: str) -> int:
    """A number below a hundred in Chinese characters."""
    tens, mark, ones = written.partition("十")
    digits = "零一二三四五六七八九"
    if not mark:
        return digits.index(written)
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)
