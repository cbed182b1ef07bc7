"""A report's text held against the district's own figures of a year."""

from __future__ import annotations

from decimal import Decimal

from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import figures, year
from plumbline.core.authority.access import Visible
from plumbline.core.indicators.indicator import UNITS
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
        one, value = catalogue.figure(id), found[id].value
        if one.words and value is not None:
            unit = UNITS[one.unit].title
            amount, said = (value * 10_000, "元") if one.unit == "wan_yuan" else (value, unit)
            known[id] = Known(one.title, one.words, said, Decimal(amount))
    return known
