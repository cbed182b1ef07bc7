"""Monthly sheet and half-year report to the government as papers, made of figures and records; nothing is typed.

监督条例 §6 ¶1: the supervising body reports to its government at regular times. No text read states a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plumbline.apps.supervision.queries.board import BY_KEY, INDICATORS
from plumbline.apps.supervision.queries.indicators import IndicatorLine
from plumbline.core.clocks.civil import date_of
from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.chinese_forms import chinese_date
from plumbline.core.reports.document import Document, ListTable, Paragraph, Part, Seal

SHEET: Final = (
    "running",
    "red",
    "amber",
    "begun",
    "ended",
    "breaches",
    "found",
    "mended",
    "excused",
    "overdue",
)
_RULES: Final = ("序号", "规则要求", "未决违反")
_CAMPAIGNS: Final = ("序号", "监督检查", "受检单位", "已销号单位")
_ROUNDS: Final = ("序号", "案卷评查", "抽取案卷", "清单案卷")


@dataclass(frozen=True, slots=True)
class Told:
    """What a report is made of. `organs` are number and name, `figures` by indicator and organ."""

    bureau: str
    first: int
    last: int
    organs: Sequence[tuple[str, str]]
    figures: Mapping[str, Mapping[str, int]]
    rules: Sequence[tuple[str, int]] = ()
    campaigns: Sequence[tuple[str, int, int]] = ()
    rounds: Sequence[tuple[str, int, int]] = ()
    statistics: Sequence[IndicatorLine] = ()

    def total(self, key: str) -> int:
        """The figure of all organs."""
        return sum(self.figures[key].values())

    @property
    def days(self) -> str:
        """The period in words."""
        return f"{chinese_date(date_of(self.first))}至{chinese_date(date_of(self.last))}"


def monthly_sheet(told: Told) -> Document:
    """The figures of each organ in a month."""
    parts: tuple[Part, ...] = (
        Paragraph((f"统计期间：{told.days}。存量数据为制表当日。",)),
        _by_organ(told),
        Paragraph(("各项口径：",), heading=True),
        *(Paragraph((f"{BY_KEY[key].title_zh}：{BY_KEY[key].says_zh}。",)) for key in SHEET),
        Paragraph(("统计指标：",), heading=True),
        *_statistics(told),
    )
    return Document(
        kind="行政执法监督月报表",
        layout=Layout.NOTICE,
        volume=Volume.INTERNAL,
        title="行政执法监督月报表",
        parts=parts,
        seal=_seal(told),
    )


def half_year_report(told: Told) -> Document:
    """The report to the government on half a year."""
    n = told.total
    parts: list[Part] = [
        Paragraph(("一、基本情况",), heading=True),
        Paragraph(
            (
                f"{told.days}，全区新立案卷{n('begun')}件，办结{n('ended')}件，现有在办案件{n('running')}件，"
                f"其中红色{n('red')}件、黄色{n('amber')}件、绿色{n('green')}件。",
            )
        ),
        _by_organ(told),
        Paragraph(("二、发现的问题和整改",), heading=True),
        Paragraph(
            (
                f"期间内扫描发现违反{n('found')}项，整改{n('mended')}项，经两名监督人员说明理由销项{n('excused')}项；"
                f"至今未决{n('breaches')}项。",
            )
        ),
        *_table(_RULES, told.rules, "没有未决违反。"),
        Paragraph(("三、监督工作",), heading=True),
        Paragraph((f"在办监督案件{n('matters')}件，其中报送纠正情况逾期{n('overdue')}件。",)),
        *_table(_CAMPAIGNS, told.campaigns, "期间内没有启动监督检查。"),
        *_table(_ROUNDS, told.rounds, "期间内没有组织案卷评查。"),
        Paragraph(("四、统计指标",), heading=True),
        *_statistics(told),
        Paragraph(("五、数据来源",), heading=True),
        Paragraph(("本报告的数字由系统按已存证的记录计算，各项均可打开到案件；口径如下。",)),
        *(Paragraph((f"{one.title}：{one.says}",)) for one in told.statistics),
        *(Paragraph((f"{one.title_zh}：{one.says_zh}。",)) for one in INDICATORS),
    ]
    return Document(
        kind="行政执法监督半年报告",
        layout=Layout.NOTICE,
        volume=Volume.INTERNAL,
        title="行政执法监督情况报告",
        parts=tuple(parts),
        seal=_seal(told),
    )


def half_year(day: date) -> tuple[date, date]:
    """The half year that ended last before a day."""
    if day.month > 6:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year - 1, 7, 1), date(day.year - 1, 12, 31)


def _by_organ(told: Told) -> ListTable:
    shown = [(code, name) for code, name in told.organs if any(told.figures[key].get(code) for key in SHEET)]
    rows = [(name, *(str(told.figures[key].get(code, 0)) for key in SHEET)) for code, name in shown]
    rows.append(("合计", *(str(told.total(key)) for key in SHEET)))
    heads = "机关", *(BY_KEY[key].title_zh for key in SHEET)
    return ListTable(heads, tuple(rows), tuple(range(1, len(heads))))


def _table(
    columns: tuple[str, ...], rows: Sequence[tuple[object, ...]], none: str, numbers: tuple[int, ...] = ()
) -> list[Part]:
    if not rows:
        return [Paragraph((none,))]
    told = tuple((str(place), *map(str, row)) for place, row in enumerate(rows, 1))
    counts = (at for at in range(1, len(columns)) if all(isinstance(row[at - 1], int) for row in rows))
    return [ListTable(columns, told, numbers or tuple(counts))]


def _statistics(told: Told) -> list[Part]:
    """Figures of the indicators: those of the page of figures over the same days."""
    rows = [(one.title, one.value, one.unit) for one in told.statistics]
    return _table(("序号", "指标", "数据", "单位"), rows, "没有统计指标。", (2,))


def _seal(told: Told) -> Seal:
    return Seal((told.bureau,), None)
