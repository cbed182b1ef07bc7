"""A report's text held against the district's own figures of a year."""

from __future__ import annotations

from decimal import Decimal

from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import figures, year
from plumbline.core.authority.access import Visible
from plumbline.core.indicators.figure import Figure
from plumbline.core.indicators.indicator import UNITS, Formula, Indicator
from plumbline.core.report_audit.audit import Audit, Known, audit_text


def audit(text: str, *, against: int | None, seen: Visible, now: int) -> Audit:
    """The audit of a text; `against` is the year whose figures it is held against, None for none."""
    known = None if against is None else known_figures(against, seen, now)
    return audit_text(text, year=against, figures=known)


def known_figures(number: int, seen: Visible, now: int) -> dict[str, Known]:
    """The figures of a year that reports speak of, with the words by which they do."""
    catalogue = definitions().catalogue
    found = figures(year(number), seen, now=now).figures
    known = {}
    for id in catalogue.ids:
        one = catalogue.figure(id)
        if one.words and (told := _known(one.title, one, one.words, found[id])):
            known[id] = told
        for kind in (kind for kind in getattr(one, "classes", ()) if kind.words):
            counted = found.get(f"{id}:{kind.id}", Figure(id, 0))
            title = f"{one.title}·{kind.title}"
            if told := _known(title, one, kind.words, counted, *one.words[:1]):
                known[f"{id}:{kind.id}"] = told
    return known


def _known(
    title: str, one: Indicator | Formula, words: tuple[str, ...], found: Figure, within: str = ""
) -> Known | None:
    """A figure as a text is held against it: money in yuan, as the text is read."""
    if found.value is None:
        return None
    unit, value = UNITS[one.unit].title, Decimal(found.value)
    if one.unit == "wan_yuan":
        unit, value = "元", value * 10_000
    return Known(title, words, unit, value, within)
