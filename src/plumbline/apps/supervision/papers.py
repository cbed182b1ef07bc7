"""Papers made of figures: the weekly digest of an organ. Forms are office practice; no text read states one."""

from __future__ import annotations

from plumbline.apps.supervision.queries.board import INDICATORS
from plumbline.apps.supervision.queries.digests import Digest
from plumbline.core.clocks.civil import date_of
from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.chinese_forms import chinese_date
from plumbline.core.reports.document import Document, FieldTable, ListTable, Paragraph, Part

_NONE = "本周没有新发现的违反。"


def digest_paper(one: Digest, organ: str) -> Document:
    """The digest of an organ and week."""
    first, last = date_of(one.first), date_of(one.first + 6)
    figures = tuple((told.title_zh, str(one.figures.get(told.key, 0)), told.says_zh) for told in INDICATORS)
    found: Part = Paragraph((_NONE,))
    if one.lines:
        rows = tuple(
            (str(place), line.number, line.says, line.when) for place, line in enumerate(one.lines, 1)
        )
        found = ListTable(("序号", "案号", "规则要求", "期限或者行为日"), rows)
    return Document(
        kind="行政执法监督周报",
        layout=Layout.NOTICE,
        volume=Volume.INTERNAL,
        title="行政执法监督周报",
        parts=(
            FieldTable(((("机关", (organ,)), ("期间", (f"{chinese_date(first)}至{chinese_date(last)}",))),)),
            Paragraph(("一、数据",), heading=True),
            ListTable(("项目", "数值", "口径"), figures, (1,)),
            Paragraph(("二、本周发现的违反",), heading=True),
            found,
        ),
    )
