"""The parts of the register of numbers: states with counts, filters, the table, its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.casework.pages.number_words import series_title
from plumbline.apps.casework.pages.speaking import local, name_in
from plumbline.apps.documents.queries import (
    PAGE,
    STATES,
    RegisterAsked,
    RegisterLine,
    RegisterPage,
    State,
)
from plumbline.apps.ledger_store.queries import case_numbers
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.dialogs import ReasonedAct
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    ListFoot,
    Pick,
    Row,
    Tab,
    TabBar,
    list_foot,
)
from plumbline.apps.page_parts.part import Act
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries.colleagues import officer_names

ALL_YEARS = "all"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_STATES: Mapping[State, object] = {
    "all": gettext_lazy("all"),
    "in_use": gettext_lazy("in use"),
    "void": gettext_lazy("void"),
    "outside": gettext_lazy("used outside"),
    "set_aside": gettext_lazy("set aside for the field"),
}


@dataclass(slots=True)
class RegisterParts:
    """What the page shows of the register, as it was asked for; `newest` is the year shown where none is named."""

    asked: RegisterAsked
    newest: int
    may_void: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)

    def know(self, lines: Iterable[RegisterLine]) -> None:
        """Look up the officers and cases of these lines at once."""
        entries = [line.entry for line in lines]
        self.names = officer_names({one.taken_by for one in entries} | {one.voided_by for one in entries})
        self.cases = case_numbers(sorted({one.case for one in entries} - {""}))

    def tabs(self, found: RegisterPage) -> TabBar:
        """The states, each with how many numbers it leaves."""
        return TabBar(
            _("Numbers by state"),
            [
                Tab(
                    str(_STATES[state]),
                    formats.count(found.counts[state]),
                    self.question(state=state, page=1),
                    current=state == self.asked.state,
                )
                for state in STATES
            ],
        )

    def filters(
        self, years: Sequence[int], kinds: Sequence[str], organs: Sequence[tuple[str, str]]
    ) -> FilterBar:
        """Search, year, series; the organ where the person sees several."""
        chosen = str(self.asked.year) if self.asked.year is not None else ALL_YEARS
        series = sorted(((kind, series_title(kind)) for kind in kinds), key=lambda one: one[1])
        picks = [
            Pick(
                "year",
                _("Year"),
                [*((str(one), str(one)) for one in years), (ALL_YEARS, _("all"))],
                chosen,
                stays=True,
            ),
            Pick("series", _("Series"), [("", _("all")), *series], self.asked.kind),
        ]
        hidden: list[tuple[str, str]] = [("state", self.asked.state)]
        if len(organs) > 1:
            picks.insert(0, Pick("organ", _("Organ"), organs, self.asked.organ, stays=True))
        else:
            hidden.append(("organ", self.asked.organ))
        return FilterBar(
            url=reverse("casework:numbers"),
            target="list",
            search_label=_("Number, or that of a case"),
            search=self.asked.text,
            hidden=hidden,
            picks=picks,
            active=bool(self.asked.text or self.asked.kind),
        )

    def table(self, found: RegisterPage) -> DataTable:
        """The lines of one page."""
        columns = [
            Column(_("Document number"), "head", whole=True),
            Column(_("Series"), "line"),
            Column(_("Taken"), "meta", whole=True),
            Column(_("Taken by"), "meta", whole=True),
            Column(_("Case"), "line", whole=True, phone_label=_("Case")),
            Column(_("State"), "word"),
        ]
        if self.may_void:
            columns.append(Column(_("Act"), "act"))
        return DataTable(self.total(found), columns, [self._row(line) for line in found.lines])

    def _row(self, line: RegisterLine) -> Row:
        one = line.entry
        cells = [
            Cell(str(line)),
            Cell(series_title(one.kind)),
            Cell(self.at(line)),
            Cell(name_in(self.names, one.taken_by)),
            self._case(one.case),
            Cell(part=self.word(line), under=self.why(line)),
        ]
        if self.may_void:
            cells.append(Cell() if one.state == "void" else Cell(part=self._void(line)))
        return Row(cells, name=str(line))

    def _case(self, case: str) -> Cell:
        number = self.cases.get(case)
        return Cell(number, reverse("casework:case", kwargs={"case": case})) if number else Cell()

    def _void(self, line: RegisterLine) -> ReasonedAct:
        number = line.entry.number
        hidden = [("organ", self.asked.organ), ("number", str(number)), ("back", self.question())]
        told = (_("Reason for voiding"), _("Void the number"), reverse("casework:void_number"), hidden)
        if line.count == 1:
            return ReasonedAct(_("Void"), str(line), *told)
        return ReasonedAct(
            _("Void one of them"), str(line), *told, ("n", _("Which number"), number.n, line.last)
        )

    def word(self, line: RegisterLine) -> StatusWord:
        """How a line stands, in a word."""
        state = line.entry.state
        if state == "outside":
            told = ngettext("used outside, {n} number", "used outside, {n} numbers", line.count)
            return StatusWord(told.format(n=formats.count(line.count)), "neutral", "arrow-back-up")
        if state == "void":
            return StatusWord(str(_STATES[state]), "neutral", "ban")
        icon = "circle-dashed" if state == "set_aside" else "check"
        return StatusWord(str(_STATES[state]), "neutral", icon)

    def why(self, line: RegisterLine) -> str:
        """The reason for which it is void or entered as used outside."""
        one = line.entry
        if one.void_reason:
            told = _("{reason} ({by})")
            return str(told).format(reason=one.void_reason, by=name_in(self.names, one.voided_by))
        return one.outside_reason

    def at(self, line: RegisterLine) -> str:
        """When it was taken, in Shanghai."""
        return f"{local((line.entry.taken_at - _EPOCH) // dt.timedelta(microseconds=1)):%Y-%m-%d %H:%M}"

    def total(self, found: RegisterPage) -> str:
        """How many numbers there are, and in how many lines where runs of them are one line."""
        numbers = found.counts[self.asked.state]
        told = str(ngettext("{n} number", "{n} numbers", numbers).format(n=formats.count(numbers)))
        if numbers == found.total:
            return told
        lines = ngettext("{n} line", "{n} lines", found.total).format(n=formats.count(found.total))
        return str(_("{numbers} in {lines}").format(numbers=told, lines=lines))

    def foot(self, found: RegisterPage) -> ListFoot | None:
        """The other pages."""
        if not found.total:
            return None
        return list_foot(self.total(found), found.total, PAGE, found.page, lambda n: self.question(page=n))

    def empty(self, *, may_enter: bool) -> EmptyPage:
        """Why nothing is shown."""
        if self.asked.text or self.asked.kind or self.asked.state != "all":
            plain = RegisterAsked(self.asked.organ, self.asked.year)
            clear = Act(_("Clear the filters"), replace(self, asked=plain).question())
            return EmptyPage(_("No number matches"), _("The filters leave nothing over."), clear)
        why = _("A number is taken when a case is opened or a numbered paper is made, without a gap.")
        act = None
        if may_enter:
            why = _(
                "Numbers used before the system began are stated first; then cases and papers take theirs."
            )
            address = f"{reverse('casework:numbers_outside')}?organ={self.asked.organ}"
            act = Act(_("Numbers used outside"), address)
        return EmptyPage(_("No numbers were taken in this year"), why, act)

    def question(self, *, state: State | None = None, page: int | None = None) -> str:
        """The address' question, with another state or page."""
        asked = replace(self.asked, state=state or self.asked.state, page=page or self.asked.page)
        said = {
            "organ": asked.organ,
            "state": asked.state if asked.state != "all" else "",
            "year": ALL_YEARS if asked.year is None else str(asked.year) if asked.year != self.newest else "",
            "series": asked.kind,
            "q": asked.text,
            "page": str(asked.page) if asked.page > 1 else "",
        }
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


def exported(parts: RegisterParts, lines: Iterable[RegisterLine]) -> Iterable[list[str]]:
    """The rows of the list as a sheet, in the order of `EXPORTED`."""
    for line in lines:
        one = line.entry
        yield [
            str(line),
            str(line.count),
            series_title(one.kind),
            parts.at(line),
            name_in(parts.names, one.taken_by),
            parts.cases.get(one.case, ""),
            str(_STATES[one.state]),
            parts.why(line),
        ]


def export_titles() -> list[str]:
    """Heads of the sheet."""
    return [
        _("Document number"),
        _("Count"),
        _("Series"),
        _("Taken"),
        _("Taken by"),
        _("Case number"),
        _("State"),
        _("Reason"),
    ]
