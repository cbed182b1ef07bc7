"""The report as a document in official layout, for DOCX and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.document import Document, Paragraph, Seal
from plumbline.core.reports.yearly_report import YearlyReport, lines_of
from plumbline.core.reports.yearly_text import Chip, plain


def document_of(report: YearlyReport, body: str, number: Callable[[Chip], str], day: dt.date) -> Document:
    """Title, sections, and the name of the body over the day."""
    parts: list[Paragraph] = []
    for id, title, _english in report.sections:
        parts.append(Paragraph((title,), heading=True))
        parts += [Paragraph((plain(one, number),)) for one in lines_of(report, id)]
    return Document(
        kind=report.title,
        layout=Layout.NOTICE,
        volume=Volume.MAIN,
        title=f"{body}{report.title}",
        parts=tuple(parts),
        seal=Seal((body,), day),
    )
