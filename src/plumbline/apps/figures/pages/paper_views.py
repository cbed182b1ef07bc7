"""The tables of a year on paper, for the site and the level above (118号 (六)): DOCX to go on with, and PDF."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.closings import closings
from plumbline.apps.documents.queries import docx_of, pdf_of
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.pages.asking import FiguresAsked, Request, person_of, read_asked, seen_by
from plumbline.apps.figures.pages.list_views import title_of_table
from plumbline.apps.figures.policies import FIGURES
from plumbline.apps.figures.queries import Standing, figures, late_counts
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.indicator import Catalogue, Table
from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.document import Document, ListTable, Paragraph, Part, Seal

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
@requires(FIGURES)
def docx(request: Request) -> HttpResponse:
    """All tables of the year as one document, to go on with."""
    return _sent(request, "docx")


@require_GET
@requires(FIGURES)
def pdf(request: Request) -> HttpResponse:
    """The same, to be read."""
    return _sent(request, "pdf")


def _sent(request: Request, kind: str) -> HttpResponse:
    asked = read_asked(request)
    paper = _paper(request, asked)
    data = docx_of(paper) if kind == "docx" else pdf_of(paper)
    answer = HttpResponse(data, content_type=KINDS[kind])
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{paper.title}.{kind}')}"
    return answer


def _paper(request: Request, asked: FiguresAsked) -> Document:
    catalogue, seen = definitions().catalogue, seen_by(request)
    now = figures(asked.period, seen, now=request.now, organ=asked.organ)
    before = figures(replace(asked, year=asked.year - 1).period, seen, now=request.now, organ=asked.organ)
    own = person_of(request).organ
    named = organ_names({asked.organ, own})
    whole = seen.everything or bool(seen.divisions)
    organ = asked.organ or ("" if whole else own)
    place = named.get(organ, organ) if organ else str(settings.DISTRICT_NAME)
    parts: list[Part] = []
    for table in catalogue.tables:
        parts += [
            Paragraph((title_of_table(table),), heading=True),
            _table(table, catalogue, now, before, asked),
        ]
    told = _("Counted by date of the act from the records up to leaf {leaf} of the log.").format(
        leaf=now.leaf
    )
    parts.append(Paragraph((told,)))
    parts += _closed(request, asked)
    title = _("{place}: statistics of {year}").format(place=place, year=asked.year)
    seal = Seal((named.get(own, own),), date_of(request.today))
    return Document("statistics", Layout.NOTICE, Volume.MAIN, title, parts=tuple(parts), seal=seal)


def _closed(request: Request, asked: FiguresAsked) -> list[Part]:
    """When the year was closed, and what was entered after it was."""
    closed = closings(asked.year, now=request.now)
    own = next((one for one in closed if one.year == asked.year), None)
    if own is None:
        return []
    text = _("The year was closed on {day}.").format(day=date_of(own.day).isoformat())
    late = late_counts(closed, asked.period, seen_by(request), now=request.now)
    catalogue = definitions().catalogue
    named = [
        f"{wording.title_of(catalogue, id)} {count}"
        for (id, organ), count in sorted(late.items())
        if organ == asked.organ and ":" not in id
    ]
    if named:
        text += " " + _("Entered after it was closed, and counted above: {named}.").format(
            named="；".join(named)
        )
    return [Paragraph((text,))]


def _table(
    table: Table, catalogue: Catalogue, now: Standing, before: Standing, asked: FiguresAsked
) -> ListTable:
    columns = (_("Indicator"), str(asked.year), _("Unit"), str(asked.year - 1))
    rows = []
    for id in table.figures:
        one = catalogue.figure(id.partition(":")[0])
        title = wording.title_of(catalogue, id)
        rows.append(
            (
                f"{_('of these:')} {title}" if ":" in id else title,
                wording.number(now.figures[id].value, one),
                wording.unit_of(one),
                wording.number(before.figures[id].value, one),
            )
        )
    return ListTable(columns, tuple(rows))
