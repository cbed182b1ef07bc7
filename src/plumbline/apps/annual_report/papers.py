"""The report as a document in official layout, for DOCX and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.document import Document, Paragraph, Seal
from plumbline.core.reports.yearly_report import YearlyReport, lines_of
from plumbline.core.reports.yearly_text import Chip, plain


def document_of(
    report: YearlyReport, title: str, signer: str, number: Callable[[Chip], str], day: dt.date | None
) -> Document:
    """Title, sections, and who signs over the day of signature; before it there is room for one."""
    parts: list[Paragraph] = []
    for id, named, _english in report.sections:
        parts.append(Paragraph((named,), heading=True))
        parts += [Paragraph((plain(one, number),), heading=one.heading) for one in lines_of(report, id)]
    return Document(
        kind=report.title,
        layout=Layout.NOTICE,
        volume=Volume.MAIN,
        title=title,
        parts=tuple(parts),
        seal=Seal((signer,), day),
    )
