"""Duty in communities in the coming days, work sheets of justice offices for a year, posts against need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.leadership.forces import COMING, FORCES, SHEET, ForcesYear, Posts, Sheet, forces_of
from plumbline.apps.leadership.pages.one_year import Request, drawn, year_asked
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.formats import UNKNOWN
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, FilterBar, Row
from plumbline.apps.page_parts.part import Act
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.pages_language import language
from plumbline.core.clocks.civil import date_of


@require_GET
@requires(FORCES)
def year(request: Request) -> HttpResponse:
    """The duty of the coming days, and the sheets of the year asked for, or of this one."""
    assert request.person is not None
    chosen, pick = year_asked(request)
    found = forces_of(request.person, chosen, request.today)
    is_empty = not (found.sheets or found.duties or found.uncovered or found.posts)
    why = _("Work sheets and duty are entered with a force, posts with their body, in the registers.")
    register = Act(_("Register of forces"), reverse("people:forces"))
    own = reverse("leadership:forces")
    values: dict[str, Any] = {
        "head": PageHead(_("Forces: duty, work sheets, posts"), acts=[register]),
        "filters": FilterBar(own, "forces", [pick]),
        "days": COMING,
        "duties": _duties(found) if found.duties or found.uncovered else None,
        "sheets": _sheets(found) if found.sheets else None,
        "posts": _posts(found.posts) if found.posts else None,
        "empty": EmptyPage(_("No force and no posts are registered"), why, register) if is_empty else None,
    }
    return drawn(request, "leadership/forces.html", values)


def _duties(found: ForcesYear) -> DataTable:
    columns = [
        Column(_("Duty on"), "head", whole=True),
        Column(_("Duty hours"), "meta", phone_label=_("Duty hours")),
        Column(_("Community"), "meta", phone_label=_("Community")),
        Column(_("Force"), "meta", phone_label=_("Force")),
    ]
    nobody = StatusWord(_("no duty is set"), "soon", "alert-triangle")
    rows = [
        Row(
            [
                Cell(part=nobody),
                Cell(UNKNOWN),
                Cell(str(one.values.get("served") or UNKNOWN)),
                _force(one.code, one.name),
            ]
        )
        for one in found.uncovered
    ]
    rows += [
        Row(
            [
                Cell(date_of(one.day).isoformat()),
                Cell(one.hours),
                Cell(one.community),
                _force(one.code, one.name),
            ]
        )
        for one in found.duties
    ]
    return DataTable(ngettext("{n} line", "{n} lines", len(rows)).format(n=len(rows)), columns, rows)


def _sheets(found: ForcesYear) -> DataTable:
    fields = [
        one
        for one in shelf().packs.procedure("register.force").steps[SHEET].fields.values()
        if one.name != "year"
    ]
    zh = language() == "zh"
    titles = [one.title if zh else one.english for one in fields]
    columns = [
        Column(_("Force"), "head"),
        Column(_("Kind"), "meta"),
        *(Column(one, "meta", numeric=True, phone_label=one) for one in titles),
    ]
    rows = [_sheet(one, [field.name for field in fields]) for one in found.sheets]
    return DataTable(ngettext("{n} force", "{n} forces", len(rows)).format(n=len(rows)), columns, rows)


def _sheet(one: Sheet, names: list[str]) -> Row:
    kind = Cell(shelf().words.word("force_kind", one.kind, language()))
    if one.values is None:
        waits = StatusWord(_("no sheet of this year"), "soon", "circle-dashed")
        return Row(
            [_force(one.code, one.name), Cell(part=waits), *(Cell(UNKNOWN) for _name in names)], name=one.name
        )
    told = [Cell(UNKNOWN if (value := one.values.get(name)) is None else str(value)) for name in names]
    return Row([_force(one.code, one.name), kind, *told], name=one.name)


def _posts(found: Sequence[Posts]) -> DataTable:
    titles = (_("Established"), _("Filled"), _("Dedicated"), _("Needed"), _("Lacking"))
    columns = [
        Column(_("Body"), "head"),
        Column(_("Kind"), "meta"),
        *(Column(one, "meta", numeric=True, phone_label=one) for one in titles),
    ]
    rows = []
    for one in found:
        kind = shelf().words.word("post_kind", one.kind, language())
        numbers = (one.established, one.filled, one.dedicated, one.needed, one.lacking)
        counts = [Cell(UNKNOWN if number is None else str(number)) for number in numbers]
        link = reverse("people:establishment_entry", kwargs={"code": one.code})
        rows.append(Row([Cell(one.name, link), Cell(kind), *counts], name=one.name))
    return DataTable(ngettext("{n} body", "{n} bodies", len(rows)).format(n=len(rows)), columns, rows)


def _force(code: str, name: str) -> Cell:
    return Cell(name, reverse("people:force_entry", kwargs={"code": code}))
