"""Fixing the figures of a report: every chip, and what it is reckoned from, with the rows that it counts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from plumbline.apps.annual_report.errors import FigureNotReckoned
from plumbline.apps.annual_report.queries import tidy, written
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import RowsAsked, figures, rows, year
from plumbline.apps.ledger_store.queries import leaf_of
from plumbline.core.authority.access import Visible
from plumbline.core.indicators.figure import Figure
from plumbline.core.indicators.indicator import UNITS, Formula, Indicator
from plumbline.core.reports.yearly_fixed import Fixed, FixedFigure, FixedRow, digest_of, in_order
from plumbline.core.reports.yearly_report import YearlyReport
from plumbline.core.reports.yearly_text import Chip, chips
from plumbline.core.rules.writing import write

_NAME: Final = re.compile(r"[a-z][a-z0-9_:]*")
MOST: Final = 10_000_000
"""Rows of one figure."""


def fix(report: YearlyReport, seen: Visible, *, now: int) -> tuple[Fixed, list[FixedRow]]:
    """The figures of the text as they stand, and their rows; raises FigureNotReckoned."""
    fixing = _Fixing(report.year, seen, now)
    for words in report.words.values():
        for chip in chips(words):
            fixing.add(chip)
    return Fixed(report.year, fixing.leaf, fixing.figures), in_order(fixing.rows)


class _Fixing:
    """Figures of several years, each counted once."""

    def __init__(self, number: int, seen: Visible, now: int) -> None:
        self._year, self._seen, self._now = number, seen, now
        self._counted: dict[int, dict[str, Figure]] = {}
        self.leaf = 0
        self.figures: dict[str, FixedFigure] = {}
        self.rows: list[FixedRow] = []

    def add(self, chip: Chip) -> None:
        """A chip, and what it is reckoned from."""
        if chip.key in self.figures:
            return
        name, _colon, kind = chip.figure.partition(":")
        one = definitions().catalogue.figure(name)
        figure = self._of_year(chip.year or self._year)[chip.figure]
        if figure.value is None:
            raise FigureNotReckoned(chip=chip.written)
        value = tidy(Decimal(figure.value))
        unit = UNITS[one.unit].title
        if isinstance(one, Formula):
            of = [Chip(asked, chip.year) for asked in one.asks]
            for asked in of:
                self.add(asked)
            text = _NAME.sub(lambda found: _keyed(found[0], one, chip.year), write(one.expression))
            keys = tuple(asked.key for asked in of)
            fixed = FixedFigure(chip.key, value, written(chip.figure, value), unit, reckoned=text, of=keys)
        else:
            mine = in_order(self._rows(chip, one, kind))
            fixed = FixedFigure(
                chip.key, value, written(chip.figure, value), unit, len(mine), digest_of(mine)
            )
            self.rows += mine
        self.figures[chip.key] = fixed

    def _of_year(self, number: int) -> dict[str, Figure]:
        if number not in self._counted:
            standing = figures(year(number), self._seen, now=self._now)
            self._counted[number], self.leaf = standing.figures, standing.leaf
        return self._counted[number]

    def _rows(self, chip: Chip, one: Indicator, kind: str) -> list[FixedRow]:
        asked = RowsAsked(one, kind, most=MOST)
        told, _many = rows(asked, year(chip.year or self._year), self._seen, now=self._now)
        return [FixedRow(chip.key, row.record, _leaf(row.record), tidy(Decimal(row.value))) for row in told]


def _keyed(word: str, formula: Formula, year: int | None) -> str:
    return Chip(word, year).key if word in formula.asks else word


def _leaf(record: str) -> int:
    leaf = leaf_of(record)
    assert leaf is not None, record  # what figures count has its place in the log
    return leaf
