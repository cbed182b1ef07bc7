"""Lists of cases: my work, all cases, a new case; filters stay in the address, views keep them under a name."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.casework import actions
from plumbline.apps.casework.forms import OpeningForm
from plumbline.apps.casework.pages.speaking import Speaker, language, pairs
from plumbline.apps.casework.policies import CASE_LIST, CASE_OPEN, MY_WORK
from plumbline.apps.casework.queries import (
    ORDERS,
    PAGE,
    TABS,
    CaseLine,
    CaseList,
    ListAsked,
    Tab,
    all_cases,
    case_of_number,
    my_work,
    next_number,
    parties_of,
    views_of,
)
from plumbline.apps.pack_store.shelf import Shelf, shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.clocks import span
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    ListFoot,
    Paging,
    Pick,
    Row,
    TabBar,
)
from plumbline.apps.page_parts.lists import Tab as TabPart
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord, case_word
from plumbline.apps.people.access import Asked, requires
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of

SOON_WORKING_DAYS = 7
_TITLES = {
    "mine": gettext_lazy("For me to do"),
    "today": gettext_lazy("Due today"),
    "overdue": gettext_lazy("Overdue"),
    "week": gettext_lazy("Due within 7 working days"),
    "others": gettext_lazy("Waiting for others"),
    "open": gettext_lazy("All in hand"),
    "closed": gettext_lazy("Closed"),
}
_EMPTY = {
    "mine": gettext_lazy("Cases whose next step is yours appear here."),
    "today": gettext_lazy("Nothing of yours falls due today."),
    "overdue": gettext_lazy("No time limit has run out."),
    "week": gettext_lazy("Nothing falls due within seven working days."),
    "others": gettext_lazy("Cases that wait for a head, a reviewer or a presider appear here."),
    "open": gettext_lazy("Cases appear here once they are opened."),
    "closed": gettext_lazy("Cases appear here once they have ended."),
}


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_GET
@requires(MY_WORK)
def work(request: Request) -> HttpResponse:
    """My work: what waits for me, what falls due."""
    return _list(request, "work", _("My work"), "mine")


@require_GET
@requires(CASE_LIST)
def cases(request: Request) -> HttpResponse:
    """Every case the person may see; a full case number leads straight to the case."""
    found = case_of_number(request.GET.get("q", ""))
    if found is not None:
        return HttpResponseRedirect(reverse("casework:case", kwargs={"case": found}))
    return _list(request, "cases", _("Cases"), "open")


@require_GET
@requires(CASE_LIST)
def export(request: Request) -> HttpResponse:
    """The list as CSV, with what it was filtered by; cells that a spreadsheet would run are neutralised."""
    person, asked = _person(request), read_asked(request, "open")
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Number"), _("Procedure"), _("Cause"), _("Next step"), _("Due"), _("Closed on")])
    page = 1
    while True:
        found = all_cases(person, _on_page(asked, page), request.today, _soon(request.today))
        for line in found.lines:
            writer.writerow([_plain(value) for value in _exported(line)])
        if page * PAGE >= found.total:
            break
        page += 1
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer


@require_http_methods(["GET", "POST"])
@requires(CASE_OPEN)
def new_case(request: Request) -> HttpResponse:
    """Opens a case."""
    packs = shelf()
    words = packs.words
    kinds = [(code, words.word("party_kind", code, language())) for code in ("citizen", "organisation")]
    form = OpeningForm(
        request.POST if request.method == "POST" else None, procedures=_procedures(packs), kinds=kinds
    )
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(reverse("casework:case", kwargs={"case": _open(request, form, packs)}))
    head = PageHead(
        title=_("Open a case"), path=(Link(_("Cases"), reverse("casework:cases")), Link(_("Open a case")))
    )
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "casework/new.html",
        {"head": head, "form": form, "back": reverse("casework:my_work")},
        status=status,
    )


def _open(request: Request, form: OpeningForm, packs: Shelf) -> str:
    person, said = _person(request), form.cleaned_data
    procedure = packs.docket(said["procedure"]).procedure
    facts = (
        {"party_kind": said["party_kind"]}
        if said["party_kind"] and "party_kind" in procedure.attributes
        else {}
    )
    division = person.divisions[0] if person.divisions else packs.division
    opening = actions.Opening(
        said["procedure"],
        next_number(person.organ, said["procedure"], date_of(request.today).year),
        said["cause"],
        facts=facts,
        party=form.party,
    )
    return actions.open_case(
        person=person, place=Place(person.organ, division), opening=opening, now=request.now
    )


@require_POST
@requires(CASE_LIST)
def save_view(request: Request) -> HttpResponse:
    """Keeps the filters of a list under a name, or gives a view up."""
    name = request.POST.get("name", "").strip()[:30]
    list_name = request.POST.get("list", "cases")
    if name and "drop" in request.POST:
        actions.drop_view(person=_person(request), list_name=list_name, name=name)
    elif name:
        actions.keep_view(
            person=_person(request), list_name=list_name, name=name, filters=request.POST.get("filters", "")
        )
    address = reverse("casework:my_work" if list_name == "work" else "casework:cases")
    return HttpResponseRedirect(f"{address}?{request.POST.get('filters', '')}")


def read_asked(request: HttpRequest, tab: Tab) -> ListAsked:
    """What the address asks for; what it cannot mean is left out."""
    given = request.GET
    wanted = given.get("tab", tab)
    page = given.get("page", "1")
    return ListAsked(
        tab=cast(Tab, wanted) if wanted in TABS else tab,
        procedure=given.get("procedure", ""),
        step=given.get("step", ""),
        text=given.get("q", "").strip(),
        order=given.get("order", "due") if given.get("order", "due") in ORDERS else "due",
        page=int(page) if page.isdecimal() else 1,
    )


def _on_page(asked: ListAsked, page: int) -> ListAsked:
    return ListAsked(asked.tab, asked.procedure, asked.step, asked.due, asked.text, asked.order, page)


def _list(request: Request, name: str, title: str, tab: Tab) -> HttpResponse:
    person, asked = _person(request), read_asked(request, tab)
    read = my_work if name == "work" else all_cases
    found = read(person, asked, request.today, _soon(request.today))
    lister = _Lister(request, name, asked, found)
    values: dict[str, Any] = {
        "head": PageHead(
            title=title,
            note=lister.note(),
            acts=_head_acts(person, request.today, lister.address({})),
        ),
        "tabs": lister.tabs(),
        "filters": lister.filters(person),
        "table": lister.table() if found.lines else None,
        "empty": None if found.lines else lister.empty(),
        "foot": lister.foot() if found.lines else None,
        "list_name": name,
        "question": lister.question({}),
    }
    htmx = getattr(request, "htmx", None)
    template = "casework/list_part.html" if htmx and not htmx.boosted else "casework/list.html"
    return render(request, template, values)


def _head_acts(person: Person, today: int, address: str) -> list[Act]:
    found = [Act(_("Export"), reverse("casework:export") + address, icon="download")]
    if may_access(person, CASE_OPEN, None, today):
        found.append(Act(_("Open a case"), reverse("casework:new"), icon="plus", main=True))
    return found


class _Lister:
    """The parts of one list."""

    def __init__(self, request: Request, name: str, asked: ListAsked, found: CaseList) -> None:
        self.name, self.asked, self.found = name, asked, found
        self.today = request.today
        self.packs = shelf()
        self.language = language()

    def question(self, change: dict[str, str]) -> str:
        """The address' question with something changed; the first page unless a page is asked for."""
        asked = {
            "tab": self.asked.tab,
            "q": self.asked.text,
            "procedure": self.asked.procedure,
            "step": self.asked.step,
            "order": "" if self.asked.order == "due" else self.asked.order,
        }
        return pairs({**asked, **change})

    def address(self, change: dict[str, str]) -> str:
        return f"?{self.question(change)}"

    def note(self) -> str:
        day = date_of(self.today)
        return f"{day.isoformat()} {formats.weekday(day)}"

    def tabs(self) -> TabBar:
        return TabBar(
            _("Cases by state"),
            [
                TabPart(
                    str(_TITLES[tab]),
                    formats.count(self.found.counts[tab]),
                    self.address({"tab": tab}),
                    current=tab == self.asked.tab,
                    breach=tab == "overdue" and self.found.counts[tab] > 0,
                )
                for tab in TABS
            ],
        )

    def filters(self, person: Person) -> FilterBar:
        steps = self._steps()
        return FilterBar(
            url=reverse("casework:my_work" if self.name == "work" else "casework:cases"),
            target="list",
            search_label=_("Number, party, text"),
            search=self.asked.text,
            hidden=(("tab", self.asked.tab),),
            picks=[
                Pick(
                    "procedure",
                    _("Procedure"),
                    [("", _("all")), *_procedures(self.packs)],
                    self.asked.procedure,
                ),
                Pick("step", _("Next step"), [("", _("all")), *steps], self.asked.step),
                Pick("order", _("Order"), _orders(), self.asked.order),
            ],
            active=bool(self.asked.text or self.asked.procedure or self.asked.step),
            views=[Link(name, f"?{filters}") for name, filters in views_of(person, self.name)],
        )

    def _steps(self) -> list[tuple[str, str]]:
        if not self.asked.procedure:
            return []
        docket = self.packs.docket(self.asked.procedure)
        speak = Speaker(docket, self.today, self.language, self.packs)
        return [(step, speak.step_id(step)) for step in docket.procedure.main_line]

    def table(self) -> DataTable:
        parties = parties_of([line.case for line in self.found.lines])
        return DataTable(
            caption=_("{n} cases").format(n=formats.count(self.found.total)),
            columns=[
                Column(_("Number"), "meta", whole=True, **self._sorted("number")),
                Column(_("Party and cause"), "line"),
                Column(_("Procedure"), "rest", whole=True),
                Column(_("Stage"), "rest", whole=True),
                Column(_("Next step"), "head", whole=True),
                Column(_("Due"), "meta", whole=True, **self._sorted("due")),
                Column(_("State"), "word", whole=True),
            ],
            rows=[self._row(line, parties.get(line.case, "")) for line in self.found.lines],
        )

    def _sorted(self, key: str) -> dict[str, Any]:
        down = self.asked.order == key
        state = "ascending" if down else "descending" if self.asked.order == f"-{key}" else ""
        return {"sort_url": self.address({"order": f"-{key}" if down else key}), "sorted": state}

    def _row(self, line: CaseLine, party: str) -> Row:
        docket = self.packs.docket(line.procedure)
        speak = Speaker(docket, self.today, self.language, self.packs)
        procedure = docket.procedure
        return Row(
            [
                Cell(line.number, reverse("casework:case", kwargs={"case": line.case})),
                Cell(line.cause, strong=party),
                Cell(procedure.title if self.language == "zh" else procedure.english),
                Cell(speak.step_id(line.stage) if line.stage else "—"),
                Cell(speak.step_id(line.next_step) if line.next_step else "—"),
                Cell(speak.due(line.due_day) if line.due_day is not None else "—"),
                Cell(part=due_word(line, docket.calendar, self.today)),
            ],
            key=line.case,
            name=line.number,
        )

    def empty(self) -> EmptyPage:
        if self.asked.text or self.asked.procedure or self.asked.step:
            clear = Act(_("Clear the filters"), f"?tab={self.asked.tab}")
            return EmptyPage(_("No case matches"), _("The filters leave nothing over."), clear)
        return EmptyPage(
            _("No cases here"), str(_EMPTY[self.asked.tab]), Act(_("Open a case"), reverse("casework:new"))
        )

    def foot(self) -> ListFoot:
        pages = (self.found.total + PAGE - 1) // PAGE
        near = {1, pages, self.found.page - 1, self.found.page, self.found.page + 1}
        offered = [(n, self.address({"page": str(n)})) for n in sorted(near) if 1 <= n <= pages]
        total = _("{n} cases").format(n=formats.count(self.found.total))
        return ListFoot(Paging(total, PAGE, self.found.page, offered if pages > 1 else ()))


def due_word(line: CaseLine, calendar: Any, today: int) -> StatusWord:
    """How far the nearest limit is."""
    if line.ended_day is not None:
        return case_word("closed")
    if line.due_day is None:
        return case_word("open")
    if line.due_day == today:
        return StatusWord(_("due today"), "soon", "alert-triangle")
    unit = "working_days" if line.due_working else "days"
    left = _days(line, calendar, today)
    if line.due_day < today:
        return StatusWord(_("overdue {days}").format(days=span(-left, unit)), "breach", "alert-circle")  # type: ignore[arg-type]
    tone = "soon" if left <= 3 else "neutral"
    icon = "alert-triangle" if left <= 3 else "clock"
    return StatusWord(_("{days} left").format(days=span(left, unit)), tone, icon)  # type: ignore[arg-type]


def _days(line: CaseLine, calendar: Any, today: int) -> int:
    due = line.due_day
    assert due is not None
    if line.due_working and calendar.covers(due) and calendar.covers(today):
        return int(calendar.working_index(due) - calendar.working_index(today))
    return due - today


def _procedures(packs: Shelf) -> list[tuple[str, str]]:
    return [(id, _name(packs, id)) for id in packs.procedures if not id.startswith(("register.", "example."))]


def _name(packs: Shelf, procedure: str) -> str:
    known = packs.docket(procedure).procedure
    return known.title if language() == "zh" else known.english


def _orders() -> list[tuple[str, str]]:
    return [
        ("due", _("due first")),
        ("-due", _("due last")),
        ("opened", _("oldest first")),
        ("-opened", _("newest first")),
        ("number", _("by number")),
        ("-number", _("by number, falling")),
    ]


def _exported(line: CaseLine) -> Iterable[str]:
    yield line.number
    yield line.procedure
    yield line.cause
    yield line.next_step
    yield date_of(line.due_day).isoformat() if line.due_day is not None else ""
    yield date_of(line.ended_day).isoformat() if line.ended_day is not None else ""


def _plain(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _soon(today: int) -> int:
    """The last day of «within seven working days»."""
    calendar = shelf().docket(shelf().procedures[0]).calendar
    if not calendar.covers(today):
        return today + SOON_WORKING_DAYS
    return calendar.nth_working(calendar.working_index(today) + SOON_WORKING_DAYS)


def _person(request: Request) -> Person:
    assert request.person is not None
    return request.person
