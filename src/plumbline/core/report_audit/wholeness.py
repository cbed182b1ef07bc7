"""What a yearly report must hold and when it must be out, and what was left unfinished in it.

Sections: 法治政府建设与责任落实督察工作规定 art. 24, as a county's catalogue quotes it (⟨S⟩). Public before 1 April.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.report_audit.remark import Remark

_SECTION_WORDS: Final = {
    "上一年度推进法治政府建设的主要举措和成效": (
        "主要(?:举措|做法|措施|工作)|工作(?:情况|举措|成效|开展)|举措和成效|取得的?成效"
    ),
    "存在的不足和原因": "不足|存在的?(?:主要)?问题|短板|薄弱环节|差距",
    "党政主要负责人履行推进法治建设第一责任人职责": "第一责任人",
    "下一年度主要安排": (
        "下一年度|下步|下一步|明年|(?:20[0-9]{2}年度?)?(?:工作|主要|重点)(?:安排|打算|计划|任务)|工作思路"
    ),
}
SECTIONS: Final = {name: re.compile(words) for name, words in _SECTION_WORDS.items()}
"""The parts a report must have, and the words by which each is known."""
_YEAR: Final = re.compile(
    r"(?m)^[^。，\n]{0,40}?(20\d\d)\s*年度?[^。，\n]{0,20}法治政府建设[^。，\n]{0,20}报告"
)
_DAY: Final = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_PLACEHOLDER: Final = re.compile(
    r"[×xX✕]{2,}|_{3,}|…{3,}|【[^】]{0,12}】|[（(][^（()）]{0,12}(?:待补充|待定|待核|填写|此处)[^（()）]{0,12}[)）]|待补充|待核实|TBD|\?{2,}|？{2,}|〇〇+|○○+"
)
_DOUBLED: Final = re.compile(
    r"([，。；：、])\1+|([的了和与在是为对])\2|，。|。，|、，|，、|；。|(\w{2,6})\3{2,}|：。"
)
_STRAY: Final = re.compile(r"(20\d\d)年(?:度)?(?:以来|，?我区|，?全区|，?本区|，?共|，?累计)")
_FAR: Final = re.compile(r"(?<![-—–至到])(20\d\d)年(?:，|度?全|\d{1,2}月底|底)")
_AS_OF: Final = re.compile(r"截[至止]到?(20\d\d)年")
_FAR_YEARS: Final = 5
_FIRST_YEAR: Final = re.compile(r"^[^。\n]{0,20}?(20\d\d)年")


def wholeness(text: str, year: int | None = None) -> Iterator[Remark]:
    """Sections that are missing, a date that is late, gaps and slips; `year` of the report, else as its title says."""
    titled = _YEAR.search(text[:400])
    year = year or (int(titled[1]) if titled else None)
    if titled or len(text) > 1_500:
        for section, pattern in SECTIONS.items():
            if not pattern.search(text):
                yield Remark("section_missing", data={"section": section})
    if year is not None:
        yield from _late(text, year)
        for match in _STRAY.finditer(text):
            if int(match[1]) == year - 1:
                yield Remark("year_stray", *match.span(), {"year": str(year), "words": match[0]})
    yield from _far_years(text, year)
    for kind, pattern in (("placeholder", _PLACEHOLDER), ("doubled", _DOUBLED)):
        for match in pattern.finditer(text):
            yield Remark(kind, *match.span(), {"words": match[0]})


def _far_years(text: str, year: int | None) -> Iterator[Remark]:
    """A year of the running text that lies far from the report's: 2014 or 2042 for 2024; and how things stand as of a
    year that has not come.
    """
    first = _FIRST_YEAR.search(text)
    about = year or (int(first[1]) if first else None)
    if about is None:
        return
    for match in _FAR.finditer(text):
        if abs(int(match[1]) - about) >= _FAR_YEARS:
            yield Remark("year_stray", *match.span(), {"year": str(about), "words": match[0]})
    for match in _AS_OF.finditer(text):
        if not about - _FAR_YEARS < int(match[1]) <= about + 1:
            yield Remark("year_stray", *match.span(), {"year": str(about), "words": match[0]})


def _late(text: str, year: int) -> Iterator[Remark]:
    """The last whole date that stands at the end, as a report is signed."""
    dated = [match for match in _DAY.finditer(text) if match.end() > len(text) - 120]
    if not dated:
        return
    try:
        day = dt.date(*(int(part) for part in dated[-1].groups()))
    except ValueError:
        return
    due = dt.date(year + 1, 3, 31)
    if day > due:
        yield Remark("published_late", *dated[-1].span(), {"day": day.isoformat(), "due": due.isoformat()})
