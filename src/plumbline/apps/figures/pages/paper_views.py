"""The tables of a year in their forms, for the site and the level above (118号 (六)): DOCX, PDF and XLSX."""

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
from plumbline.apps.figures.pages.form_parts import Laid, laid
from plumbline.apps.figures.pages.stamping import checkpoint_note
from plumbline.apps.figures.policies import FIGURES
from plumbline.apps.figures.queries import Standing, figures, if_recorded, late_counts
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.apps.people.sheets import XLSX, Sheet, write_book
from plumbline.core.clocks.civil import date_of
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
    seen = seen_by(request)
    now = figures(asked.period, seen, now=request.now, organ=asked.organ)
    own = person_of(request).organ
    named = organ_names({asked.organ, own})
    whole = seen.everything or bool(seen.divisions)
    organ = asked.organ or ("" if whole else own)
    place = named.get(organ, organ) if organ else str(settings.DISTRICT_NAME)
    parts: list[Part] = []
    for one in _laid(request, asked, now):
        rows = tuple(tuple(cell.text for cell in row) for row in one.rows)
        parts += [Paragraph((one.title,), heading=True), ListTable(one.heads, rows, one.numbers)]
        parts += [Paragraph((one.says,))] if one.says else []
    parts.append(Paragraph((_counted(now),)))
    parts += _closed(request, asked)
    title = _("{place}: statistics of {year}").format(place=place, year=asked.year)
    seal = Seal((named.get(own, own),), date_of(request.today))
    return Document("statistics", Layout.NOTICE, Volume.MAIN, title, parts=tuple(parts), seal=seal)


def _laid(request: Request, asked: FiguresAsked, now: Standing) -> list[Laid]:
    """All tables of the year."""
    seen, catalogue = seen_by(request), definitions().catalogue
    before = if_recorded(
        figures(replace(asked, year=asked.year - 1).period, seen, now=request.now, organ=asked.organ)
    )
    names = dict(organs_in(seen))
    years = asked.year, asked.year - 1
    return [laid(table, catalogue, now, before, years, names) for table in catalogue.tables]


def _counted(now: Standing) -> str:
    told = _("Counted by date of the act from the records up to leaf {leaf} of the log.")
    return str(told.format(leaf=now.leaf))


@require_GET
@requires(FIGURES)
def xlsx(request: Request) -> HttpResponse:
    """The tables in their forms, a sheet each, and what every figure counts on the last one."""
    asked = read_asked(request)
    now = figures(asked.period, seen_by(request), now=request.now, organ=asked.organ)
    notes = [_counted(now), checkpoint_note(), *(text for text in _closed_words(request, asked) if text)]
    sheets = []
    for number, one in enumerate(_laid(request, asked, now), 1):
        rows = [[cell.text if cell.value is None else cell.value for cell in row] for row in one.rows]
        told = [one.says, *notes] if one.says else notes
        sheets.append(Sheet(f"{number} {one.title}", f"{one.title}（{asked.year}）", one.heads, rows, told))
    heads = (_("Indicator"), _("Title"), _("Unit"), _("What it counts"), _("Basis"))
    sheets.append(Sheet(_("Definitions"), _("What the figures count"), heads, _definitions()))
    answer = HttpResponse(write_book(sheets), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="statistics-{asked.year}.xlsx"'
    return answer


def _definitions() -> list[tuple[str, ...]]:
    catalogue = definitions().catalogue
    told = list[tuple[str, ...]]()
    for id in catalogue.ids:
        one = catalogue.figure(id)
        told.append(
            (id, wording.said(one), wording.unit_of(one), wording.meaning(one), wording.basis_of(one))
        )
    return told


def _closed(request: Request, asked: FiguresAsked) -> list[Part]:
    return [Paragraph((text,)) for text in _closed_words(request, asked)]


def _closed_words(request: Request, asked: FiguresAsked) -> list[str]:
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
    return [text]
