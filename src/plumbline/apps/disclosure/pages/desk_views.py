"""The release desk: what is to be published, what falls due, how far each release has come."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.apps.disclosure.duty_lines import DutyLine
from plumbline.apps.disclosure.pages.asking import Request, person_of
from plumbline.apps.disclosure.pages.words import due_word, kind_word, state_word
from plumbline.apps.disclosure.policies import DUTY_LIST, RELEASE_ACT
from plumbline.apps.disclosure.queries import duties
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    ListFoot,
    Row,
    Tab,
    TabBar,
    list_foot,
    page_asked,
)
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.entries import organ_names
from plumbline.core.authority.access import may_access
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.duty import PROCEDURE

PAGE = 20


@require_safe
@requires(DUTY_LIST)
def duties_page(request: Request) -> HttpResponse:
    """Every decision to be published, what is due first at the top."""
    lines = duties(person_of(request), request.today)
    tomorrow = next_working_day(request.today)
    waiting = [one for one in lines if one.is_open]
    dated = [(one.due_day, one) for one in waiting if one.due_day is not None]
    tabs = {
        "due": waiting,
        # What is over already must not bury what can still be kept.
        "soon": [one for due, one in dated if request.today <= due <= tomorrow],
        "late": [one for due, one in dated if due < request.today],
        "done": [one for one in lines if not one.is_open and not _is_left(one)],
        "over": [one for one in lines if one.is_over(request.today)],
        "not": [one for one in lines if _is_left(one)],
    }
    if not any(one.stop_day for one in lines):  # most fields know no term
        del tabs["over"]
    asked = request.GET.get("tab", "due")
    current = asked if asked in tabs else "due"
    shown, foot = _turned(request.GET.get("page", "1"), tabs[current], current)
    values = {
        "head": PageHead(
            title=_("Publication of decisions"),
            note=_("Every time limit is that of the organ's own field."),
        ),
        "tabs": TabBar(_("Publication"), [_tab(name, len(rows), current) for name, rows in tabs.items()]),
        "table": _table(request, shown, tomorrow) if shown else None,
        "empty": None
        if shown
        else EmptyPage(
            _("Nothing here"),
            _("A decision appears here once it is made, with the day by which it is to be published."),
        ),
        "foot": foot,
    }
    return render(request, "disclosure/duties.html", values)


def _is_left(one: DutyLine) -> bool:
    """Whether it is not published: the law keeps it from the public, or no rule asks for it and nobody began."""
    return bool(one.never) or (one.unasked and not one.release and one.told_day is None)


def next_working_day(today: int) -> int:
    """The first working day after today."""
    calendar = shelf().docket(PROCEDURE).calendar
    if not calendar.covers(today):
        return today + 1
    return calendar.nth_working(calendar.working_index(today) + 1)


def _turned(asked: str, lines: list[DutyLine], tab: str) -> tuple[list[DutyLine], ListFoot | None]:
    """The lines of the page asked for, and the way to the others."""
    last = max(1, -(-len(lines) // PAGE))
    page = min(page_asked(asked), last)
    total = ngettext("{n} decision", "{n} decisions", len(lines)).format(n=formats.count(len(lines)))
    foot = list_foot(total, len(lines), PAGE, page, lambda n: f"?tab={tab}&page={n}") if lines else None
    return lines[(page - 1) * PAGE : page * PAGE], foot


def _tab(name: str, count: int, current: str) -> Tab:
    words = {
        "due": _("To publish"),
        "soon": _("Due by the next working day"),
        "late": _("Overdue"),
        "done": _("Published"),
        "over": _("Term over"),
        "not": _("Not to be published"),
    }
    red = name in ("late", "over") and count > 0
    return Tab(words[name], formats.count(count), f"?tab={name}", name == current, red)


def _table(request: Request, lines: list[DutyLine], tomorrow: int) -> DataTable:
    person = person_of(request)
    everywhere = person.role is Role.SUPERVISOR
    columns = [
        Column(_("Decision"), "head"),
        *([Column(_("Organ"), "rest")] if everywhere else []),
        Column(_("Kind"), "meta"),
        Column(_("Decided on"), "meta", whole=True),
        Column(_("Publish by"), "meta", whole=True, phone_label=_("Publish by")),
        Column(_("State"), "word"),
        Column(_("Next act"), "act"),
    ]
    may_begin = may_access(person, RELEASE_ACT, None, request.today)
    names = organ_names([one.organ for one in lines]) if everywhere else None
    rows = [_row(request, one, tomorrow, names, may_begin) for one in lines]
    return DataTable(_("Decisions to be published"), columns, rows)


def _row(
    request: Request, one: DutyLine, tomorrow: int, names: dict[str, str] | None, may_begin: bool
) -> Row:
    today = date_of(request.today)
    due = date_of(one.due_day) if one.due_day is not None else None
    late = due_word(due, today, date_of(tomorrow)) if one.is_open else None
    case_url = reverse("casework:case", kwargs={"case": one.case})
    return Row(
        [
            Cell(one.number, case_url, under=_under(one)),
            *([Cell(names.get(one.organ, one.organ))] if names is not None else []),
            Cell(kind_word(one.kind)),
            Cell(formats.short_day(date_of(one.decided_day), today)),
            Cell(formats.due_day(due, today) if due else "—" if _is_left(one) else _("to be judged")),
            Cell(part=late or state_word(one, request.today)),
            Cell(part=_act(one, may_begin)),
        ]
    )


def _under(one: DutyLine) -> str:
    """What it is about, and the number by which somebody who read it on the portal asks."""
    if one.public_number in ("", one.number):
        return one.cause
    told: str = _("{cause}, public as {number}").format(cause=one.cause, number=one.public_number)
    return told


def _act(one: DutyLine, may_begin: bool) -> Act | None:
    if one.release and not (one.anew and may_begin):
        return Act(_("Open"), reverse("disclosure:release", kwargs={"case": one.release}), small=True)
    if one.never or not may_begin:
        return None
    begin = reverse("disclosure:begin", kwargs={"source": one.case})
    return Act(_("Begin release"), begin, small=True, method="post")
