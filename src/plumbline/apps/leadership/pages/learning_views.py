"""Study and training of a year: attendance and tests by unit, what each body held against what is asked for a year."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.leadership.learning import KINDS, BodyYear, Learning, Share, UnitYear, learning
from plumbline.apps.leadership.pages.one_year import Request, drawn, year_asked
from plumbline.apps.leadership.policies import TASKS
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.formats import UNKNOWN
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, FilterBar, Row
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import requires
from plumbline.apps.people.pages_language import language


@require_GET
@requires(TASKS)
def year(request: Request) -> HttpResponse:
    """The year asked for, or this one."""
    assert request.person is not None
    chosen, pick = year_asked(request)
    found = learning(request.person, chosen, request.today)
    own = reverse("leadership:learning")
    why = _(
        "Study sessions and trainings are cases; what they enter of attendance, tests and reading is added up here."
    )
    open_one = Act(_("Open a case"), reverse("casework:new"), icon="plus")
    values: dict[str, Any] = {
        "head": PageHead(_("Study and training by unit"), note=_note(found)),
        "filters": FilterBar(own, "year", [pick]),
        "units": _units(found) if found.units else None,
        "bodies": _bodies(found) if found.bodies else None,
        "least": found.least_lectures,
        "empty": None if found.units or found.bodies else EmptyPage(_("Nothing in this year"), why, open_one),
    }
    return drawn(request, "leadership/learning.html", values)


def _note(found: Learning) -> str:
    said = _("{n} trainings held; counts of units, nobody by name")
    return str(said.format(n=found.trainings))


def _units(found: Learning) -> DataTable:
    titles = (_("Own study sessions attended"), _("Trainings attended"), _("Tests passed"))
    columns = [Column(_("Unit"), "head"), *(_counted(title) for title in titles)]
    rows = [_unit_row(name, one) for name, one in found.units.items()]
    return DataTable(ngettext("{n} unit", "{n} units", len(rows)).format(n=len(rows)), columns, rows)


def _unit_row(name: str, one: UnitYear) -> Row:
    return Row(
        [Cell(name), *(Cell(_share(share)) for share in (one.study, one.training, one.test))], name=name
    )


def _bodies(found: Learning) -> DataTable:
    words = shelf().words
    kinds = [words.word("session_kind", kind, language()) for kind in KINDS]
    columns = [
        Column(_("Body"), "head"),
        *(_counted(kind) for kind in kinds),
        _counted(_("Required items read")),
        _counted(_("Other items read")),
    ]
    rows = [_body_row(name, one, found) for name, one in found.bodies.items()]
    return DataTable(ngettext("{n} body", "{n} bodies", len(rows)).format(n=len(rows)), columns, rows)


def _body_row(name: str, one: BodyYear, found: Learning) -> Row:
    least = found.least_lectures
    counts = [Cell(str(one.kinds[kind])) for kind in KINDS[:-1]]
    lectures = one.kinds[KINDS[-1]]
    lecture = Cell(f"{lectures} / {least}" if least else str(lectures))
    read = len(one.required_items)
    required = str(read)
    if found.required:  # a list is kept: what of it was read, of how much
        read = len((one.required_items | one.further_items) & found.required)
        required = f"{read} / {len(found.required)}"
    items = [Cell(required), Cell(str(len(one.required_items | one.further_items) - read))]
    return Row([Cell(name), *counts, lecture, *items], name=name)


def _counted(title: str) -> Column:
    return Column(title, "meta", numeric=True, phone_label=title)


def _share(share: Share) -> str:
    """«11 / 20 (55 %)», or a dash where nothing was counted."""
    return UNKNOWN if share.percent is None else f"{share.part} / {share.whole} ({share.percent} %)"
