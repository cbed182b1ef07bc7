"""Figures of a table told to other apps for their papers: the same counts as the explorer's, by the same function."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.queries import figures
from plumbline.apps.supervision.queries.indicators import IndicatorLine
from plumbline.core.authority.access import Visible


def lines_of_table(table: str, first: int, last: int, seen: Visible, now: int) -> Sequence[IndicatorLine]:
    """The figures of a table over these days, of the organs that may be seen."""
    catalogue = definitions().catalogue
    wanted = next(one for one in catalogue.tables if one.id == table)
    found = figures((first, last), seen, now=now)
    lines = []
    with translation.override("zh-hans"):
        for id in wanted.figures:
            one = catalogue.figure(id.partition(":")[0])
            value = wording.number(found.figures[id].value, one)
            lines.append(
                IndicatorLine(
                    wording.title_of(catalogue, id), value, wording.unit_of(one), wording.meaning(one)
                )
            )
    return lines
