"""The loan book as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.case_file.pages.asking import day
from plumbline.apps.case_file.queries import LoanLine
from plumbline.apps.page_parts.clocks import span
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.words import StatusWord


def loan_table(loans: Sequence[LoanLine], today: int, *, with_case: bool = True) -> DataTable:
    """What is out and what came back."""
    columns = [
        *(
            [Column(_("Case number"), "meta", whole=True), Column(_("Archive number"), "rest")]
            if with_case
            else []
        ),
        Column(_("Unit"), "head"),
        Column(_("Borrower"), "line"),
        Column(_("What for"), "line"),
        Column(_("Lent on"), "rest", whole=True),
        Column(_("To be back on"), "meta", whole=True, phone_label=_("To be back on")),
        Column(_("State"), "word", whole=True),
    ]
    rows = []
    for one in loans:
        cells = [
            Cell(one.unit),
            Cell(one.borrower or _("held no more")),
            Cell(one.purpose),
            Cell(day(one.day)),
            Cell(day(one.until)),
            Cell(part=loan_word(one, today)),
        ]
        if with_case:
            address = reverse("case_file:keeping", kwargs={"case": one.case})
            cells = [Cell(one.number, address), Cell(one.archive_number), *cells]
        rows.append(Row(cells))
    return DataTable(_("Loans"), columns, rows)


def loan_word(one: LoanLine, today: int) -> StatusWord:
    """Out, late or back."""
    if one.returned_day is not None and one.returned_day > one.until:
        late = span(one.returned_day - one.until, "days")
        told = _("back on {day}, {days} late").format(day=day(one.returned_day), days=late)
        return StatusWord(told, "soon", "alert-triangle")
    if one.returned_day is not None:
        return StatusWord(_("back on {day}").format(day=day(one.returned_day)), "passed", "check")
    if one.until < today:
        told = _("not back, {days} late").format(days=span(today - one.until, "days"))
        return StatusWord(told, "breach", "alert-circle")
    return StatusWord(_("lent out"), "soon", "clock")


def loan_cells(one: LoanLine) -> list[str]:
    """A loan as a line of a sheet."""
    back = day(one.returned_day) if one.returned_day is not None else ""
    return [
        one.number,
        one.archive_number,
        one.unit,
        one.borrower,
        one.purpose,
        day(one.day),
        day(one.until),
        back,
    ]
