"""The tables of the year end's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.pages.number_words import series_title
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.pages.asking import FiguresAsked
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Tone
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.year_end.checklist import Check, Known, State
from plumbline.apps.year_end.queries import Moved, NumberSeries

_WORDS: Final[dict[State, tuple[Any, Tone, str]]] = {
    "done": (gettext_lazy("in order"), "passed", "check"),
    "missing": (gettext_lazy("missing"), "breach", "circle-dashed"),
    "apart": (gettext_lazy("does not agree"), "soon", "clock"),
    "open": (gettext_lazy("under way"), "running", "clock"),
}
_MATTERS: Final[dict[str, Any]] = {
    "identities": gettext_lazy("Identities between the figures"),
    "cut_off": gettext_lazy("Cut-off of the figures"),
    "carry_over": gettext_lazy("What is held at the end is what next year opens with"),
    "since": gettext_lazy("Figures since the cut-off"),
    "statistics": gettext_lazy("Yearly statistics published"),
    "report": gettext_lazy("Annual report published"),
    "series": gettext_lazy("Series of numbers begin anew"),
    "cap": gettext_lazy("Yearly cap of inspections, counted from 1 January anew"),
    "notice": gettext_lazy("Holidays of {year}"),
}
_TOLD: Final[dict[tuple[str, State], Any]] = {
    ("identities", "apart"): gettext_lazy("{told} do not hold; open the figures"),
    ("identities", "done"): gettext_lazy("all hold"),
    ("cut_off", "done"): gettext_lazy("cut off on {told}; what was entered later is marked"),
    ("cut_off", "missing"): gettext_lazy("the year is over; cut its figures off"),
    ("cut_off", "open"): gettext_lazy("after 31 December"),
    ("carry_over", "done"): gettext_lazy("{told} stocks agree"),
    ("carry_over", "apart"): gettext_lazy("{told} do not agree; see below which records came later"),
    ("since", "done"): gettext_lazy("none changed"),
    ("since", "apart"): gettext_lazy("{told} changed; below stand the records that did it"),
    ("statistics", "done"): gettext_lazy("published on {told}"),
    ("statistics", "missing"): gettext_lazy(
        "due by {told} (118号 (六)); publish the tables and enter it here"
    ),
    ("statistics", "open"): gettext_lazy("due by {told} (118号 (六))"),
    ("report", "done"): gettext_lazy("published on {told}"),
    ("report", "missing"): gettext_lazy("due before 1 April (督察规定 §24)"),
    ("report", "open"): gettext_lazy("after 31 December"),
    ("series", "done"): gettext_lazy("{told} series; the next year's begin at 1"),
    ("series", "open"): gettext_lazy("no number was taken here in the year"),
    ("series", "apart"): gettext_lazy("a series of the next year does not begin at 1"),
    ("cap", "done"): gettext_lazy("{told} a year for one enterprise"),
    ("cap", "missing"): gettext_lazy("nobody has set it for the next year"),
    ("notice", "done"): gettext_lazy("published and entered"),
    ("notice", "missing"): gettext_lazy(
        "the notice is not entered: days are provisional, make-up days unknown"
    ),
    ("notice", "open"): gettext_lazy("asked for on {told}; days are provisional until it is entered"),
}


def checklist(found: Sequence[Check], year: int, holidays: int) -> DataTable:
    """The checklist; `holidays` is the year whose notice is asked for, which need not be the next of `year`."""
    columns = [Column(_("Matter"), "head"), Column(_("State"), "word"), Column(_("What is missing"), "line")]
    links = {
        "identities": reverse("figures:list") + f"?year={year}",
        "statistics": reverse("figures:list") + f"?year={year}",
        "report": reverse("annual_report:list"),
        "notice": reverse("operations:calendar"),
    }
    rows = []
    for one in found:
        matter = str(_MATTERS[one.kind]).format(year=holidays)
        text = str(_TOLD[one.kind, one.state]).format(told=one.told)
        rows.append(
            Row([Cell(matter, links.get(one.kind, "")), Cell(part=_word(one.state)), Cell(text)], name=matter)
        )
    return DataTable(_("Checklist"), columns, rows)


def _word(state: State) -> StatusWord:
    text, tone, icon = _WORDS[state]
    return StatusWord(str(text), tone, icon)


def carried(known: Known) -> DataTable:
    """Stocks at the end of the year beside the openings of the next one."""
    catalogue, end = definitions().catalogue, known.end
    held, opens = _("End of {year}").format(year=end.year), _("Opening of {year}").format(year=end.year + 1)
    columns = [
        Column(_("Indicator"), "head"),
        Column(held, "meta", numeric=True, phone_label=held),
        Column(opens, "meta", numeric=True, phone_label=opens),
        Column(_("State"), "word"),
    ]
    rows = []
    for one in known.carried:
        title = wording.title_of(catalogue, one.indicator)
        indicator = catalogue.figure(one.indicator)
        rows.append(
            Row(
                [
                    Cell(title, FiguresAsked(end.year).figure_url(one.indicator)),
                    Cell(wording.number(one.held, indicator)),
                    Cell(wording.number(one.brought, indicator)),
                    Cell(part=_word("done" if one.holds else "apart")),
                ],
                name=title,
            )
        )
    return DataTable(_("What is carried over"), columns, rows)


def moved(found: Sequence[Moved], year: int) -> DataTable:
    """Figures that changed since the cut-off, with the records that did it."""
    catalogue = definitions().catalogue
    columns = [
        Column(_("Indicator"), "head"),
        Column(_("At the cut-off"), "meta", numeric=True, phone_label=_("At the cut-off")),
        Column(_("Now"), "meta", numeric=True, phone_label=_("Now")),
        Column(_("Records that did it"), "line"),
    ]
    rows = []
    for one in found:
        id, _colon, kind = one.fixed.key.partition(":")
        indicator = catalogue.figure(id)
        title = wording.said(indicator)
        if kind:
            title += f" · {wording.title_of(catalogue, one.fixed.key)}"
        rows.append(
            Row(
                [
                    Cell(title, FiguresAsked(year).figure_url(one.fixed.key)),
                    Cell(wording.number(one.fixed.value, indicator)),
                    Cell(wording.number(one.now, indicator)),
                    Cell(one.changed.said()),
                ],
                name=title,
            )
        )
    return DataTable(_("Changed since the cut-off"), columns, rows)


def series(found: Sequence[NumberSeries], year: int) -> DataTable:
    """The series of numbers."""
    first = _("First of {year}").format(year=year + 1)
    columns = [
        Column(_("Organ"), "head"),
        Column(_("Kind"), "rest"),
        Column(_("Numbers taken"), "meta", numeric=True, phone_label=_("Numbers taken")),
        Column(_("Last number"), "meta", whole=True, phone_label=_("Last number")),
        Column(first, "meta", whole=True, phone_label=first),
    ]
    rows = [
        Row(
            [
                Cell(one.organ),
                Cell(series_title(one.kind)),
                Cell(formats.count(one.count)),
                Cell(one.last),
                Cell(one.next_first or "—"),
            ]
        )
        for one in found
    ]
    return DataTable(_("Series of numbers"), columns, rows)
