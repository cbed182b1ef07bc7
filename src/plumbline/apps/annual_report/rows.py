"""What a figure counts now against what it counted when it was fixed: which records came, which went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plumbline.apps.annual_report.fixing import MOST
from plumbline.apps.annual_report.queries import HeldReport, scope_of
from plumbline.apps.attachments.queries import file
from plumbline.apps.figures.queries import RowsAsked, rows, year
from plumbline.apps.ledger_store.queries import case_numbers
from plumbline.core.authority.access import Visible
from plumbline.core.indicators.figure import Row
from plumbline.core.indicators.indicator import Indicator
from plumbline.core.ledger.record import Record
from plumbline.core.reports.yearly_fixed import FixedRow, part_number, read_rows
from plumbline.core.reports.yearly_text import Chip

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows that were not there, and records that count no longer, since the figure was fixed."""

    came: tuple[Row, ...]
    went: tuple[FixedRow, ...]

    def __bool__(self) -> bool:
        return bool(self.came or self.went)

    def said(self) -> str:
        """Which records did it."""
        numbers = case_numbers([one.case for one in self.came[:_NAMED]])
        came = "、".join(numbers.get(one.case, one.case) for one in self.came[:_NAMED])
        went = "、".join(one.record[-12:] for one in self.went[:_NAMED])
        told = []
        if self.came:
            told.append(_("{count} came: {names}").format(count=len(self.came), names=came))
        if self.went:
            told.append(_("{count} went: {names}").format(count=len(self.went), names=went))
        return "; ".join(told)


def changed_rows(held: HeldReport, chip: Chip, one: Indicator, *, now: int) -> Changed:
    """What changed since the figures were fixed; the rows then come from the file that was sealed with them."""
    return changed_since(_fixed_by(held), chip, one, chip.year or held.report.year, scope_of(held), now=now)


def changed_since(
    fixed_by: Record, chip: Chip, one: Indicator, number: int, seen: Visible, *, now: int
) -> Changed:
    """What changed of one figure of a year against the rows that a record fixed of it."""
    kind = chip.figure.partition(":")[2]
    told, _many = rows(RowsAsked(one, kind, most=MOST), year(number), seen, now=now)
    before = {row.record: row for row in rows_fixed_by(fixed_by, chip.key)}
    after = {row.record: row for row in told}
    came = tuple(row for id, row in after.items() if id not in before or before[id].value != row.value)
    went = tuple(row for id, row in before.items() if id not in after)
    return Changed(came, went)


def fixed_rows(held: HeldReport, key: str) -> Iterator[FixedRow]:
    """The rows of a figure that were fixed; none where their files are not kept here."""
    yield from rows_fixed_by(_fixed_by(held), key)


def _fixed_by(held: HeldReport) -> Record:
    return next(one.record for one in held.file.held if one.record.id == held.report.fixed_by)


def rows_fixed_by(record: Record, key: str) -> Iterator[FixedRow]:
    """The rows of a figure that a record fixed; none where their files are not kept here."""
    parts = sorted((part_number(one.id), one.hash) for one in record.attachments if part_number(one.id))
    for _number, hash in parts:
        for row in read_rows(b"".join(file(hash).read())):
            if row.figure > key:
                return
            if row.figure == key:
                yield row
