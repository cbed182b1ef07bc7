"""Fixing the figures of a report: every chip, and what it is reckoned from, with the rows that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from plumbline.apps.annual_report.errors import FigureNotReckoned, FiguresWait, RecordsWait
from plumbline.apps.annual_report.queries import HeldReport, scope_of
from plumbline.apps.figures.actions import refresh
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import RowsAsked, figures_wait, rows, year
from plumbline.apps.ledger_store.queries import leaves_of, log_state
from plumbline.core.authority.access import Visible
from plumbline.core.indicators.indicator import UNITS, Formula, Indicator
from plumbline.core.reports.yearly_fixed import (
    UNKNOWN,
    Fixed,
    FixedFigure,
    FixedRow,
    digest_of,
    in_order,
    line_of,
    reckon,
    text_digest,
    tidy,
    written_number,
)
from plumbline.core.reports.yearly_text import Chip, chips
from plumbline.core.rules.writing import write

_NAME: Final = re.compile(r"[a-z][a-z0-9_:]*")
MOST: Final = 10_000_000
"""Rows of one figure."""


class FixedRows:
    """The rows of all figures as lines below a folder: those of a large year do not fit into memory together."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self.leaf = 0
        """One more than the last leaf at which a row lies."""

    def add(self, key: str, rows: list[FixedRow]) -> None:
        """The rows of a figure, in order."""
        file = self._folder / str(len(self._files))
        with file.open("wb") as out:
            out.writelines(map(line_of, rows))
        self._files[key] = file
        self.leaf = max(self.leaf, rows[-1].leaf + 1 if rows else 0)

    def lines(self) -> Iterator[bytes]:
        """All of them in the order of their files (`write_parts`)."""
        for key in sorted(self._files):
            with self._files[key].open("rb") as file:
                yield from file


def fix(held: HeldReport, folder: Path, *, now: int) -> tuple[Fixed, FixedRows]:
    """The figures of the text as they stand, and their rows; raises FigureNotReckoned, RecordsWait.

    A counted figure is what its rows come to, and each of them has its place in the log: what is fixed can be verified.
    The rows lie in `folder`.
    """
    report = held.report
    found = [chip for words in report.words.values() for chip in chips(words)]
    return fix_chips(found, report.year, scope_of(held), text_digest(report.words), folder, now=now)


def fix_chips(
    found: Iterable[Chip],
    number: int,
    seen: Visible,
    text: str,
    folder: Path,
    *,
    now: int,
    whole: bool = True,
) -> tuple[Fixed, FixedRows]:
    """The figures of these chips for a year, as they stand, and their rows; raises as `fix` does.

    Without `whole` a figure that cannot be reckoned (a base of nothing) is fixed as such.
    """
    refresh(now=now)  # all of it, however long: what is fixed tells of the whole log
    if figures_wait():
        raise FiguresWait()
    fixing = _Fixing(number, seen, now, FixedRows(folder))
    for chip in found:
        fixing.add(chip)
    figures = fixing.reckoned(whole=whole)
    return Fixed(number, max(fixing.leaf, fixing.rows.leaf), figures, text), fixing.rows


class _Fixing:
    """Figures of several years, each counted once."""

    def __init__(self, number: int, seen: Visible, now: int, rows: FixedRows) -> None:
        self._year, self._seen, self._now = number, seen, now
        self._figures: dict[str, FixedFigure] = {}
        self.leaf = log_state().size
        self.rows = rows

    def add(self, chip: Chip) -> None:
        """A chip, and what it is reckoned from."""
        if chip.key in self._figures:
            return
        catalogue = definitions().catalogue
        name, _colon, kind = chip.figure.partition(":")
        one = catalogue.figure(name)
        unit, title = UNITS[one.unit].title, _title(one, kind, chip.year)
        if isinstance(one, Formula):
            of = [Chip(asked, chip.year) for asked in one.asks]
            for asked in of:
                self.add(asked)
            text = _NAME.sub(lambda found: _keyed(found[0], one, chip.year), write(one.expression))
            keys = tuple(asked.key for asked in of)
            self._figures[chip.key] = FixedFigure(
                chip.key, Decimal(1).scaleb(-UNITS[one.unit].places), "", unit, title, reckoned=text, of=keys
            )
            return
        mine = in_order(self._rows(chip, one, kind))
        self.rows.add(chip.key, mine)
        digest = digest_of(mine)
        if one.is_submitted and not mine:  # nobody said that it is nothing
            self._figures[chip.key] = FixedFigure(chip.key, None, UNKNOWN, unit, title, 0, digest)
            return
        value = tidy(sum((row.value for row in mine), Decimal(0)))
        text = written_number(value, unit)
        self._figures[chip.key] = FixedFigure(chip.key, value, text, unit, title, len(mine), digest)

    def reckoned(self, *, whole: bool) -> dict[str, FixedFigure]:
        """All of them, formulas reckoned from what was counted."""
        for key, one in self._figures.items():
            if one.value is None and whole:
                raise FigureNotReckoned(chip=f"{{{key}}}")
            if one.reckoned:
                value = reckon(one, self._figures)
                if value is None and whole:
                    raise FigureNotReckoned(chip=f"{{{key}}}")
                if value is None:
                    self._figures[key] = replace(one, value=None, written=UNKNOWN)
                    continue
                self._figures[key] = replace(one, value=tidy(value), written=written_number(value, one.unit))
        return self._figures

    def _rows(self, chip: Chip, one: Indicator, kind: str) -> list[FixedRow]:
        asked = RowsAsked(one, kind, most=MOST)
        told, _many = rows(asked, year(chip.year or self._year), self._seen, now=self._now)
        leaves = leaves_of(row.record for row in told)
        if any(row.record not in leaves for row in told):
            raise RecordsWait(chip=chip.written)
        return [FixedRow(chip.key, row.record, leaves[row.record], tidy(Decimal(row.value))) for row in told]


def _title(one: Indicator | Formula, kind: str, number: int | None) -> str:
    """What the page calls the figure, whatever the packs call it later."""
    named = one.title
    if kind and isinstance(one, Indicator):
        named += f"·{next(held.title for held in one.classes if held.id == kind)}"
    return f"{named}（{number}年）" if number else named


def _keyed(word: str, formula: Formula, year: int | None) -> str:
    return Chip(word, year).key if word in formula.asks else word
