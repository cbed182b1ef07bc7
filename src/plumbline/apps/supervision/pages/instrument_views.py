"""Matters of supervision: the list, and the page that begins one or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from plumbline.apps.casework.errors import NoDocumentWord, NumbersBusy
from plumbline.apps.casework.queries.limits import StandingLine
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    ListFoot,
    Row,
    Tab,
    TabBar,
    list_foot,
    page_asked,
)
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord, case_word
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.apps.supervision.actions import begin
from plumbline.apps.supervision.forms import MatterForm
from plumbline.apps.supervision.pages.clues import complainant, from_clue, from_finding
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.wording import Words
from plumbline.apps.supervision.policies import DECIDE, INSTRUMENTS
from plumbline.apps.supervision.queries import PAGE
from plumbline.apps.supervision.queries.matters import (
    MATTER_TABS,
    PROCEDURE,
    MatterList,
    MatterTab,
    matters,
)
from plumbline.core.authority.access import may_access, visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of

LEAD = 3
USUAL = 10
"""Working days that the form offers for a report; the instrument states its own (监督条例 §27, §28)."""
_TITLES = {
    "open": gettext_lazy("In hand"),
    "due": gettext_lazy("Report due within 3 working days"),
    "overdue": gettext_lazy("Report overdue"),
    "closed": gettext_lazy("Closed"),
    "all": gettext_lazy("All"),
}


@require_GET
@requires(INSTRUMENTS)
def matter_list(request: Request) -> HttpResponse:
    """Letters, opinions and decisions with the day by which each organ must report."""
    person = _person(request)
    docket = shelf().docket(PROCEDURE)
    tab, text, page = _asked(request)
    soon = _working_day(docket.calendar, request.today, LEAD)
    found = matters(person, tab, text, page, request.today, soon)
    may_begin = may_access(person, DECIDE, None, request.today)
    acts = (
        (Act(_("Begin supervision"), reverse("supervision:begin"), icon="plus", main=True),)
        if may_begin
        else ()
    )
    values: dict[str, Any] = {
        "head": PageHead(_("Instruments of supervision"), acts=acts),
        "tabs": _tabs(found, tab, text),
        "filters": FilterBar(
            url=reverse("supervision:instruments"),
            target="list",
            picks=[],
            search_label=_("Number or matter"),
            search=text,
            hidden=[("tab", tab)],
            active=bool(text),
        ),
        "table": _table(found, docket, request.today) if found.lines else None,
        "empty": None if found.lines else _empty(tab, text, may_begin),
        "foot": _foot(found, tab, text),
        "exports": [],
    }
    htmx = getattr(request, "htmx", None)
    template = "supervision/list_part.html" if htmx and not htmx.boosted else "supervision/list.html"
    return render(request, template, values)


@require_http_methods(["GET", "POST"])
@requires(DECIDE)
def begin_matter(request: Request) -> HttpResponse:
    """Begins supervision of one organ or of many with one text."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        made, refused = _begin_all(request, form)
        if made and not refused:
            text = ngettext(
                "Supervision of {n} organ was begun.", "Supervision of {n} organs was begun.", len(made)
            )
            messages.success(request, text.format(n=len(made)))
            single = reverse("casework:case", kwargs={"case": made[0]}) if len(made) == 1 else ""
            return HttpResponseRedirect(single or reverse("supervision:instruments"))
        for problem in refused:
            form.add_error(None, problem)
    path = (
        Link(_("Instruments of supervision"), reverse("supervision:instruments")),
        Link(_("Begin supervision")),
    )
    values = {
        "head": PageHead(_("Begin supervision"), path=path),
        "form": form,
        "remedies": form.initial.get("remedies", ""),
        "back": reverse("supervision:instruments"),
    }
    return render(request, "supervision/begin.html", values, status=422 if request.method == "POST" else 200)


def _begin_all(request: Request, form: MatterForm) -> tuple[list[str], list[str]]:
    """The cases made, and what stood against others; one organ's refusal does not keep the rest from their letters."""
    person, said = _person(request), Words((), request.today).language
    made, refused, names = [], [], organ_names(form.cleaned_data["organs"])
    for organ in form.cleaned_data["organs"]:
        try:
            made.append(
                begin(person=person, organ=organ, matter=form.matter(), now=request.now, today=request.today)
            )
        except ActRefused as error:
            against = cast(Sequence[Hindrance], error.data["hindrances"])
            reasons = "；".join(one.says(said) for one in against)
            refused.append(_("{organ}: {reasons}").format(organ=names.get(organ, organ), reasons=reasons))
        except (NoDocumentWord, NumbersBusy) as error:
            refused.append(error.in_sentences(said))
    return made, refused


def _form(request: Request) -> MatterForm:
    docket, person = shelf().docket(PROCEDURE), _person(request)
    steps = docket.procedure.steps
    initial: dict[str, Any] = {}
    if request.method == "GET":
        by = _working_day(docket.calendar, request.today, USUAL)
        initial = {"report_by": date_of(by), "source": "inspection"}
        initial |= from_finding(request, person) | from_clue(request, person)
    return MatterForm(
        request.POST if request.method == "POST" else None,
        organs=organs_in(visible(person, DECIDE, request.today)),
        sources=_options("source", steps["clue"].fields["source"].options),
        natures=_options("failing", steps["find"].fields["failing"].options[1:]),
        today=date_of(request.today),
        unnamed=complainant(request),
        initial=initial,
    )


def _options(name: str, codes: Any) -> list[tuple[str, str]]:
    words, said = shelf().words, Words((), 0).language
    return [(str(code), words.word(name, str(code), said)) for code in codes]


def _asked(request: Request) -> tuple[MatterTab, str, int]:
    tab, page = request.GET.get("tab", "open"), request.GET.get("page", "1")
    return (
        cast(MatterTab, tab) if tab in MATTER_TABS else "open",
        request.GET.get("q", "").strip()[:100],
        page_asked(page),
    )


def _person(request: Request) -> Person:
    assert request.person is not None
    return request.person


def _working_day(calendar: WorkingCalendar, today: int, days: int) -> int:
    if not calendar.covers(today):
        return today + days
    return calendar.nth_working(calendar.working_index(today) + days)


def _question(tab: str, text: str, page: int = 1) -> str:
    said = {"tab": tab, "q": text, "page": str(page) if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in said.items() if value})


def _tabs(found: MatterList, tab: MatterTab, text: str) -> TabBar:
    return TabBar(
        _("Matters by state"),
        [
            Tab(
                str(_TITLES[one]),
                formats.count(found.counts[one]),
                _question(one, text),
                current=one == tab,
                breach=one == "overdue" and found.counts[one] > 0,
            )
            for one in MATTER_TABS
        ],
    )


def _table(found: MatterList, docket: Docket, today: int) -> DataTable:
    names = organ_names([one.organ for one in found.lines])
    return DataTable(
        ngettext("{n} matter", "{n} matters", found.total).format(n=formats.count(found.total)),
        [
            Column(_("Number"), "meta", whole=True),
            Column(_("Organ"), "meta"),
            Column(_("Matter supervised"), "head"),
            Column(_("Stage"), "rest", whole=True),
            Column(_("Next step"), "line", whole=True),
            Column(_("Report by"), "meta", whole=True, phone_label=_("Report by")),
            Column(_("State"), "word", whole=True),
        ],
        [_row(one, docket, names, today) for one in found.lines],
    )


def _row(one: StandingLine, docket: Docket, names: dict[str, str], today: int) -> Row:
    said = Words((), today).language
    url = reverse("casework:case", kwargs={"case": one.case})

    def step(id: str) -> str:
        known = docket.step(id)
        return "—" if known is None else known.title if said == "zh" else known.english

    due = formats.due_day(date_of(one.due_day), date_of(today)) if one.due_day is not None else "—"
    return Row(
        [
            Cell(one.number, url),
            Cell(names.get(one.organ, one.organ)),
            Cell(one.cause, url),
            Cell(step(one.stage)),
            Cell(step(one.next_step)),
            Cell(due),
            Cell(part=_state(one, today)),
        ],
        key=one.case,
        name=one.number,
    )


def _state(one: StandingLine, today: int) -> StatusWord:
    if one.ended_day is not None:
        return case_word("closed")
    if one.due_day is not None and one.due_day < today:
        return StatusWord(_("overdue"), "breach", "alert-circle")
    if one.due_day is not None and one.due_day - today <= LEAD:
        return StatusWord(_("due soon"), "soon", "alert-triangle")
    return case_word("open")


def _empty(tab: MatterTab, text: str, may_begin: bool) -> EmptyPage:
    if text:
        clear = Act(_("Clear the filters"), _question(tab, ""))
        return EmptyPage(_("No matter matches"), _("No number or matter holds these words."), clear)
    act = Act(_("Begin supervision"), reverse("supervision:begin")) if may_begin else None
    why = _("Letters of urging, opinions and decisions appear here with the day by which the organ reports.")
    return EmptyPage(_("Nothing here"), why, act)


def _foot(found: MatterList, tab: MatterTab, text: str) -> ListFoot:
    total = ngettext("{n} matter", "{n} matters", found.total).format(n=formats.count(found.total))
    return list_foot(total, found.total, PAGE, found.page, lambda n: _question(tab, text, n))
