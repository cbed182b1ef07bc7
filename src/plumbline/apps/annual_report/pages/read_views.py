"""The reader: contents, the paper with its figures, and what stands behind the one that was opened."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.annual_report.gaps import gaps_in
from plumbline.apps.annual_report.pages.asking import (
    Request,
    may_write,
    place,
    report_of,
    section_title,
    title_of,
    url_of,
)
from plumbline.apps.annual_report.pages.evidence import evidence
from plumbline.apps.annual_report.pages.list_views import state_word
from plumbline.apps.annual_report.policies import REPORT_READ
from plumbline.apps.annual_report.problems import problems_of
from plumbline.apps.annual_report.queries import HeldReport, is_external, is_known, live, typed, written
from plumbline.apps.casework.pages.answers import asks_for_part
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.page_parts.figures import FigureChip, FigureKind, figure_legend
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link, Tone
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import offered, requires
from plumbline.core.indicators.figure import Figure
from plumbline.core.reports.yearly_report import lines_of
from plumbline.core.reports.yearly_text import SECTIONS, Chip, Line, chips

_ANSWERED: Final[dict[str, tuple[Any, Tone]]] = {
    "mended": (gettext_lazy("mended, says the report"), "passed"),
    "partly_mended": (gettext_lazy("mended in part, says the report"), "running"),
    "not_mended": (gettext_lazy("not mended, says the report"), "breach"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a figure in their place."""

    words: str = ""
    chip: FigureChip | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph: words and chips in turn."""

    heading: bool
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Section:
    """A section as the paper shows it."""

    id: str
    title: str
    lines: list[Shown]
    figures: int
    edit_url: str
    typed: list[str]
    gaps: list[str]
    comments: list[tuple[str, str, str]]


@require_GET
@requires(REPORT_READ, place=place)
def read(request: Request, case: str) -> HttpResponse:
    """The report, with the figure that the address opens."""
    held = report_of(case)
    key = request.GET.get("figure", "")[:80]
    part = asks_for_part(request)  # the panel alone: no other figure is counted for it
    now = live(held, now=request.now, only=key if part else "")
    opened = next((chip for chip in _chips(held) if chip.key == key and key in now), None)
    panel = evidence(request, held, opened, now.get(opened.key)) if opened else None
    if part:
        return render(request, "annual_report/evidence.html", {"panel": panel})
    writes = may_write(request, held)
    goes_on = writes and "publish" not in held.report.steps  # what is public is mended by a correction alone
    sections = [_section(held, one, now, key, goes_on) for one in SECTIONS]
    values = {
        "head": _head(request, held, writes),
        "sections": sections,
        "has_gaps": any(one.gaps for one in sections),
        "panel": panel,
        "legend": figure_legend(),
        "counted": _counted(held, now),
        "writes": goes_on,
        "fix_url": url_of("fix", held),
        "missing": [section_title(one) for one in held.report.missing],
        "problems": _problems(request, held, writes),
        "chart": bool(panel and panel.chart),
    }
    return render(request, "annual_report/read.html", values)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of last year's report, listed beside this one; `answer` leads a writer to the act that answers it."""

    text: str
    url: str
    word: StatusWord
    answer: str


@dataclass(frozen=True, slots=True)
class Problems:
    """The list with what is to be done: how many are unanswered, how many this report named, where one is listed."""

    before: list[Problem]
    unanswered: int
    own: int
    list_url: str
    new_url: str


def _problems(request: Request, held: HeldReport, writes: bool) -> Problems | None:
    """Of the district's own report: units answer for their problems there."""
    if held.report.body == "department" or request.person is None:
        return None
    found = problems_of(request.person, held, today=request.today, now=request.now)
    before = []
    for one in found.before:
        case = one.item.line.case
        word = _ANSWERED.get(one.said, (gettext_lazy("not answered yet"), "soon"))
        answer = reverse("casework:act", kwargs={"case": case, "step": "carry_over"})
        open_ = writes and not one.said and one.item.state != "closed"
        before.append(
            Problem(
                one.facts,
                reverse("casework:case", kwargs={"case": case}),
                StatusWord(str(word[0]), word[1]),
                answer if open_ else "",
            )
        )
    new = reverse("casework:new") + "?procedure=tracked.problem" if writes else ""
    url = offered("leadership:problems", request)
    return Problems(before, found.unanswered, len(found.own), url, new)


def _chips(held: HeldReport) -> list[Chip]:
    return list(dict.fromkeys(chip for words in held.report.words.values() for chip in chips(words)))


def _head(request: Request, held: HeldReport, writes: bool) -> PageHead:
    path = (Link(_("Annual report"), reverse("annual_report:list")), Link(str(held.report.year)))
    acts = []
    if held.report.fixed is not None and not held.report.is_stale:
        acts = [
            Act("DOCX", url_of("docx", held), icon="download"),
            Act("PDF", url_of("pdf", held), icon="download"),
        ]
        if writes or "publish" in held.report.steps:
            acts.append(Act(_("Bundle to verify"), url_of("bundle", held), icon="download"))
    if writes:
        acts.insert(0, Act(_("Parts from units"), url_of("units", held)))
        acts.insert(0, Act(_("The case"), reverse("casework:case", kwargs={"case": held.report.case})))
    facts = [Fact(_("Number"), held.number)]
    if held.report.fixed is not None:
        facts.append(Fact(_("Figures counted up to leaf"), str(held.report.fixed.leaf)))
    if writes and held.report.open_comments:
        facts.append(Fact(_("Comments not settled"), str(len(held.report.open_comments))))
    return PageHead(
        title_of(held), path=path, words=(state_word(held.report), *_stale(held)), facts=facts, acts=acts
    )


def _stale(held: HeldReport) -> tuple[StatusWord, ...]:
    return (
        (StatusWord(_("text changed since the figures were fixed"), "soon"),) if held.report.is_stale else ()
    )


def _section(
    held: HeldReport, one: tuple[str, str, str], now: dict[str, Figure], key: str, writes: bool
) -> Section:
    id = one[0]
    words = held.report.words.get(id, "")
    return Section(
        id,
        section_title(one),
        [_shown(held, line, now, key) for line in lines_of(held.report, id)],
        len(chips(words)),
        url_of("edit", held, section=id) if writes else "",
        [number.text for number in typed(held.report).get(id, [])],
        gaps_in(words),
        [(c.no, c.words, c.result) for c in held.report.comments.values() if c.section == id],
    )


def _shown(held: HeldReport, line: Line, now: dict[str, Figure], key: str) -> Shown:
    return Shown(line.heading, [_piece(held, one, now, key) for one in line.pieces])


def _piece(held: HeldReport, one: str | Chip, now: dict[str, Figure], key: str) -> Piece:
    if isinstance(one, str):
        return Piece(one)
    value = shown_value(held, one, now)
    url = f"{url_of('read', held)}?figure={one.key}"
    chip = FigureChip(value, spoken(one, value), url, _kind(held, one, now), opened=one.key == key)
    return Piece(chip=chip)


def shown_value(held: HeldReport, chip: Chip, now: dict[str, Figure]) -> str:
    """The fixed value once there is one, else what it comes to now."""
    fixed = held.report.fixed.figures.get(chip.key) if held.report.fixed else None
    if fixed is not None:
        return fixed.written
    return written(chip.figure, now[chip.key].value) if chip.key in now else "—"


def spoken(chip: Chip, value: str) -> str:
    """«656 件，合法性审查»."""
    catalogue = definitions().catalogue
    if not is_known(catalogue, chip):
        return f"{value}，{chip.key}"
    one = catalogue.figure(chip.figure.partition(":")[0])
    return f"{value} {wording.unit_of(one)}，{wording.title_of(catalogue, chip.figure)}"


def _kind(held: HeldReport, chip: Chip, now: dict[str, Figure]) -> FigureKind:
    figure = now.get(chip.key)
    if figure is None or figure.value is None or figure.unsaid or has_changed(held, chip, figure):
        return "doubted"
    return "reported" if is_external(chip.figure) else "measured"


def has_changed(held: HeldReport, chip: Chip, figure: Figure) -> bool:
    """Whether the records come to something else now than when the figure was fixed."""
    fixed = held.report.fixed.figures.get(chip.key) if held.report.fixed else None
    return fixed is not None and (figure.value is None or fixed.value != Decimal(figure.value))


def _counted(held: HeldReport, now: dict[str, Figure]) -> str:
    kinds = [_kind(held, chip, now) for chip in _chips(held)]
    count = ngettext("{count} figure in the text", "{count} figures in the text", len(kinds))
    words = _("measured {measured}, submitted {reported}, in doubt {doubted}")
    told = {kind: kinds.count(kind) for kind in ("measured", "reported", "doubted")}
    return f"{count.format(count=len(kinds))}: {words.format(**told)}"
