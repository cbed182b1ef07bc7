"""The board: figures by organ with charts, each open down to its cases; as a workbook, for print, on a wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import language, local
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.figures import BandCount, Chart, FigureBand, Series
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, FilterBar, Pick, Row
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.supervision.pages.board_asking import BoardAsked, read_board, scope_asked
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.pages.shown_again import ShownChart, fixed, held, held_chart
from plumbline.apps.supervision.pages.trend_parts import rules_broken, trend
from plumbline.apps.supervision.periods import PERIODS
from plumbline.apps.supervision.policies import BOARD, FINDINGS, WALL
from plumbline.apps.supervision.queries import last_scan
from plumbline.apps.supervision.queries.board import BY_KEY, INDICATORS, Indicator, Scope
from plumbline.apps.supervision.queries.counts import figures_told
from plumbline.apps.supervision.queries.indicators import TABLE
from plumbline.core.authority.access import may_access
from plumbline.core.clocks.civil import date_of

BAND: Final = ("running", "red", "amber", "breaches", "found", "mended", "matters", "overdue")
WALL_BAND: Final = ("red", "amber", "green", "breaches", "matters", "overdue")
BARS: Final = ("red", "breaches")
"""Figures that are drawn by organ."""
Figures = Mapping[str, Mapping[str, int]]


@require_GET
@requires(BOARD)
def board(request: Request) -> HttpResponse:
    """Figures of the district, or of the own organ."""
    person, asked = person_of(request), read_board(request)
    scope = scope_asked(person, asked, request.today)
    told, organs = figures_told(scope, asked.period), _organs(scope)
    found = told.figures
    at = reverse("supervision:board_print")
    acts = [
        Act(_("Weekly digests"), reverse("supervision:digests")),
        Act(_("Print view"), f"{at}{asked.question}", icon="printer"),
    ]
    if may_access(person, WALL, None, request.today):
        acts.append(Act(_("Papers to the government"), reverse("supervision:reports")))
        acts.append(Act(_("Wall page"), reverse("supervision:wall")))
    values = {
        "head": PageHead(_("Board"), note=said_of(scope, told.made_at), acts=acts),
        "filters": held("filters", (asked, *organs), lambda: _filters(asked, organs)),
        "band": held("band", (fixed(found), asked), lambda: _band(found, asked, BAND)),
        "charts": _charts(request, scope, found, organs, asked),
        "table": held("table", (fixed(found), asked, *organs), lambda: figure_table(found, organs, asked)),
        "exports": exports(reverse("supervision:board_export"), asked.question),
        "definitions": definitions(),
        "statistics": statistics_url(asked),
        "figures_url": reverse("figures:list"),
    }
    htmx = getattr(request, "htmx", None)
    template = "supervision/board_part.html" if htmx and not htmx.boosted else "supervision/board.html"
    return render(request, template, values)


@require_GET
@requires(BOARD)
def board_export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """The table as a file: one line an organ, one column a figure."""
    asked = read_board(request)
    scope = scope_asked(person_of(request), asked, request.today)
    found, said = figures_told(scope, asked.period).figures, language()
    titles = [_("Organ"), *(one.title(said) for one in INDICATORS)]
    organs = [*_organs(scope), ("", _("in all"))]
    rows = ([name, *(str(_figure(found, one, code)) for one in INDICATORS)] for code, name in organs)
    return sheet(request, "board", titles, rows)


@require_GET
@requires(BOARD)
def board_print(request: Request) -> HttpResponse:
    """The figures on paper: the table and what each figure counts."""
    asked = read_board(request)
    scope = scope_asked(person_of(request), asked, request.today)
    told = figures_told(scope, asked.period)
    values = {
        "title": _("Figures of supervision"),
        "note": said_of(scope, told.made_at),
        "table": figure_table(told.figures, _organs(scope), None),
        "definitions": definitions(),
        "back": f"{reverse('supervision:board')}{asked.question}",
    }
    return render(request, "supervision/board_print.html", values)


@require_GET
@requires(WALL)
def wall(request: Request) -> HttpResponse:
    """For a screen that nobody touches: large figures of the district, made anew every few minutes."""
    person, asked = person_of(request), BoardAsked()
    scope = scope_asked(person, asked, request.today)
    told, organs = figures_told(scope, asked.period), _organs(scope)
    found = told.figures
    moment = formats.moment(local(told.made_at or request.now), date_of(request.today))
    values = {
        "title": _("Supervision of the district"),
        "note": _("as of {moment}").format(moment=moment),
        "band": held("wall", (fixed(found), asked), lambda: _band(found, asked, WALL_BAND)),
        "charts": [_by_organ(BY_KEY["breaches"], found, organs, asked), trend(person, request.today)],
        "table": held("table", (fixed(found), asked, *organs), lambda: figure_table(found, organs, asked)),
    }
    return render(request, "supervision/wall.html", values)


def said_of(scope: Scope, made_at: int | None = None) -> str:
    """Of which days the figures are, when they were counted if before, and when the findings were last looked for."""
    first, last, today = (date_of(day) for day in (scope.period.first, scope.period.last, scope.today))
    said: str = _("{first} – {last}; what stands, as of {today}").format(first=first, last=last, today=today)
    if made_at is not None:
        counted = _("counted {moment}").format(moment=formats.moment(local(made_at), today))
        said = str(_("{one}; {other}").format(one=said, other=counted))
    scanned = last_scan().ended_at
    if scanned is None:
        return said
    told = _("last scan {moment}").format(moment=formats.moment(local(scanned), today))
    return str(_("{one}; {other}")).format(one=said, other=told)


def definitions() -> list[tuple[str, str]]:
    """Each figure and what it counts."""
    said = language()
    return [(one.title(said), one.says(said)) for one in INDICATORS]


def statistics_url(asked: BoardAsked) -> str:
    """Where the page of figures gives the table of supervision of this year: counted there, and nowhere else."""
    question = f"?organ={asked.organ}" if asked.organ else ""
    return f"{reverse('figures:card', kwargs={'table': TABLE})}{question}"


def behind_url(one: Indicator, asked: BoardAsked) -> str:
    """Where a figure opens."""
    return f"{url_of('supervision:board_rows', figure=one.key)}{asked.question}"


def figure_table(found: Figures, organs: Sequence[tuple[str, str]], asked: BoardAsked | None) -> DataTable:
    """One line an organ that has any figure, by number: organs are not ranked. Figures are links unless on paper."""
    said = language()
    columns = [
        Column(_("Organ"), "head"),
        *(Column(one.title(said), "meta", numeric=True, phone_label=one.title(said)) for one in INDICATORS),
    ]
    shown = [(code, name) for code, name in organs if any(by.get(code) for by in found.values())] or organs
    lines = [*shown, ("", _("in all"))] if len(shown) > 1 else shown
    rows = [
        Row([Cell(name), *(_cell(found, one, code, asked) for one in INDICATORS)], name=name)
        for code, name in lines
    ]
    return DataTable(_("Figures by organ"), columns, rows)


def _cell(found: Figures, one: Indicator, organ: str, asked: BoardAsked | None) -> Cell:
    figure = _figure(found, one, organ)
    url = behind_url(one, asked.of(organ or asked.organ)) if asked is not None and figure else ""
    return Cell(formats.count(figure), url)


def _figure(found: Figures, one: Indicator, organ: str) -> int:
    by_organ = found[one.key]
    return by_organ.get(organ, 0) if organ else sum(by_organ.values())


def _organs(scope: Scope) -> list[tuple[str, str]]:
    found = organs_in(scope.what)
    return [(code, name) for code, name in found if scope.organ in ("", code)]


def _filters(asked: BoardAsked, organs: Sequence[tuple[str, str]]) -> FilterBar:
    periods = [(key, str(said)) for key, said in PERIODS.items()]
    picks = [Pick("period", _("Period"), periods, asked.period, stays=True)]
    if len(organs) > 1 or asked.organ:
        picks.append(Pick("organ", _("Organ"), [("", _("all")), *organs], asked.organ))
    return FilterBar(reverse("supervision:board"), "board", picks, active=bool(asked.organ))


def _band(found: Figures, asked: BoardAsked, keys: Sequence[str]) -> FigureBand:
    said = language()
    counts = []
    for one in (BY_KEY[key] for key in keys):
        unit = _("findings, as a unit") if one.over == "finding" else _("cases, as a unit")
        note = _("in the period") if one.in_period else _("as of today")
        figure = formats.count(_figure(found, one, ""))
        counts.append(BandCount(one.title(said), figure, unit, note, behind_url(one, asked)))
    return FigureBand(counts)


def _charts(
    request: Request, scope: Scope, found: Figures, organs: Sequence[tuple[str, str]], asked: BoardAsked
) -> list[ShownChart]:
    person = person_of(request)
    drawn: list[ShownChart | None] = []
    if len(organs) > 1:
        drawn += [_by_organ(BY_KEY[key], found, organs, asked) for key in BARS]
    else:
        drawn.append(held_chart("lights", (fixed(found), asked), lambda: _lights(found, asked)))
    if may_access(person, FINDINGS, None, request.today):
        drawn += [trend(person, request.today), rules_broken(person, request.today)]
    return [one for one in drawn if one is not None]


def _by_organ(
    one: Indicator, found: Figures, organs: Sequence[tuple[str, str]], asked: BoardAsked
) -> ShownChart | None:
    shown = tuple((code, name) for code, name in organs if found[one.key].get(code))
    if not shown:
        return None
    values = tuple(found[one.key][code] for code, _name in shown)
    return held_chart(one.key, (shown, values, asked), lambda: _bars(one, shown, values, asked))


def _bars(
    one: Indicator, shown: Sequence[tuple[str, str]], values: Sequence[int], asked: BoardAsked
) -> Chart:
    said = language()
    return Chart(
        key=f"organ-{one.key}",
        title=one.title(said),
        unit=_("by organ, in the order of their numbers"),
        finding=_("{n} in all, in {organs} organs").format(n=sum(values), organs=len(shown)),
        kind="bars_across",
        names=[name for _code, name in shown],
        series=(Series(one.title(said), values),),
        links=[behind_url(one, asked.of(code)) for code, _name in shown],
    )


def _lights(found: Figures, asked: BoardAsked) -> Chart:
    keys = ("red", "amber", "green")
    said = language()
    values = [_figure(found, BY_KEY[key], "") for key in keys]
    return Chart(
        key="lights",
        title=_("Cases under way by light"),
        unit=_("cases, as a unit"),
        finding=_("{red} red, {amber} amber, {green} green").format(
            red=values[0], amber=values[1], green=values[2]
        ),
        kind="bars_across",
        names=[BY_KEY[key].title(said) for key in keys],
        series=(Series(_("cases"), values),),
        links=[behind_url(BY_KEY[key], asked) for key in keys],
    )
