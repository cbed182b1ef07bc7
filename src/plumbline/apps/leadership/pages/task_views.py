"""Tasks and problems by unit: what nobody has claimed, what is claimed and empty, what is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.casework.pages.answers import place_of
from plumbline.apps.casework.queries.limits import RunningLimit
from plumbline.apps.leadership import actions
from plumbline.apps.leadership.policies import SET_TASKS, TASKS
from plumbline.apps.leadership.queries import (
    PROBLEM,
    STATES,
    TASK,
    Item,
    State,
    UnitCount,
    by_unit,
    items,
    unmended,
)
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Act, Tone
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.authority.access import may_access
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import InputError

_WORDS: Final[dict[State, tuple[Any, Tone, str]]] = {
    "unclaimed": (gettext_lazy("nobody has claimed it"), "breach", "circle-dashed"),
    "empty": (gettext_lazy("claimed, nothing reported"), "soon", "circle-dashed"),
    "reported": (gettext_lazy("reported"), "running", "clock"),
    "confirmed": (gettext_lazy("looked at"), "running", "check"),
    "closed": (gettext_lazy("closed"), "passed", "check"),
}
_MOST: Final = 500
"""Lines of one page; a choice of unit or state shows the rest."""


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_GET
@requires(TASKS)
def tasks(request: Request) -> HttpResponse:
    """Tasks of the programmes."""
    why = _("The rule-of-law office sets tasks one by one, or imports a list of them from a document.")
    acts = []
    if may_access(request.person, SET_TASKS, None, request.today):
        acts = [Act(_("Import a list"), reverse("leadership:import"), icon="plus", main=True)]
    return _page(request, TASK, _("Tasks and duties"), why, acts)


@require_GET
@requires(TASKS)
def problems(request: Request) -> HttpResponse:
    """Problems that the last report named, and where each stands."""
    assert request.person is not None
    why = _("Problems that a yearly report, an inspection or a report on duties named appear here.")
    more = unmended(request.person, request.today)
    return _page(request, PROBLEM, _("Problems of last year's report"), why, [], more)


@require_POST
@requires(SET_TASKS, place=place_of)
def set_resolutions(request: Request, case: str) -> HttpResponse:
    """Sets a task in the unit of each resolution or measure that has none; back to its case."""
    assert request.person is not None
    try:
        done = actions.set_resolutions(person=request.person, case=case, now=request.now, today=request.today)
        told = ngettext("%(n)s task was set.", "%(n)s tasks were set.", done) % {"n": done}
        messages.success(request, told)
    except (InputError, ActRefused, CaseworkError) as error:
        messages.error(request, f"{error.message(language())}。{error.remedy(language()) or ''}")
    return HttpResponseRedirect(reverse("casework:case", kwargs={"case": case}))


def _page(
    request: Request,
    procedure: str,
    title: str,
    why: str,
    acts: Sequence[Act],
    more: Sequence[RunningLimit] = (),
) -> HttpResponse:
    assert request.person is not None
    every = items(request.person, procedure, request.today)
    unit, state = request.GET.get("unit", ""), request.GET.get("state", "")
    chosen = [one for one in every if unit in ("", one.line.organ) and _is(one, state)]
    names = organ_names({one.line.organ for one in every} | {one.organ for one in more})
    values = {
        "head": PageHead(title, acts=acts),
        "units": _units(by_unit(every), names) if every else None,
        "table": _table(chosen[:_MOST], names) if every else None,
        "left": max(0, len(chosen) - _MOST),
        "unmended": _unmended(more[:_MOST], names, request.today) if more else None,
        "empty": None if every else EmptyPage(_("Nothing here yet"), why, acts[0] if acts else None),
        "all_url": request.path if unit or state else "",
    }
    return render(request, "leadership/tasks.html", values)


def _is(one: Item, state: str) -> bool:
    return state in ("", one.state) or (state == "late" and one.is_late)


def _units(counts: Sequence[UnitCount], names: dict[str, str]) -> DataTable:
    columns = [
        Column(_("Unit"), "head"),
        *(
            Column(str(_WORDS[one][0]), "meta", numeric=True, phone_label=str(_WORDS[one][0]))
            for one in STATES
        ),
        Column(_("Overdue"), "meta", numeric=True, phone_label=_("Overdue")),
    ]
    rows = [
        Row(
            [
                Cell(names.get(one.organ, one.organ), f"?unit={one.organ}"),
                *(_count(one.organ, state, one.counts[state]) for state in STATES),
                _count(one.organ, "late", one.late),
            ],
            name=names.get(one.organ, one.organ),
        )
        for one in counts
    ]
    return DataTable(ngettext("{n} unit", "{n} units", len(rows)).format(n=len(rows)), columns, rows)


def _count(organ: str, state: str, number: int) -> Cell:
    return Cell(str(number), f"?unit={organ}&state={state}" if number else "")


def _table(found: Sequence[Item], names: dict[str, str]) -> DataTable:
    columns = [
        Column(_("Number"), "head", whole=True),
        Column(_("Task"), "meta"),
        Column(_("Unit"), "meta", phone_label=_("Unit")),
        Column(_("State"), "meta"),
        Column(_("Due on"), "meta", whole=True, phone_label=_("Due on")),
    ]
    rows = [
        Row(
            [
                Cell(one.line.number, reverse("casework:case", kwargs={"case": one.line.case})),
                Cell(one.line.cause),
                Cell(names.get(one.line.organ, one.line.organ)),
                Cell(part=_word(one.state)),
                Cell(date_of(one.line.due_day).isoformat() if one.line.due_day is not None else "—"),
            ],
            key=one.line.case,
            name=one.line.number,
        )
        for one in found
    ]
    return DataTable(_("{n} of them").format(n=len(rows)), columns, rows)


def _unmended(found: Sequence[RunningLimit], names: dict[str, str], today: int) -> DataTable:
    columns = [
        Column(_("Number"), "head", whole=True),
        Column(_("Kind"), "meta"),
        Column(_("Unit"), "meta", phone_label=_("Unit")),
        Column(_("State"), "meta"),
        Column(_("Due on"), "meta", whole=True, phone_label=_("Due on")),
    ]
    packs, zh = shelf().packs, language() == "zh"
    rows = []
    for one in found:
        kind = packs.procedure(one.procedure)
        late = one.due_day < today
        waits = StatusWord(_("nothing reported yet"), "soon", "clock")
        word = StatusWord(_("overdue"), "breach", "alert-triangle") if late else waits
        cells = [
            Cell(one.number, reverse("casework:case", kwargs={"case": one.case})),
            Cell(kind.title if zh else kind.english),
            Cell(names.get(one.organ, one.organ)),
            Cell(part=word),
            Cell(date_of(one.due_day).isoformat()),
        ]
        rows.append(Row(cells, name=one.number))
    return DataTable(_("{n} of them").format(n=len(rows)), columns, rows)


def _word(state: State) -> StatusWord:
    text, kind, icon = _WORDS[state]
    return StatusWord(str(text), kind, icon)
