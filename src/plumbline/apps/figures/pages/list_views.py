"""All figures of a year in their tables, beside the year before; as a workbook with their definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.closings import closings
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.pages.asking import (
    FiguresAsked,
    Request,
    read_asked,
    seen_by,
    this_year,
    years,
)
from plumbline.apps.figures.pages.lateness import closed_facts
from plumbline.apps.figures.policies import FIGURES
from plumbline.apps.figures.queries import Standing, figures, if_recorded, late_counts
from plumbline.apps.figures.tasks import bring_up
from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.ledger_store.queries import latest_checkpoint
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, FilterBar, Pick, Row
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import offered, requires
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.people.sheets import XLSX, Sheet, write_book
from plumbline.core.indicators.indicator import Catalogue, Identity, Indicator, Table

WHOLE_DISTRICT: Final = ""


@require_GET
@requires(FIGURES)
def overview(request: Request) -> HttpResponse:
    """The tables of a year."""
    asked, catalogue = read_asked(request), definitions().catalogue
    seen = seen_by(request)
    now = figures(asked.period, seen, now=request.now, organ=asked.organ)
    before = if_recorded(
        figures(replace(asked, year=asked.year - 1).period, seen, now=request.now, organ=asked.organ)
    )
    export = Act(_("Export as Excel"), reverse("figures:export") + asked.question, icon="download")
    papers = [
        Act(kind.upper(), reverse(f"figures:{kind}") + asked.question, icon="download")
        for kind in ("docx", "pdf", "xlsx")
    ]
    if asked.year < this_year(request) and (end := offered("year_end:year", request, year=asked.year)):
        papers.append(Act(_("Year end: cut-off and publication"), end))
    late = _late(request, asked)
    facts = closed_facts(closings(asked.year, now=request.now), asked.year, 0)
    shown = _shown(catalogue, asked)
    values = {
        "head": PageHead(_("Figures"), note=_told(now, request), facts=facts, acts=[export, *papers]),
        "filters": _filters(request, asked, catalogue),
        "tables": [(title_of_table(one), _table(one, catalogue, now, before, asked, late)) for one in shown],
        "empty": None if shown else _nothing(asked),
        "broken": [_said(one) for one in now.broken],
    }
    htmx = getattr(request, "htmx", None)
    template = "figures/list_part.html" if htmx and not htmx.boosted else "figures/list.html"
    return render(request, template, values)


@require_GET
@requires(FIGURES)
def card(request: Request, table: str) -> HttpResponse:
    """One table of a year as a part of another page: the board shows these figures, and counts none of them itself."""
    asked, catalogue = read_asked(request), definitions().catalogue
    wanted = next((one for one in catalogue.tables if one.id == table), None)
    if wanted is None:
        raise Http404
    seen = seen_by(request)
    now = figures(asked.period, seen, now=request.now, organ=asked.organ)
    before = if_recorded(
        figures(replace(asked, year=asked.year - 1).period, seen, now=request.now, organ=asked.organ)
    )
    table_now = _table(wanted, catalogue, now, before, asked, _late(request, asked))
    values = {"table": table_now, "note": _told(now, request)}
    return render(request, "figures/card.html", values)


@require_GET
@requires(FIGURES)
def export(request: Request) -> HttpResponse:
    """Every figure of the year, whole and by organ, with what it counts and up to where in the log."""
    asked, catalogue = read_asked(request), definitions().catalogue
    found = figures(asked.period, seen_by(request), now=request.now, organ=asked.organ)
    sealed = latest_checkpoint("sha256")
    names = dict(organs_in(seen_by(request)))
    titles = [
        _("Indicator"), _("Title"), _("Organ"), _("Year"), _("Figure"), _("Unit"), _("Rows"), _("Cannot be told"),
        _("What it counts"), _("Up to leaf"), _("Checkpoint"), _("Entered after the year was closed"),
    ]  # fmt: skip
    late = late_counts(closings(asked.year, now=request.now), asked.period, seen_by(request), now=request.now)
    stamp: list[str | int] = [found.leaf, "" if sealed is None else sealed.checkpoint.root.hex()]
    lines = list[list[str | int | Decimal]]()
    for organ, held in [(WHOLE_DISTRICT, found.figures), *found.by_organ.items()]:
        for id, figure in held.items():
            one = catalogue.figure(id.partition(":")[0])
            value = "" if figure.value is None else figure.value
            name = names.get(organ, organ) if organ else _("in all")
            lines.append(
                [id, wording.title_of(catalogue, id), name, str(asked.year), value, wording.unit_of(one),
                 figure.rows, figure.unsaid, wording.meaning(one), *stamp,
                 late[id, organ or asked.organ] or ""]
            )  # fmt: skip
    sheet = Sheet(_("Figures"), "", titles, lines)
    answer = HttpResponse(write_book([sheet]), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="figures-{asked.year}.xlsx"'
    return answer


def _told(found: Standing, request: Request) -> str:
    if found.waits:
        enqueue(bring_up, now=request.now, key=f"figures-{definitions().packs[:16]}")
        return str(_("the figures are being counted for the first time; look again in a few minutes"))
    return str(_("counted from the records up to leaf {leaf} of the log").format(leaf=found.leaf))


def title_of_table(table: Table) -> str:
    """What the table is called in the reader's language."""
    return table.english if language() == "en" else table.title


def _said(identity: Identity) -> str:
    return identity.says_english if language() == "en" else identity.says


def _shown(catalogue: Catalogue, asked: FiguresAsked) -> list[Table]:
    """The tables with the figures that are asked for: those whose name, or whose table's name, holds the words."""
    text, found = asked.text.casefold(), []
    for one in catalogue.tables:
        if asked.table not in ("", one.id):
            continue
        named = text in title_of_table(one).casefold()
        kept = [id for id in one.figures if named or text in wording.title_of(catalogue, id).casefold()]
        if kept:
            found.append(replace(one, figures=tuple(kept)))
    return found


def _nothing(asked: FiguresAsked) -> EmptyPage:
    told = _("No figure of these tables has “{text}” in its name.").format(text=asked.text)
    every = replace(asked, text="", table="").question
    return EmptyPage(_("No figure matches"), told, Act(_("Clear the filters"), every))


def _filters(request: Request, asked: FiguresAsked, catalogue: Catalogue) -> FilterBar:
    picks = [
        Pick("year", _("Year"), [(str(one), str(one)) for one in years(request)], str(asked.year), stays=True)
    ]
    organs = list(organs_in(seen_by(request)))
    if len(organs) > 1 or asked.organ:
        picks.append(Pick("organ", _("Organ"), [("", _("all")), *organs], asked.organ))
    tables = [(one.id, title_of_table(one)) for one in catalogue.tables]
    picks.append(Pick("table", _("Table"), [("", _("all")), *tables], asked.table))
    return FilterBar(
        url=reverse("figures:list"),
        target="figures",
        picks=picks,
        search_label=_("Name of a figure"),
        search=asked.text,
        active=bool(asked.organ or asked.text or asked.table),
    )


def _late(request: Request, asked: FiguresAsked) -> dict[str, int]:
    """How many acts of each figure were entered after the year was closed."""
    closed = closings(asked.year, now=request.now)
    found = late_counts(closed, asked.period, seen_by(request), now=request.now)
    return {id: count for (id, organ), count in found.items() if organ == asked.organ}


def _table(
    table: Table,
    catalogue: Catalogue,
    now: Standing,
    before: Standing,
    asked: FiguresAsked,
    late: Mapping[str, int],
) -> DataTable:
    columns = [
        Column(_("Indicator"), "head"),
        Column(str(asked.year), "meta", numeric=True, phone_label=str(asked.year)),
        Column(_("Unit"), "meta"),
        Column(str(asked.year - 1), "meta", numeric=True, phone_label=str(asked.year - 1)),
        Column(_("Cannot be told"), "rest", numeric=True, phone_label=_("Cannot be told")),
    ]
    if late:
        columns.append(Column(_("Entered late"), "rest", numeric=True, phone_label=_("Entered late")))
    rows = []
    for id in table.figures:
        one, last = catalogue.figure(id.partition(":")[0]), replace(asked, year=asked.year - 1)
        title = wording.title_of(catalogue, id)
        figure, earlier = now.figures[id], before.figures[id]
        unsaid = str(figure.unsaid) if figure.unsaid else ""
        rows.append(
            Row(
                [
                    Cell(
                        _("of these: {title}").format(title=title) if ":" in id else title,
                        asked.figure_url(id),
                    ),
                    Cell(wording.number(figure.value, one), asked.figure_url(id)),
                    Cell(wording.unit_of(one)),
                    Cell(wording.number(earlier.value, one), last.figure_url(id)),
                    Cell(unsaid if isinstance(one, Indicator) else ""),
                    *([Cell(str(late.get(id, "")))] if late else []),
                ],
                name=title,
            )
        )
    return DataTable(title_of_table(table), columns, rows)
