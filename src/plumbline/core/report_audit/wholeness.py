"""What a yearly report must hold, when it must be out, and years in it that cannot be meant.

Sections: 法治政府建设与责任落实督察工作规定 art. 24, as a county's catalogue quotes it (⟨S⟩). Public before 1 April.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.report_audit.dates import FIGURES, impossible_days, wrong_weekdays
from plumbline.core.report_audit.named_counts import named_counts
from plumbline.core.report_audit.published import late, named_late, sent_late, statistics_late
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.slips import slips
from plumbline.core.report_audit.years import stray_years

_SECTION_WORDS: Final = {
    "上一年度推进法治政府建设的主要举措和成效": (
        "主要(?:举措|做法|措施|工作|成效)|(?:重点|各项)?工作(?:情况|举措|成效|开展|推进|进展|措施|完成)|举措(?:和|与|及)|措施(?:和|与|及)"
        "|做法(?:和|与|及)|成效"
    ),
    "存在的不足和原因": "不足|存在的?(?:主要|突出|一些)?问题|问题(?:和|与|及)|困难|短板|薄弱环节|差距",
    "党政主要负责人履行推进法治建设第一责任人职责": "第一责任人|关键少数[^。\n]{0,8}(?:履|职|作用|责任|引领|带头)"
    r"|主要负责人[^。\n]{0,14}履[行职]|履行推进法治建设"
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
_YEAR: Final = re.compile(
    r"(?m)^[^。，\n]{0,40}?(20\d\d)\s*年度?[^。，\n]{0,20}(?:法治政府建设|依法行政)[^。，\n]{0,20}报告(?=[\s）)]|$)"
)
_ANY_YEAR: Final = re.compile(
    r"(?m)^[^。，\n]{0,40}?(20\d\d)\s*年度?[^。，\n]{0,20}法治政府建设[^。，\n]{0,20}报告"
)
_NAMED: Final = re.compile("《[^》]*$")
"""Before its year: the report is spoken of in a sentence, and the text may be of another year."""
_TITLE_YEAR: Final = re.compile(
    r"\s*[^。，\n]{0,20}?(20\d\d)\s*年度?[^。，\n]{0,6}法治政府建设(?:工作)?情况[^。，\n]{0,10}\n"
)
"""A line of its own at the head that names a report without the word."""


def wholeness(text: str, year: int | None = None) -> Iterator[Remark]:
    """Sections that are missing, a date that is late, gaps and slips; `year` of the report, else as its title says."""
    head = _CHINESE_YEAR.sub(lambda match: match[0].translate(FIGURES), text[:400])
    titled = _ANY_YEAR.search(head)
    given, year = year, year or (int(titled[1]) if titled else None)
    if (_YEAR.search(head) or len(text) > 1_500) and not _EXTRACT.search(head):
        yield from _sections(text)
    about = _TITLE_YEAR.match(text) if year is None else None
    year = int(about[1]) if about else year
    if year is not None:
        yield from late(text, year)
        yield from sent_late(text, year)
    yield from statistics_late(text)
    yield from named_late(text)
    is_title = titled is None or _NAMED.search(head[: titled.start(1)].rpartition("\n")[2]) is None
    yield from stray_years(text, year if is_title else given)
    yield from slips(text)
    yield from named_counts(text)
    for start, end in (*impossible_days(text), *wrong_weekdays(text)):
        yield Remark("date_impossible", start, end, {"words": text[start:end]})


def _sections(text: str) -> Iterator[Remark]:
    headings = _HEADING.findall(text)
    where = "\n".join(headings) if len(headings) >= _FEW else text
    for section, pattern in SECTIONS.items():
        if not pattern.search(where):
            yield Remark("section_missing", data={"section": section})
