"""When a report was published: before 1 April of the year after, as its own words or the line under it say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.report_audit.dates import CHINESE_DAY, DAY, day_of
from plumbline.core.report_audit.remark import Remark

_OUT: Final = re.compile(
    r"(?:公开|公布|发布|成文|印发)(?:日期|时间)?\s*[:：]\s*$|(?:报告(?!的)|全文|本文|[此本该]件)[^。\n]{0,12}[于在]$"
)
_IS_OUT: Final = re.compile(r"^[^。，\n]{0,24}(?:公开|公布|发布(?!会))")
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
_NAMED_REPORT: Final = r"(20\d\d)年度?[^，。；\n《》]{0,12}(?:法治政府建设|依法行政)[^，。；\n《》]{0,12}报告"
_DAY_TOLD: Final = r"(?:(?P<named>20\d\d)年|(?P<next>次年|翌年|第二年))(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_PUBLISHED: Final = r"(?:公开|公布|发布(?!会)|公示|刊登|刊发|登载|挂网|上网)"
_REPORT_OUT: Final = re.compile(
    rf"{_NAMED_REPORT}[》”]?(?!的)(?P<between>[^。；\n《]{{0,70}}?){_DAY_TOLD}[^。，；\n]{{0,30}}?{_PUBLISHED}"
)
"""«《2024年法治政府建设年度报告》经会议审议，于2025年3月17日在门户网站公开»."""
_OUT_REPORT: Final = re.compile(
    rf"{_DAY_TOLD}，?[^。，；\n《]{{0,24}}?{_PUBLISHED}[^。，；\n《]{{0,12}}《?[^，。；\n《》]{{0,12}}?{_NAMED_REPORT}"
)
_SENTENCE: Final = 120
"""Characters before a day among which its sentence says what came out on it."""
_DAY_FIRST: Final = re.compile(
    rf"{_DAY_TOLD}，?《?[^。，；\n《》]{{0,16}}?{_NAMED_REPORT}》?[^。，；\n]{{0,24}}?{_PUBLISHED}"
)
_STATISTICS: Final = re.compile(
    r"\s*[^。，\n]{0,30}?(20\d\d)\s*年度?[^。，\n]{0,6}行政执法[^。，\n]{0,8}(?:统计|数据)[^。，\n]{0,10}(?:\n|$)"
)
"""The line at the head of the yearly statistics, due by 31 January."""
_STATISTICS_OF: Final = re.compile(
    r"\s*[^。，\n]{0,20}?行政执法[^。，\n]{0,8}(?:统计|数据)[^。，\n]{0,10}[（(](20\d\d)\s*年度?[）)]\s*(?:\n|$)"
)
_FIGURES_OUT: Final = re.compile(
    r"(?:^|[\n。，；])(?:以上|本|有关|相关|上述|全部|统计|数据|年报|结果|报告|已|[于在])*(20\d\d)年(\d{1,2})月(\d{1,2})日，?[^。，；\n《]{0,16}(?:公布|公开|公示|发布)(?=[。；，\n]|$)"
)
"""In such a text the day on which its figures came out, where nothing else is named that did."""
_NAMED_FIGURES: Final = re.compile(
    r"(?P<of>20\d\d)年度?行政执法[^。，；\n《]{0,4}(?:统计|数据)[^。；\n《》]{0,60}?(?P<told>(20\d\d)年(\d{1,2})月(\d{1,2})日)[^。，；\n《]{0,16}(?:公布|公开|公示|发布)(?=[。；，\n]|$)"
)
_OWN: Final = re.compile(r"(?:[本该此]报告|年度报告|[（(])[^。；\n]{0,10}$")
_SENT: Final = re.compile(
    r"，?[^。，；\n]{0,6}(?:报送|上报|报)(?:了)?(?:本级|同级)?[^。，；\n]{0,8}(?:党委|区委|县委|市委|镇委|人大|政府|上一级|局)"
)
"""To whom it owes the report by the end of February: the Party committee, the congress, the level above."""
_CLAUSE: Final = 24
_BY_ITSELF: Final = re.compile(r"(?:^|[，、》”])[^，、的]{0,8}$")
"""Right before the day no other matter is named that was published on it."""


def named_late(text: str) -> Iterator[Remark]:
    """A sentence that names a report with its year and tells on which day it came out."""
    for pattern in (_REPORT_OUT, _OUT_REPORT, _DAY_FIRST):
        for match in pattern.finditer(text):
            between = match["between"] if pattern is _REPORT_OUT else ""
            of = int(match[1] if pattern is _REPORT_OUT else match[match.lastindex or 0])
            if not _BY_ITSELF.search(between):
                continue
            out = int(match["named"] or of + 1), int(match["month"]), int(match["day"])
            if out > (of + 1, 3, 31):
                day, due = f"{out[0]}-{out[1]:02}-{out[2]:02}", f"{of + 1}-03-31"
                yield Remark(
                    "published_late", match.start("month"), match.end("day"), {"day": day, "due": due}
                )


def late(text: str, year: int) -> Iterator[Remark]:
    """The last whole date at the end, as a report is signed, or a date that is told as that of publication."""
    due = dt.date(year + 1, 3, 31)
    for match, day in _out(text):
        if day > due:
            yield Remark("published_late", *match.span(), {"day": day.isoformat(), "due": due.isoformat()})
            return


def statistics_late(text: str) -> Iterator[Remark]:
    """A body's yearly statistics of enforcement, by the line at its head, put out after 31 January of the next year."""
    titled = _STATISTICS.match(text) or _STATISTICS_OF.match(text)
    if titled is None:
        yield from _figures_late(text)
        return
    due = dt.date(int(titled[1]) + 1, 1, 31)
    told = [(match, day) for match in _FIGURES_OUT.finditer(text) if (day := day_of(match))]
    for match, day in (*told, *_out(text)):
        if day > due:
            yield Remark("published_late", *match.span(), {"day": day.isoformat(), "due": due.isoformat()})
            return


def _figures_late(text: str) -> Iterator[Remark]:
    """«2025年度行政执法统计数据由26个部门报送，2026年3月6日在网站公开»: told in a text that has another head."""
    for match in _NAMED_FIGURES.finditer(text):
        due, told = dt.date(int(match["of"]) + 1, 1, 31), DAY.match(match["told"])
        day = None if told is None else day_of(told)
        if day is not None and day > due:
            yield Remark(
                "published_late", *match.span("told"), {"day": day.isoformat(), "due": due.isoformat()}
            )
            return


def sent_late(text: str, year: int) -> Iterator[Remark]:
    """The report sent to who is above or beside after February, as its own words say."""
    due = dt.date(year + 1, 3, 1) - dt.timedelta(days=1)
    for match in DAY.finditer(text):
        day, own = day_of(match), _OWN.search(text, max(0, match.start() - _CLAUSE), match.start())
        if day is not None and own is not None and day > due and _SENT.match(text, match.end()):
            yield Remark("published_late", *match.span(), {"day": day.isoformat(), "due": due.isoformat()})


def _out(text: str) -> Iterator[tuple[re.Match[str], dt.date]]:
    dates = sorted([*DAY.finditer(text), *CHINESE_DAY.finditer(text)], key=lambda match: match.start())
    signed = [match for match in dates if match.end() > len(text) - 120]
    for match in dates:
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 30]
        is_out = _OUT.search(before) and (before.rstrip().endswith((":", "：")) or _IS_OUT.search(after))
        if (is_out or (signed and match is signed[-1] and _alone(text, match))) and (day := day_of(match)):
            yield match, day
    yield from _listed_out(text)
    for match in _MONTH_OUT.finditer(text):
        if 1 <= int(match[2]) <= 12:
            yield match, dt.date(int(match[1]), int(match[2]), 1)


def _listed_out(text: str) -> Iterator[tuple[re.Match[str], dt.date]]:
    """A line that gives the day beside the report: «（2026年6月18日公布）», a dateline of news, a row of a list."""
    for pattern in (_LINE_OUT, _DATELINE):
        for match in pattern.finditer(text):
            if (pattern is _LINE_OUT or _NEWLY_OUT.search(text)) and (day := day_of(match)):
                yield match, day
    column: int | None = None
    for line in re.finditer(r"[^\n]+", text):
        cells = re.split(r"[｜|\t]", line[0])
        heads = [at for at, cell in enumerate(cells) if _DAY_OUT.fullmatch(cell.strip())]
        if heads:
            column = heads[0]
        elif column is not None and column < len(cells) and _OWN_REPORT.search(line[0]):
            at = line.start() + sum(len(cell) + 1 for cell in cells[:column])
            out = DAY.search(text, at, at + len(cells[column]))
            if out is not None and (day := day_of(out)):
                yield out, day


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether a date closes its line or sentence, as a signature does; a cell of a list does not."""
    if text[: match.start()].endswith(("｜", "|", "\t")):
        return False
    if text[: match.start()].endswith(("于", "在")):
        words = text[max(0, match.start() - _SENTENCE) : match.start()]
        words = re.split(r"[。\n；]", words)[-1]
        if DAY.search(words) or not re.search("报告|全文|本文", words):
            return False
    return re.match(r"[ \t　]*(?:[）)。]|\n|$|印发|发布|公布)", text[match.end() :][:12]) is not None
