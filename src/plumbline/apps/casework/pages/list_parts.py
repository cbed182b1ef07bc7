"""The parts of a list of cases: tabs with counts, filters, the table, its pages, what an empty one says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.casework.pages.speaking import Speaker, language, pairs
from plumbline.apps.casework.party_names import parties_of
from plumbline.apps.casework.queries import PAGE, TABS, CaseLine, CaseList, ListAsked
from plumbline.apps.pack_store.shelf import Shelf, shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.clocks import span
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    ListFoot,
    ListTools,
    OtherSearch,
    Pick,
    Row,
    TabBar,
    TableCells,
    list_foot,
    pieces_of,
)
from plumbline.apps.page_parts.lists import Tab as TabPart
from plumbline.apps.page_parts.part import Act, HeldPart, Link, Part
from plumbline.apps.page_parts.words import StatusWord, case_word
from plumbline.core.clocks.civil import date_of

_TITLES = {
    "mine": gettext_lazy("For me to do"),
    "today": gettext_lazy("Due today"),
    "overdue": gettext_lazy("Acts overdue"),
    "week": gettext_lazy("Due within 7 working days"),
    "others": gettext_lazy("Waiting for others"),
    "open": gettext_lazy("All in hand"),
    "closed": gettext_lazy("Closed"),
}
_EMPTY = {
    "mine": gettext_lazy("Cases whose next step is yours appear here."),
    "today": gettext_lazy("Nothing of yours falls due today."),
    "overdue": gettext_lazy("No act is overdue. Overdue publications stand among the reminders."),
    "week": gettext_lazy("Nothing falls due within seven working days."),
    "others": gettext_lazy("Cases that wait for a head, a reviewer or a presider appear here."),
    "open": gettext_lazy("Cases appear here once they are opened."),
    "closed": gettext_lazy("Cases appear here once they have ended."),
}


_HELD: Kept[HeldPart] = Kept(256)
"""Parts of lists shown lately, each under every word of the database that it shows."""


_PICKS: Kept[HeldPart] = Kept(128)
_LINES: Kept[HeldPart] = Kept(2048)
"""What lists show of a line whatever is searched for, under the line, the day and the language."""


class Lister:
    """The parts of one list."""

    def __init__(
        self,
        today: int,
        name: str,
        asked: ListAsked,
        found: CaseList,
        why: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`why` are words of a record in which the text searched for stands, where the line does not show it."""
        self.name, self.asked, self.found, self.why = name, asked, found, why
        self.today = today
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

    def _held(self, what: str, rests_on: Hashable, make: Callable[[], Part]) -> HeldPart:
        """A part of the list that is shown again while it rests on the same."""
        asked = replace(self.asked, cases=None)
        key = what, self.name, asked, self.today, self.language, rests_on
        return _HELD.get(key, lambda: HeldPart(make()))

    def tabs(self) -> HeldPart:
        """The tabs with their counts."""
        return self._held("tabs", tuple(self.found.counts.values()), self._tabs)

    def _tabs(self) -> TabBar:
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

    def filters(self, views: Sequence[tuple[str, str]]) -> HeldPart:
        """The filters, and the views kept of them."""
        return self._held("filters", tuple(views), lambda: self._filters(views))

    def _filters(self, views: Sequence[tuple[str, str]]) -> FilterBar:
        asked = self.asked
        return FilterBar(
            url=url_of("casework:my_work" if self.name == "work" else "casework:cases"),
            target="list",
            search_label=_("Number, cause, text of records"),
            search=self.asked.text,
            hidden=(("tab", self.asked.tab),),
            picks=[
                self._pick("procedure", _("Procedure"), asked.procedure, lambda: procedures(self.packs)),
                self._pick("step", _("Next step"), asked.step, self._steps),
                Pick("order", _("Order"), _orders(), asked.order, stays=True),
            ],
            active=bool(self.asked.text or self.asked.procedure or self.asked.step),
            views=[Link(name, f"?{filters}") for name, filters in views],
        )

    def _pick(
        self, name: str, label: str, value: str, options: Callable[[], list[tuple[str, str]]]
    ) -> HeldPart:
        """A select of many options, the same whatever words are searched for."""
        key = name, value, self.asked.procedure, self.language
        return _PICKS.get(key, lambda: HeldPart(Pick(name, label, [("", _("all")), *options()], value)))

    def _steps(self) -> list[tuple[str, str]]:
        if not self.asked.procedure:
            return []
        docket = self.packs.docket(self.asked.procedure)
        speak = Speaker(docket, self.today, self.language, self.packs)
        return [(step, speak.step_id(step)) for step in docket.procedure.main_line]

    def table(self) -> HeldPart:
        """The cases of the page."""
        parties = parties_of([line.case for line in self.found.lines])
        told = self.found.lines, self.found.total, tuple(parties.items()), tuple(self.why.items())
        return self._held("table", told, lambda: self._table(parties))

    def _table(self, parties: Mapping[str, str]) -> DataTable:
        return DataTable(
            caption=ngettext("{n} case", "{n} cases", self.found.total).format(
                n=formats.count(self.found.total)
            ),
            columns=self._columns(),
            rows=[self._row(line, parties.get(line.case, "")) for line in self.found.lines],
        )

    def _columns(self) -> list[Column]:
        return [
            Column(_("Case number"), "meta", whole=True, **self._sorted("number")),
            Column(_("Party and cause"), "line"),
            Column(_("Procedure"), "rest", whole=True),
            Column(_("Stage"), "rest", whole=True),
            Column(_("Next step"), "head", whole=True),
            Column(_("Due"), "meta", whole=True, **self._sorted("due")),
            Column(_("State"), "word", whole=True),
        ]

    def _sorted(self, key: str) -> dict[str, Any]:
        down = self.asked.order == key
        state = "ascending" if down else "descending" if self.asked.order == f"-{key}" else ""
        return {"sort_url": self.address({"order": f"-{key}" if down else key}), "sorted": state}

    def _row(self, line: CaseLine, party: str) -> Row:
        url = url_of("casework:case", case=line.case)
        why = self.why.get(line.case, "")
        return Row(
            [
                Cell(line.number, url, pieces=self._marked(line.number)),
                Cell(
                    line.cause,
                    strong=party,
                    pieces=self._marked(line.cause),
                    under_pieces=self._marked(why),
                ),
            ],
            key=line.case,
            name=line.number,
            rest=_LINES.get((line, self.today, self.language), lambda: HeldPart(self._rest(line))),
        )

    def _rest(self, line: CaseLine) -> TableCells:
        docket = self.packs.docket(line.procedure, line.field or None)
        speak = Speaker(docket, self.today, self.language, self.packs)
        procedure = docket.procedure
        cells = [
            Cell(procedure.title if self.language == "zh" else procedure.english),
            Cell(speak.step_id(line.stage) if line.stage else "—"),
            Cell(self._next(line, speak)),
            Cell(speak.due(line.due_day) if line.due_day is not None else "—"),
            Cell(part=due_word(line, docket.calendar, self.today)),
        ]
        return TableCells(list(zip(self._columns()[-len(cells) :], cells, strict=True)))

    def _next(self, line: CaseLine, speak: Speaker) -> str:
        step = speak.step_id(line.next_step) if line.next_step else "—"
        return _("for {name}: {what}").format(name=line.stands_for, what=step) if line.stands_for else step

    def _marked(self, text: str) -> Sequence[tuple[str, bool]]:
        return pieces_of(text, self.asked.text) if self.asked.text and text else ()

    def empty(self) -> EmptyPage:
        if self.asked.text:
            told = _("No number, cause or record of a case open to you holds “{text}”.")
            clear = Act(_("Clear the filters"), f"?tab={self.asked.tab}")
            return EmptyPage(_("No case matches"), told.format(text=self.asked.text), clear)
        if self.asked.procedure or self.asked.step:
            clear = Act(_("Clear the filters"), f"?tab={self.asked.tab}")
            return EmptyPage(_("No case matches"), _("The filters leave nothing over."), clear)
        others = (
            None if self.asked.tab == "open" else Act(str(_TITLES["open"]), self.address({"tab": "open"}))
        )
        return EmptyPage(_("No cases here"), str(_EMPTY[self.asked.tab]), others)

    def party_search(self) -> OtherSearch | None:
        """The same words looked for among parties and papers, which wants a reason."""
        return OtherSearch(url_of("casework:party_search"), self.asked.text) if self.asked.text else None

    def tools(self, views: Sequence[str]) -> HeldPart:
        """The list as it is filtered, as a sheet; its filters kept as a view."""
        return self._held("tools", tuple(views), lambda: self._tools(views))

    def _tools(self, views: Sequence[str]) -> ListTools:
        export = f"{url_of('casework:export')}{self.address({})}&list={self.name}"
        exports = [
            Act(_("Export as Excel"), f"{export}&form=xlsx", icon="download"),
            Act(_("Export CSV"), f"{export}&form=csv", icon="download"),
        ]
        return ListTools(exports, url_of("casework:save_view"), self.name, self.question({}), views)

    def foot(self) -> ListFoot:
        total = ngettext("{n} case", "{n} cases", self.found.total).format(n=formats.count(self.found.total))
        return list_foot(
            total, self.found.total, PAGE, self.found.page, lambda n: self.address({"page": str(n)})
        )


def due_word(line: CaseLine, calendar: Any, today: int) -> StatusWord:
    """How far the nearest limit is; how the case ended, and that it is on hold while nothing is due today or late."""
    on_hold = line.state == "suspended" and line.due_day is not None and line.due_day > today
    if line.ended_day is not None or line.due_day is None or on_hold:
        return case_word(line.state)
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


def procedures(packs: Shelf) -> list[tuple[str, str]]:
    """Those that people of an organ open cases under; supervision is begun from a finding or by its own page."""
    return _PROCEDURES.get((id(packs), language()), lambda: (packs, _procedures(packs)))[1]


_PROCEDURES: Kept[tuple[Shelf, list[tuple[str, str]]]] = Kept(8)


def _procedures(packs: Shelf) -> list[tuple[str, str]]:
    own = (id for id in packs.procedures if not id.startswith(("register.", "example.")))
    return [(id, _name(packs, id)) for id in own if not packs.docket(id).supervises]


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
