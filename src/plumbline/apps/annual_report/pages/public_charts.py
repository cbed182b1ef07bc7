"""Charts of a public report, drawn without a script: what a paragraph tells side by side, figures by year and month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from plumbline.apps.annual_report.pages.asking import section_title
from plumbline.apps.annual_report.queries import HeldReport
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import Chart, Series
from plumbline.core.indicators.indicator import UNITS, Formula, Indicator
from plumbline.core.reports.yearly_fixed import FixedFigure
from plumbline.core.reports.yearly_report import lines_of
from plumbline.core.reports.yearly_text import Chip, Line

_FEWEST, _MOST = 2, 8
_SHARE: Final = "%"


def title_of_figure(one: FixedFigure) -> str:
    """What a fixed figure is called: in the words of the packs, else as it was called when it was fixed."""
    catalogue = definitions().catalogue
    name, _at, number = one.key.partition("@")
    try:
        title = wording.title_of(catalogue, name)
    except (KeyError, StopIteration):
        return one.title
    return f"{title} ({number})" if number else title


def unit_of_figure(one: FixedFigure) -> str:
    """Its unit in the reader's language; that of a share stands in the number."""
    if one.unit == _SHARE:
        return ""
    found = next((unit for unit in UNITS.values() if unit.title == one.unit), None)
    return wording.in_language(found.title, found.english) if found else one.unit


def definition_of(chip: Chip) -> Indicator | Formula | None:
    """What the packs define under the name; None: they define it no longer."""
    catalogue, name = definitions().catalogue, chip.figure.partition(":")[0]
    return catalogue.figure(name) if name in catalogue.ids else None


def text_charts(held: HeldReport, url: Callable[[str], str]) -> list[Chart]:
    """Figures that one paragraph tells in one unit, side by side; each bar leads to its figure."""
    figures = held.report.fixed.figures if held.report.fixed else {}
    charts: list[Chart] = []
    for section in held.report.sections:
        heading = section_title(section)
        for line in lines_of(held.report, section[0]):
            if line.heading:
                heading = "".join(piece for piece in line.pieces if isinstance(piece, str)) or heading
                continue
            for unit, mine in _side_by_side(line, figures).items():
                charts.append(_bars(f"c{len(charts)}", heading, unit, mine, url))
    return charts


def _side_by_side(line: Line, figures: Mapping[str, FixedFigure]) -> dict[str, list[FixedFigure]]:
    keys = dict.fromkeys(piece.key for piece in line.pieces if isinstance(piece, Chip))
    by_unit: dict[str, list[FixedFigure]] = {}
    for one in (figures[key] for key in keys if key in figures):
        if one.unit != _SHARE and one.value is not None:
            by_unit.setdefault(one.unit, []).append(one)
    return {unit: found[:_MOST] for unit, found in by_unit.items() if len(found) >= _FEWEST}


def _bars(key: str, heading: str, unit: str, mine: Sequence[FixedFigure], url: Callable[[str], str]) -> Chart:
    names = [title_of_figure(one) for one in mine]
    values = [one.value or Decimal(0) for one in mine]
    most = max(range(len(mine)), key=values.__getitem__)
    said = _("largest: {name}, {value}").format(name=names[most], value=mine[most].written)
    return Chart(
        key,
        heading,
        unit_of_figure(mine[0]),
        said,
        "bars_across",
        names,
        [Series(unit, [float(one) for one in values])],
        links=[url(one.key) for one in mine],
        still=True,
    )


def month_chart(one: FixedFigure, months: Mapping[int, Decimal], number: int) -> Chart:
    """The rows of a figure by the month of their day."""
    values = [months.get(month, Decimal(0)) for month in range(1, 13)]
    most = max(range(12), key=values.__getitem__)
    said = _("most in month {month}: {most}").format(
        month=most + 1, most=formats.quantity(float(values[most]))
    )
    names = [_("{month}").format(month=month) for month in range(1, 13)]
    title = _("By month, {year}").format(year=number)
    series = [Series(title_of_figure(one), [float(value) for value in values])]
    return Chart("months", title, unit_of_figure(one), said, "bars_across", names, series, still=True)


def year_chart(one: FixedFigure, by_year: Mapping[int, tuple[Decimal, str]]) -> Chart:
    """A figure over the years that were published; each bar leads to that year's figure."""
    numbers = sorted(by_year)
    values = [float(by_year[number][0]) for number in numbers]
    said = _("{first} to {last}: {before} and {after}").format(
        first=numbers[0],
        last=numbers[-1],
        before=formats.quantity(values[0]),
        after=formats.quantity(values[-1]),
    )
    series = [Series(title_of_figure(one), values)]
    links = [by_year[number][1] for number in numbers]
    names = [str(number) for number in numbers]
    return Chart(
        "years",
        _("By year"),
        unit_of_figure(one),
        said,
        "bars_across",
        names,
        series,
        links=links,
        still=True,
    )
