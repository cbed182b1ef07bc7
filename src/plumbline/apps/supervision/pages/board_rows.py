"""The rows behind a figure of the board, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.casework.queries.limits import StandingLine
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    ListFoot,
    Row,
    list_foot,
    page_asked,
)
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.supervision.pages.board_asking import BoardAsked, read_board, scope_asked
from plumbline.apps.supervision.pages.board_views import behind_url, said_of
from plumbline.apps.supervision.pages.list_views import MOST, Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.pages.wording import Words, light_word, state_word
from plumbline.apps.supervision.policies import BOARD
from plumbline.apps.supervision.queries import PAGE, FindingLine
from plumbline.apps.supervision.queries.board import BY_KEY, Behind, Colour, Indicator, behind, lights_of
from plumbline.apps.supervision.queries.counts import figures_held
from plumbline.core.authority.access import may_access
from plumbline.core.clocks.civil import date_of


@require_GET
@requires(BOARD)
def rows(request: Request, figure: str) -> HttpResponse:
    """What a figure counts: as many rows as it says."""
    one, asked = _indicator(figure), read_board(request)
    scope = scope_asked(person_of(request), asked, request.today)
    held = figures_held(scope, asked.period)
    counted = sum(held.figures[one.key].values()) if held else None
    number = page_asked(request.GET.get("page", ""))
    found = behind(scope, one, number, counted=counted)
    said = language()
    facts = [Fact(_("What it counts"), one.says(said)), Fact(_("Figure"), formats.count(found.total))]
    if asked.organ:
        facts.append(Fact(_("Organ"), organ_names([asked.organ]).get(asked.organ, asked.organ)))
    board = Link(_("Board"), f"{reverse('supervision:board')}{asked.question}")
    at = reverse("supervision:board_rows_export", kwargs={"figure": figure})
    values = {
        "head": PageHead(
            one.title(said),
            path=(board, Link(one.title(said))),
            note=said_of(scope, held.made_at if held else None),
            facts=facts,
        ),
        "table": _table(request, found, lights_of(scope, found.cases)),
        "empty": None if found.total else EmptyPage(_("Nothing counts"), one.says(said)),
        "foot": _foot(found, one, asked),
        "exports": exports(at, asked.question) if found.total else [],
    }
    return render(request, "supervision/board_rows.html", values)


@require_GET
@requires(BOARD)
def rows_export(request: Request, figure: str) -> HttpResponse | StreamingHttpResponse:
    """The rows as a file."""
    one = _indicator(figure)
    scope = scope_asked(person_of(request), read_board(request), request.today)
    found = behind(scope, one, 1, MOST)
    if one.over == "finding":
        words = Words((line.organ for line in found.findings), request.today)
        titles = [_("State"), _("Organ"), _("Case number"), _("Rule"), _("Article"), _("Due or day")]
        lines = ([str(part) for part in _finding_cells(line, words)] for line in found.findings)
        return sheet(request, figure, titles, lines)
    titles = [_("Case number"), _("Organ"), _("Cause"), _("Opened on"), _("Due"), _("Ended on")]
    names = organ_names({line.organ for line in found.cases})
    return sheet(request, figure, titles, (_case_cells(line, names) for line in found.cases))


def _indicator(figure: str) -> Indicator:
    if figure not in BY_KEY:
        raise Http404
    return BY_KEY[figure]


def _table(request: Request, found: Behind, lights: dict[str, Colour]) -> DataTable | None:
    if not found.total:
        return None
    if found.findings:
        return _findings(found, Words((line.organ for line in found.findings), request.today))
    opens = may_access(person_of(request), CASE_READ, None, request.today)
    return cases_table(found.cases, found.total, lights, opens)


def cases_table(
    cases: Sequence[StandingLine], total: int, lights: dict[str, Colour], opens: bool
) -> DataTable:
    """Cases with their light; `opens` where the reader may open them."""
    names = organ_names({line.organ for line in cases})
    columns = [
        Column(_("State"), "word", whole=True),
        Column(_("Case number"), "head", whole=True),
        Column(_("Cause"), "line"),
        Column(_("Organ"), "meta"),
        Column(_("Opened on"), "meta", whole=True, phone_label=_("Opened on")),
        Column(_("Due"), "meta", whole=True, phone_label=_("Due")),
    ]
    lines = [_case_row(line, names, lights.get(line.case), opens) for line in cases]
    return DataTable(ngettext("{n} case", "{n} cases", total).format(n=formats.count(total)), columns, lines)


def _case_row(line: StandingLine, names: dict[str, str], light: Colour | None, opens: bool) -> Row:
    number, organ, cause, opened, due, _ended = _case_cells(line, names)
    url = reverse("casework:case", kwargs={"case": line.case}) if opens else ""
    next_step = _step_said(line)
    return Row(
        [
            Cell(part=light_word(light)),
            Cell(number, url),
            Cell(cause, under=next_step),
            Cell(organ),
            Cell(opened),
            Cell(due or "—"),
        ],
        key=line.case,
        name=number,
    )


def _step_said(line: StandingLine) -> str:
    if not line.next_step or line.ended_day is not None:
        return ""
    step = shelf().docket(line.procedure).step(line.next_step)
    if step is None:
        return ""
    said = step.title if language() == "zh" else step.english or step.title
    return str(_("next: {step}")).format(step=said)


def _case_cells(line: StandingLine, names: dict[str, str]) -> list[str]:
    days = (line.opened_day, line.due_day, line.ended_day)
    said = ["" if day is None else date_of(day).isoformat() for day in days]
    return [line.number, names.get(line.organ, line.organ), line.cause, *said]


def _findings(found: Behind, words: Words) -> DataTable:
    columns = [
        Column(_("State"), "word", whole=True),
        Column(_("Organ"), "meta"),
        Column(_("Case"), "line", whole=True),
        Column(_("Finding"), "head"),
        Column(_("Article"), "meta"),
        Column(_("Due or day"), "meta"),
    ]
    lines = []
    for line in found.findings:
        state, organ, number, says, article, when = _finding_cells(line, words)
        url = reverse("supervision:finding", kwargs={"finding": line.id})
        cells = [Cell(part=state_word(line)), Cell(organ), Cell(number), Cell(says, url), Cell(article)]
        lines.append(Row([*cells, Cell(when)], key=line.id, name=f"{number} {state}"))
    return DataTable(
        ngettext("{n} finding", "{n} findings", found.total).format(n=formats.count(found.total)),
        columns,
        lines,
    )


def _finding_cells(line: FindingLine, words: Words) -> tuple[Any, ...]:
    return (
        state_word(line).text,
        words.organ(line.organ),
        line.number,
        words.says(line),
        words.articles(line),
        words.when(line),
    )


def _foot(found: Behind, one: Indicator, asked: BoardAsked) -> ListFoot:
    at = behind_url(one, asked)
    total = ngettext("{n} row", "{n} rows", found.total).format(n=formats.count(found.total))
    return list_foot(total, found.total, PAGE, found.page, lambda n: f"{at}&page={n}")
