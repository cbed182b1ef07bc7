"""One figure opened: what it counts, how it stood in other years, by organ and class, and the acts counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.closings import closings
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.pages.asking import FiguresAsked, Request, read_asked, seen_by, years
from plumbline.apps.figures.pages.lateness import closed_facts, late_word
from plumbline.apps.figures.pages.stamping import counted_up_to
from plumbline.apps.figures.policies import FIGURES
from plumbline.apps.figures.queries import ROWS, RowsAsked, figures, late_rows, rows, series, year
from plumbline.apps.ledger_store.queries import case_numbers
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import Chart, Series
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, ListFoot, Row, list_foot
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.people.access import offered, requires
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.apps.people.sheets import XLSX, Sheet, write_book
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.figure import Figure
from plumbline.core.indicators.figure import Row as Counted
from plumbline.core.indicators.indicator import Formula, Indicator
from plumbline.core.rules.writing import write

MOST: Final = 20_000
"""Rows of one sheet."""


@require_GET
@requires(FIGURES)
def figure(request: Request, figure: str) -> HttpResponse:
    """The figure of a year."""
    asked, one = read_asked(request), _known(figure)
    if isinstance(one, Formula):
        return _formula(request, one, asked)
    if asked.kind not in ("", *(held.id for held in one.classes)):
        raise Http404
    seen = seen_by(request)
    found = figures(asked.period, seen, now=request.now, organ=asked.organ, only=[figure])
    told, many = rows(_asked(one, asked, ROWS), asked.period, seen, now=request.now)
    closed = closings(asked.year, now=request.now)
    late = late_rows(_asked(one, asked, ROWS), closed, asked.period, seen, now=request.now)
    id = f"{figure}:{asked.kind}" if asked.kind else figure
    by_organ = {organ: held[id] for organ, held in found.by_organ.items()}
    values = {
        "head": _head(request, one, asked, found.figures[id], closed_facts(closed, asked.year, len(late))),
        "definition": _definition(one),
        "chart": _chart(request, one, asked),
        "kinds": _kinds(one, asked, found.figures) if one.classes and not asked.kind else None,
        "organs": _organs(request, one, asked, by_organ) if len(by_organ) > 1 else None,
        "rows": _rows(request, one, asked, told, late),
        "empty": None
        if many
        else EmptyPage(_not_yet() if found.waits else _("Nothing counts"), wording.meaning(one)),
        "foot": _foot(asked, figure, many),
        "since": _since(request, one, asked),
        "sql": "\n\n".join(definitions().sql(one, name, rows=False) for name in one.procedures),
    }
    return render(request, "figures/figure.html", values)


def _not_yet() -> str:
    return str(_("the figures are being counted for the first time; look again in a few minutes"))


def _since(request: Request, one: Indicator, asked: FiguresAsked) -> str:
    """Where it is told what changed since the figure was fixed: of the district's own, for whoever sees all of it."""
    url = "" if asked.organ else offered("year_end:since", request, figure=one.id)
    return url and url + replace(asked, page=1).question


@require_GET
@requires(FIGURES)
def export(request: Request, figure: str) -> HttpResponse:
    """The acts that were counted, as a sheet; on a second one the definition, the figure and the checkpoint."""
    asked, one = replace(read_asked(request), page=1), _known(figure)
    if isinstance(one, Formula):
        raise Http404
    seen = seen_by(request)
    wanted = _asked(one, asked, MOST)
    told, many = rows(wanted, asked.period, seen, now=request.now)
    found = figures(asked.period, seen, now=request.now, organ=asked.organ, only=[figure])
    late = late_rows(wanted, closings(asked.year, now=request.now), asked.period, seen, now=request.now)
    heads = (
        _("Day"), _("Organ"), _("Case"), _("Procedure"), _("Step"), _("Class"), _("Figure"), _("Record"), _("Note"),
    )  # fmt: skip
    lines = _lines(one, told, late)
    id = f"{figure}:{asked.kind}" if asked.kind else figure
    facts = [
        *_head(request, one, asked, found.figures[id]).facts,
        *_definition(one),
        *counted_up_to(found.leaf),
        *([Fact(_("Rows left out"), formats.count(many - len(told)))] if many > len(told) else []),
    ]
    about = [[fact.label, fact.text] for fact in facts]
    sheets = [
        Sheet(_("Rows"), "", heads, lines),
        Sheet(_("Definition"), wording.said(one), (_("Matter"), _("Told")), about),
    ]
    answer = HttpResponse(write_book(sheets), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{figure}-{asked.year}.xlsx"'
    return answer


def _lines(one: Indicator, told: list[Counted], late: Collection[str]) -> list[list[str | int | Decimal]]:
    """The rows of the sheet, in the words of the page: whoever reads them knows cases by their numbers."""
    names, cases = organ_names({row.organ for row in told}), case_numbers(sorted({row.case for row in told}))
    kinds = {kind.id: wording.said(kind) for kind in one.classes}
    packs, english = shelf().packs, language() == "en"
    lines = list[list[str | int | Decimal]]()
    for row in told:
        procedure = packs.procedure(row.procedure)
        step = procedure.steps[row.step]
        lines.append([
            date_of(row.day).isoformat(), names.get(row.organ, row.organ), cases.get(row.case) or row.case,
            procedure.english if english else procedure.title, step.english if english else step.title,
            kinds.get(row.kind, row.kind), row.value, row.record, late_word().text if row.record in late else "",
        ])  # fmt: skip
    return lines


def _known(id: str) -> Indicator | Formula:
    try:
        return definitions().catalogue.figure(id)
    except KeyError:
        raise Http404 from None


def _asked(one: Indicator, asked: FiguresAsked, most: int) -> RowsAsked:
    return RowsAsked(one, asked.kind, asked.organ, (asked.page - 1) * most, most)


def _formula(request: Request, one: Formula, asked: FiguresAsked) -> HttpResponse:
    """A formula opens to the figures that it reckons with."""
    found = figures(asked.period, seen_by(request), now=request.now, organ=asked.organ).figures
    catalogue = definitions().catalogue
    columns = [
        Column(_("Indicator"), "head"),
        Column(_("Figure"), "meta", numeric=True),
        Column(_("Unit"), "meta"),
    ]
    lines = []
    for name in one.asks:
        held = catalogue.figure(name)
        value = wording.number(found[name].value, held)
        lines.append(
            Row([Cell(wording.said(held), asked.figure_url(name)), Cell(value), Cell(wording.unit_of(held))])
        )
    values = {
        "head": _head(request, one, asked, found[one.id]),
        "definition": [
            Fact(_("What it counts"), wording.meaning(one)),
            Fact(_("Reckoned as"), write(one.expression)),
        ],
        "rows": DataTable(_("Reckoned from"), columns, lines),
        **dict.fromkeys(("chart", "kinds", "organs", "empty", "foot", "since", "sql")),
    }
    return render(request, "figures/figure.html", values)


def _head(
    request: Request, one: Indicator | Formula, asked: FiguresAsked, value: Figure, more: Sequence[Fact] = ()
) -> PageHead:
    title = wording.said(one)
    if asked.kind:
        title = f"{title} · {wording.title_of(definitions().catalogue, f'{one.id}:{asked.kind}')}"
    facts = [Fact(_("Figure"), wording.shown(value, one)), Fact(_("Period"), str(asked.year))]
    if asked.organ:
        facts.append(Fact(_("Organ"), organ_names([asked.organ]).get(asked.organ, asked.organ)))
    if value.unsaid:
        facts.append(Fact(_("Cannot be told"), formats.count(value.unsaid)))
    facts += more
    path = (
        Link(_("Figures"), reverse("figures:list") + replace(asked, kind="", page=1).question),
        Link(title),
    )
    acts = []
    if isinstance(one, Indicator):
        at = reverse("figures:rows", kwargs={"figure": one.id}) + replace(asked, page=1).question
        acts.append(Act(_("Rows as Excel"), at, icon="download"))
    return PageHead(title, path=path, facts=facts, acts=acts)


def _definition(one: Indicator) -> list[Fact]:
    facts = [
        Fact(_("What it counts"), wording.meaning(one)),
        Fact(_("How it is counted"), wording.how_counted(one)),
        Fact(_("Dated by"), wording.dated_by(one)),
    ]
    facts += [Fact(_("Acts"), wording.source_said(source)) for source in one.sources]
    if one.basis:
        facts.append(Fact(_("Basis"), formats.listed(shelf().written(basis) for basis in one.basis)))
    return facts


def _chart(request: Request, one: Indicator, asked: FiguresAsked) -> Chart:
    picked = sorted(years(request))
    values = series(
        one, map(year, picked), seen_by(request), now=request.now, organ=asked.organ, kind=asked.kind
    )
    # A year of which nothing was submitted is no nought, nor is one before the first record.
    first = next((place for place, held in enumerate(values) if held.rows), len(values) - 1)
    told = [place for place in range(first, len(values)) if values[place].value is not None] or [
        len(values) - 1
    ]
    picked, values = [picked[place] for place in told], [values[place] for place in told]
    numbers = [float(held.value or 0) for held in values]
    words = _("{first}: {one}; {last}: {other}") if len(picked) > 1 else _("{last}: {other}")
    finding = words.format(
        first=picked[0],
        one=wording.shown(values[0], one),
        last=picked[-1],
        other=wording.shown(values[-1], one),
    )
    links = [one_year.figure_url(one.id) for one_year in (replace(asked, year=number) for number in picked)]
    title = wording.said(one)
    return Chart(
        key="years",
        title=_("{figure} by year").format(figure=title),
        unit=wording.unit_of(one),
        finding=finding,
        kind="bars",
        names=[str(number) for number in picked],
        series=[Series(title, numbers)],
        links=links,
    )


def _kinds(one: Indicator, asked: FiguresAsked, found: dict[str, Figure]) -> DataTable:
    columns = [Column(_("Class"), "head"), Column(_("Figure"), "meta", numeric=True, phone_label=_("Figure"))]
    lines = []
    for kind in one.classes:
        id = f"{one.id}:{kind.id}"
        lines.append(
            Row([Cell(wording.said(kind), asked.figure_url(id)), Cell(wording.number(found[id].value, one))])
        )
    return DataTable(_("By class"), columns, lines)


def _organs(request: Request, one: Indicator, asked: FiguresAsked, by_organ: dict[str, Figure]) -> DataTable:
    names = dict(organs_in(seen_by(request)))
    columns = [Column(_("Organ"), "head"), Column(_("Figure"), "meta", numeric=True, phone_label=_("Figure"))]
    id = f"{one.id}:{asked.kind}" if asked.kind else one.id
    lines = []
    for organ, held in by_organ.items():
        if held.value:
            name = Cell(names.get(organ, organ), replace(asked, organ=organ).figure_url(id))
            lines.append(Row([name, Cell(wording.number(held.value, one))]))
    return DataTable(_("By organ"), columns, lines)


def _rows(
    request: Request, one: Indicator, asked: FiguresAsked, told: list[Counted], late: Collection[str]
) -> DataTable | None:
    if not told:
        return None
    names, cases = organ_names({row.organ for row in told}), case_numbers(sorted({row.case for row in told}))
    packs, english = shelf().packs, language() == "en"
    columns = [
        Column(_("Case"), "head"),
        Column(_("Step"), "rest"),
        Column(_("Organ"), "rest"),
        Column(_("Day"), "meta"),
        Column(_("Figure"), "meta", numeric=True, phone_label=_("Figure")),
    ]
    if late:
        columns.append(Column(_("Note"), "word"))
    lines = []
    for row in told:
        step = packs.procedure(row.procedure).steps[row.step]
        at = reverse("figures:act", kwargs={"figure": one.id, "record": row.record}) + asked.question
        number = cases.get(row.case, row.case)
        lines.append(
            Row(
                [
                    Cell(number, at),
                    Cell(step.english if english else step.title),
                    Cell(names.get(row.organ, row.organ)),
                    Cell(date_of(row.day).isoformat()),
                    Cell(wording.number(row.value, one)),
                    *([Cell(part=late_word() if row.record in late else None)] if late else []),
                ],
                name=number,
            )
        )
    return DataTable(_("Acts that were counted"), columns, lines)


def _foot(asked: FiguresAsked, figure: str, many: int) -> ListFoot:
    base = reverse("figures:figure", kwargs={"figure": figure})
    total = ngettext("{n} row", "{n} rows", many).format(n=formats.count(many))
    return list_foot(total, many, ROWS, asked.page, lambda page: base + replace(asked, page=page).question)
