"""What became of a figure since it was fixed: the records that came, those that count no longer, and what did it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.answers import asks_for_part
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.pages.asking import FiguresAsked, read_asked
from plumbline.apps.ledger_store.queries import case_numbers, case_records
from plumbline.apps.ledger_store.queries import record as held_record
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.year_end.pages.year_views import Request
from plumbline.apps.year_end.policies import YEAR_END_READ
from plumbline.apps.year_end.queries import Since, since_fixed
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import VOID_ACT
from plumbline.core.indicators.figure import Row as Counted
from plumbline.core.indicators.indicator import Indicator
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.record import Record
from plumbline.core.registers.register import is_entry

MOST: Final = 20
"""Records named of each sort."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One comparison as the page draws it."""

    says: str
    word: StatusWord
    table: DataTable | None
    more: str


@require_GET
@requires(YEAR_END_READ)
def changed(request: Request, figure: str) -> HttpResponse:
    """The part of a figure's page, or the page alone for a reader without script."""
    asked, one = read_asked(request), definitions().catalogue.indicators.get(figure)
    if one is None or asked.kind not in ("", *(kind.id for kind in one.classes)):
        raise Http404
    key = f"{figure}:{asked.kind}" if asked.kind else figure
    found = since_fixed(key, asked.year, cast(Person, request.person), now=request.now, today=request.today)
    path = (Link(wording.said(one), asked.figure_url(key)), Link(_("Since it was fixed")))
    values = {
        "head": PageHead(_("Since it was fixed"), path=path),
        "found": [_shown(since, one, asked) for since in found],
    }
    part = asks_for_part(request)
    return render(request, "year_end/changed_part.html" if part else "year_end/changed.html", values)


def _shown(since: Since, one: Indicator, asked: FiguresAsked) -> Shown:
    then, now = wording.number(since.fixed.value, one), wording.number(since.now, one)
    if since.by == "cut_off":
        says = _("At the cut-off of {day} it was {then}; now it is {now}.")
    elif since.public:
        says = _(
            "In the annual report, fixed on {day} and published on {public}, it is {then}; now it is {now}."
        )
    else:
        says = _("In the annual report, fixed on {day}, it is {then}; now it is {now}.")
    text = says.format(day=since.day, public=since.public, then=then, now=now)
    if not since.changed:
        return Shown(text, StatusWord(_("agrees with the records"), "passed", "check"), None, "")
    word = StatusWord(_("changed since it was fixed"), "soon", "clock")
    left = max(0, len(since.changed.came) - MOST) + max(0, len(since.changed.went) - MOST)
    more = _("{count} more records are not named here.").format(count=formats.count(left)) if left else ""
    return Shown(text, word, _table(since, one, asked), more)


def _table(since: Since, one: Indicator, asked: FiguresAsked) -> DataTable:
    came, went = since.changed.came[:MOST], since.changed.went[:MOST]
    rows = [_came(row, one, asked) for row in came]
    rows += [line for row in went for line in _went(row.record)]
    columns = [Column(_("Record"), "head"), Column(_("What it did"), "line"), Column(_("Entered"), "meta")]
    return DataTable(_("Records that did it"), columns, rows)


def _came(row: Counted, one: Indicator, asked: FiguresAsked) -> Row:
    number = case_numbers([row.case]).get(row.case, row.case)
    at = reverse("figures:act", kwargs={"figure": one.id, "record": row.record}) + asked.question
    held = held_record(row.record)
    corrects = held is not None and held.record.corrects is not None
    what = _("counts now: it corrects an earlier record") if corrects else _("counts now, and did not then")
    return Row([Cell(number, at), Cell(what), Cell(_entered(held.record) if held else "")], name=number)


def _went(id: str) -> Iterator[Row]:
    """A record that counts no longer, with the one that corrected or voided it, where there is one."""
    held = held_record(id)
    if held is None:
        return
    case = held.record.case
    number = case_numbers([case]).get(case, case)
    by = next((one.record for one in case_records(case) if one.record.corrects == id), None)
    if by is None:
        what, cause = _("counts no longer: something else came into its case"), held.record
    elif by.step == VOID_ACT:
        what, cause = _("counts no longer: it was voided"), by
    else:
        what, cause = _("counts no longer: it was corrected"), by
    url = "" if is_entry(case) else reverse("casework:record", kwargs={"case": case, "record": cause.id})
    yield Row([Cell(number, url), Cell(what), Cell(_entered(cause))], name=number)


def _entered(record: Record) -> str:
    return shown_instant(record.recorded_at)[:16]
