"""Tables of facts that acts do not carry: certificates of officers, figures of law set by the district.

Errors
------
SideTableError (IntakeError)    a row of such a table that cannot be read
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from plumbline.apps.record_intake.dates import AmbiguousFormat, find_format, reader_of
from plumbline.apps.record_intake.errors import AmbiguousDates, ColumnMissing, IntakeError
from plumbline.apps.record_intake.reading import read_batches
from plumbline.apps.record_intake.rows import Source
from plumbline.core.clocks.civil import LAST_CIVIL_DAY, day_of
from plumbline.core.facts.officers import Certificate, OfficerRegister
from plumbline.core.law.dated_figure import NATION, UNITS, Figure, FigureTable, FigureValue, merge_figures
from plumbline.core.vocabulary import Standing

_T = TypeVar("_T")


class SideTableError(IntakeError):
    """A row that cannot be read. These tables decide many cases, so one bad row stops the check."""

    zh = "{file} 第 {line} 行：{detail}"
    en = "{file}, line {line}: {detail}"
    remedy_zh = "改正该行后重新检查"
    remedy_en = "mend that line and run the check again"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its place in the file."""

    file: str
    line: int
    cells: dict[str, str]
    forms: dict[str, str | None]

    def text(self, name: str) -> str:
        """The cell of a column without blanks around it; empty where there is no such column."""
        return self.cells.get(name, "").strip()

    def refused(self, detail: str) -> SideTableError:
        """What is wrong in this row, with its place."""
        return SideTableError(file=self.file, line=self.line, detail=detail)

    def day(self, name: str) -> date | None:
        """The day in a column of dates; None where it is empty. Raises SideTableError."""
        text = self.text(name)
        if not text:
            return None
        found = self.read(name, lambda word: reader_of(self.forms.get(name) or "iso")(word), "YYYY-MM-DD")
        return date(found.year, found.month, found.day)

    def read(self, name: str, make: Callable[[str], _T], wanted: str) -> _T:
        try:
            return make(self.text(name))
        except (ValueError, OverflowError, InvalidOperation):
            detail = f"{name}: {self.text(name)!r} ≠ {wanted}"
            raise SideTableError(file=self.file, line=self.line, detail=detail) from None


def read_officers(path: Path) -> OfficerRegister:
    """The register of `officer, valid_from, valid_to`: several rows an officer; without dates known to have none.

    An empty `valid_to` beside a `valid_from` is a certificate without an end. Raises `IntakeError`.
    """
    held: dict[str, tuple[Certificate, ...]] = {}
    for row in table_rows(path, ("officer", "valid_from", "valid_to"), dates=("valid_from", "valid_to")):
        officer, first, last = row.text("officer"), row.day("valid_from"), row.day("valid_to")
        if not officer or (last is not None and (first is None or last < first)):
            detail = "valid_from ≤ valid_to" if officer else "officer = ''"
            raise row.refused(detail)
        held.setdefault(officer, ())
        if first is not None:
            end = LAST_CIVIL_DAY if last is None else day_of(last)
            held[officer] += (Certificate(day_of(first), end),)
    return OfficerRegister(held)


def with_figures(table: FigureTable, path: Path) -> FigureTable:
    """The figures of the packs with those of `figure, key, division, from, to, value, unit` put in.

    A value takes the place of one that the packs leave to be set. Raises `IntakeError`, and `PackErrors` where it
    contradicts one that a pack gives.
    """
    figures = dict(table.figures)
    for row in table_rows(path, ("figure", "from", "value"), dates=("from", "to")):
        name, value = row.text("figure"), _figure_value(row)
        known = figures.get(name)
        if known is None:
            unit = row.text("unit") or "count"
            if not name or unit not in UNITS:
                raise row.refused(f"unit: {unit!r} ≠ {', '.join(UNITS)}")
            figures[name] = Figure(name, name, unit, "key" if value.of else None, (value,))
            continue
        kept = tuple(v for v in known.values if v.value is not None or not v.overlaps(value))
        figures[name] = replace(known, values=(*kept, value))
    return merge_figures(figures.values())


def _figure_value(row: TableRow) -> FigureValue:
    first = row.day("from")
    if first is None:
        raise row.refused("from = ''")
    return FigureValue(
        first=first,
        last=row.day("to"),
        of=row.text("key") or None,
        value=row.read("value", Decimal, "1234.56"),
        division=row.text("division") or NATION,
        basis=(),
        checked_on=None,
        standing=Standing.READ,
        set_by=None,
        note="",
        file=row.file,
        line=row.line,
    )


def table_rows(path: Path, needed: tuple[str, ...], dates: tuple[str, ...]) -> Iterator[TableRow]:
    """The rows of a table that has the columns `needed`; `dates` are written in one form each. Raises `IntakeError`."""
    source = Source(str(path), path.name, 0)
    forms: dict[str, str | None] = {}
    for batch in read_batches(path, source):
        for name in needed:
            if name not in batch.columns:
                known = ", ".join(source.columns)
                raise ColumnMissing(file=source.name, column=name, meaning=path.name, known=known)
        for fault in batch.faults:
            raise SideTableError(file=source.name, line=fault.line, detail=str(fault.fault.reason))
        for name in dates:
            if name in batch.columns and name not in forms:
                sample = [t.strip() for t in batch.columns[name].to_pylist() if t and t.strip()]
                try:
                    forms[name] = find_format(sample)
                except AmbiguousFormat:
                    raise AmbiguousDates(file=source.name, column=name, sample=sample[0]) from None
        for position in range(batch.size):
            yield TableRow(source.name, int(batch.lines[position]), batch.row(position), forms)
