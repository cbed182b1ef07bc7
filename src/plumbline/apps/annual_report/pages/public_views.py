"""Reports in public: the list, the text in which every figure opens, and what stands behind a figure. No script."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.annual_report.errors import NoSuchReport
from plumbline.apps.annual_report.pages.asking import section_title, title_of
from plumbline.apps.annual_report.pages.public_charts import (
    definition_of,
    month_chart,
    text_charts,
    title_of_figure,
    unit_of_figure,
    year_chart,
)
from plumbline.apps.annual_report.pages.read_views import Piece, Shown
from plumbline.apps.annual_report.publishing import (
    Spread,
    chip_named,
    public_report,
    published,
    slug_of,
    spread,
)
from plumbline.apps.annual_report.queries import HeldReport, is_external
from plumbline.apps.disclosure.queries import public_of_organisations
from plumbline.apps.figures.pages import wording
from plumbline.apps.ledger_store.queries import leaves_of
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import FigureChip, FigureKind
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.public_portal.frame import Request, portal_page, shown, to
from plumbline.apps.public_portal.pages.decisions_views import decision_table
from plumbline.core.errors import Language
from plumbline.core.indicators.indicator import Counts, Formula, Indicator
from plumbline.core.reports.yearly_fixed import FixedFigure
from plumbline.core.reports.yearly_report import lines_of
from plumbline.core.reports.yearly_text import Chip, chips

_HELD: Final = (Counts.HELD, Counts.BROUGHT)
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def address(name: str, language: Language, held: HeldReport | None = None, key: str = "") -> str:
    """Where a page of the reports lies."""
    told: dict[str, Any] = {"language": language}
    if held is not None:
        told |= {"year": held.report.year, "organ": held.organ}
    if key:
        told["figure"] = slug_of(key)
    return str(reverse(f"public_report:{name}", kwargs=told))


def addresses() -> Iterator[str]:
    """Every page of every report, for the portal as files."""
    found = published()
    for language in LANGUAGES:
        yield address("list", language)
        for held in found:
            yield address("read", language, held)
            for key in held.report.fixed.figures if held.report.fixed else ():
                yield address("figure", language, held, key)


@portal_page
def report_list(request: Request, language: Language) -> HttpResponse:
    """The reports that are public, newest year first."""
    found = published()
    names = organ_names({one.organ for one in found})
    columns = [
        Column(_("Report"), "head"),
        Column(_("Organ"), "line"),
        Column(_("Published on"), "meta", whole=True, phone_label=_("Published on")),
        Column(_("Figures"), "meta", numeric=True, phone_label=_("Figures")),
    ]
    rows = [
        Row(
            [
                Cell(title_of(one), address("read", language, one)),
                Cell(names.get(one.organ, one.organ)),
                Cell(one.report.steps["publish"]),
                Cell(str(len(_chips(one)))),
            ]
        )
        for one in found
    ]
    title = _("Annual reports")
    values = {
        "title": title,
        "path": [Link(_("Annual figures"), to("figures", language)), Link(title)],
        "table": DataTable(title, columns, rows) if rows else None,
    }
    return shown(request, language, "report_list.html", values)


@portal_page
def read(request: Request, language: Language, year: int, organ: str) -> HttpResponse:
    """The text of a report; every figure in it opens."""
    held = _held(year, organ)
    values = {
        "title": title_of(held),
        "path": _path(held, language),
        "facts": _facts(held, language),
        "contents": [(one[0], section_title(one)) for one in held.report.sections],
        "sections": [(one[0], one[1], _lines(held, one[0], language)) for one in held.report.sections],
        "charts": text_charts(held, lambda key: address("figure", language, held, key)),
    }
    return shown(request, language, "report.html", values)


@portal_page
def figure(request: Request, language: Language, year: int, organ: str, figure: str) -> HttpResponse:
    """What stands behind a figure: definition, count, by month, organ and year, the decisions that are public."""
    held = _held(year, organ)
    try:
        chip = chip_named(held, figure)
    except NoSuchReport:
        raise Http404 from None
    fixed, one = _fixed(held)[chip.key], definition_of(chip)
    title = title_of_figure(fixed)
    values: dict[str, Any] = {
        "title": title,
        "path": [*_path(held, language, leads=True), Link(title)],
        "value": fixed.written,
        "unit": unit_of_figure(fixed),
        "facts": [*_definition(one), *_proof(held, fixed)],
        "parts": _parts(held, fixed, language),
        "years": _years(held, chip, fixed, language),
        "report_url": address("read", language, held),
        "verification_url": to("verification", language),
        "external": is_external(chip.figure),
        **dict.fromkeys(("months", "organs", "decisions")),
        "gone": 0,
        "total": 0,
    }
    if isinstance(one, Indicator) and not values["external"]:
        found = spread(held, chip, one, now=request.now)
        values |= _spread(held, chip, fixed, one, found, language)
    return shown(request, language, "report_figure.html", values)


def _held(year: int, organ: str) -> HeldReport:
    try:
        return public_report(year, organ)
    except NoSuchReport:
        raise Http404 from None


def _fixed(held: HeldReport) -> dict[str, FixedFigure]:
    return dict(held.report.fixed.figures) if held.report.fixed else {}


def _chips(held: HeldReport) -> list[Chip]:
    return list(dict.fromkeys(chip for words in held.report.words.values() for chip in chips(words)))


def _path(held: HeldReport, language: Language, *, leads: bool = False) -> list[Link]:
    here = address("read", language, held) if leads else ""
    return [
        Link(_("Annual figures"), to("figures", language)),
        Link(_("Annual reports"), address("list", language)),
        Link(title_of(held), here),
    ]


def _facts(held: HeldReport, language: Language) -> list[Fact]:
    fixed = held.report.fixed
    assert fixed is not None
    name = organ_names([held.organ]).get(held.organ, held.organ)
    return [
        Fact(_("Organ"), link=Link(name, to("organ", language, code=held.organ))),
        Fact(_("Published on"), held.report.steps["publish"]),
        Fact(_("Figures fixed on"), held.report.steps["fix_figures"]),
        Fact(_("Figures counted up to leaf"), str(fixed.leaf)),
        *_sealed(held),
    ]


def _sealed(held: HeldReport) -> list[Fact]:
    leaf = leaves_of([held.report.fixed_by]).get(held.report.fixed_by)
    return [Fact(_("Sealed as record"), str(leaf))] if leaf is not None else []


def _lines(held: HeldReport, section: str, language: Language) -> list[Shown]:
    return [
        Shown(line.heading, [_piece(held, one, language) for one in line.pieces])
        for line in lines_of(held.report, section)
    ]


def _piece(held: HeldReport, one: str | Chip, language: Language) -> Piece:
    if isinstance(one, str):
        return Piece(one)
    fixed = _fixed(held)[one.key]
    spoken = f"{fixed.written} {unit_of_figure(fixed)}，{title_of_figure(fixed)}"
    kind: FigureKind = "reported" if is_external(one.figure) else "measured"
    url = address("figure", language, held, one.key)
    return Piece(chip=FigureChip(fixed.written, spoken, url, kind, leads=True))


def _definition(one: Indicator | Formula | None) -> list[Fact]:
    if one is None:
        return [Fact(_("Counts"), _("the packs in use define it no longer"))]
    facts = [Fact(_("Counts"), wording.meaning(one))]
    if isinstance(one, Indicator):
        facts.append(Fact(_("How it is counted"), wording.how_counted(one)))
        facts.append(Fact(_("Dated by"), _("the day of the act") if one.on is None else one.on))
    if one.basis:
        facts.append(Fact(_("Basis"), wording.basis_of(one)))
    return facts


def _proof(held: HeldReport, fixed: FixedFigure) -> list[Fact]:
    if fixed.reckoned:
        return [Fact(_("Reckoned as"), fixed.reckoned, mono=True), *_sealed(held)]
    count = _("{count} rows").format(count=f"{fixed.rows:,}")
    return [Fact(_("Rows"), count), *_sealed(held), Fact(_("Hash of its rows"), fixed.digest, mono=True)]


def _parts(held: HeldReport, fixed: FixedFigure, language: Language) -> DataTable | None:
    """The figures that a reckoned one comes from."""
    mine = [_fixed(held)[key] for key in fixed.of]
    if not mine:
        return None
    columns = [
        Column(_("Indicator"), "head"),
        Column(_("Figure"), "meta", numeric=True, phone_label=_("Figure")),
    ]
    rows = [
        Row([Cell(title_of_figure(one), address("figure", language, held, one.key)), Cell(one.written)])
        for one in mine
    ]
    return DataTable(_("Reckoned from"), columns, rows)


def _years(held: HeldReport, chip: Chip, fixed: FixedFigure, language: Language) -> Any:
    """The figure over the years: as this report compares it, and as the body's other reports had it."""
    by_year: dict[int, tuple[Decimal, str]] = {}
    same = [one for one in published() if one.organ == held.organ and one.report.year != held.report.year]
    for one in [*same, held]:
        for key, told in _fixed(one).items():
            name, _at, number = key.partition("@")
            if name == chip.figure and told.value is not None:
                by_year[int(number or one.report.year)] = told.value, address("figure", language, one, key)
    return year_chart(fixed, by_year) if len(by_year) > 1 else None


def _spread(
    held: HeldReport, chip: Chip, fixed: FixedFigure, one: Indicator, found: Spread, language: Language
) -> dict[str, Any]:
    number = chip.year or held.report.year
    names = organ_names({organ for organ, _value, _many in found.organs})
    columns = [
        Column(_("Organ"), "head"),
        Column(_("Figure"), "meta", numeric=True, phone_label=_("Figure")),
        Column(_("Rows"), "meta", numeric=True, phone_label=_("Rows")),
    ]
    rows = [
        Row(
            [
                Cell(names.get(organ, organ), to("organ_year", language, code=organ, year=number)),
                Cell(formats.quantity(float(value))),
                Cell(f"{many:,}"),
            ]
        )
        for organ, value, many in found.organs
    ]
    decisions, total = public_of_organisations(found.cases)
    has_months = one.counts not in _HELD and fixed.rows > 1 and bool(found.months)
    return {
        "months": month_chart(fixed, found.months, number) if has_months else None,
        "organs": DataTable(_("By organ"), columns, rows) if rows else None,
        "gone": found.gone,
        "decisions": decision_table(decisions, "", language) if decisions else None,
        "total": total,
    }
