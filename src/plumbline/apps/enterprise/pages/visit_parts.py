"""Visits in tables and words."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.enterprise.forms import RESULTS, WHY
from plumbline.apps.enterprise.queries import VisitLine
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.clocks.civil import date_of


def visits_table(lines: Sequence[VisitLine], *, opens: bool = True) -> DataTable:
    """Visits, newest first; the enterprise that looks at its own code sees no links."""
    names = organ_names({one.organ for one in lines})
    columns = [
        Column(_("Day of the visit"), "meta", whole=True),
        Column(_("Enterprise"), "head"),
        Column(_("Organ"), "meta"),
        Column(_("Task"), "line"),
        Column(_("Ground"), "meta"),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(date_of(one.day).isoformat()),
                Cell(one.name, reverse("enterprise:visit", kwargs={"visit": one.key}) if opens else ""),
                Cell(names.get(one.organ, one.organ)),
                Cell(one.task),
                Cell(ground(one), under=one.reason),
                Cell(part=visit_word(one)),
            ],
            key=one.key,
            name=one.name,
        )
        for one in lines
    ]
    return DataTable(ngettext("{n} visit", "{n} visits", len(rows)).format(n=len(rows)), columns, rows)


def ground(one: VisitLine) -> str:
    """Planned, as the how-many-th of the year, or what led to it."""
    if not one.item:
        return str(WHY.get(one.why, one.why))
    if one.cap is None:
        return str(_("planned, number {n} of the year").format(n=one.number))
    return str(_("planned, number {n} of at most {cap}").format(n=one.number, cap=one.cap))


def visit_word(one: VisitLine) -> StatusWord:
    """Where a visit stands; one beyond the cap says so first."""
    if one.item and one.cap is not None and one.number > one.cap:
        return StatusWord(_("beyond the cap"), "breach", "alert-circle")
    if one.result:
        tone = "soon" if one.result == "problem" else "passed"
        return StatusWord(str(RESULTS[one.result]), tone, "check")  # type: ignore[arg-type]
    if one.scanned_at is not None:
        return StatusWord(_("scanned by the enterprise"), "running", "check")
    return StatusWord(_("code issued"), "neutral", "circle-dashed")
