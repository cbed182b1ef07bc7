"""The parts of the list of files: states with counts, filters, the table, its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.case_file.pages.asking import day, language, procedure_name, procedures
from plumbline.apps.case_file.queries import PAGE, STATES, FileLine, FileList, FilesAsked
from plumbline.apps.page_parts import formats
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
from plumbline.core.cases.keeping import retention_word

_STATES = {
    "all": gettext_lazy("all"),
    "to_archive": gettext_lazy("to be archived"),
    "kept": gettext_lazy("in the archives of the organ"),
    "lent": gettext_lazy("lent out"),
    "late": gettext_lazy("not back in time"),
    "delivered": gettext_lazy("delivered"),
}


def tabs(found: FileList, asked: FilesAsked) -> TabBar:
    """The states, each with how many files it leaves."""
    return TabBar(
        _("Files by state"),
        [
            Tab(
                str(_STATES[state]),
                formats.count(found.counts[state]),
                f"?{_pairs(replace(asked, state=state, page=1))}",
                current=state == asked.state,
                breach=state == "late" and found.counts[state] > 0,
            )
            for state in STATES
        ],
    )


def filters(asked: FilesAsked, years: Sequence[int]) -> FilterBar:
    """Search, year and procedure."""
    return FilterBar(
        url=reverse("case_file:shelf"),
        target="list",
        search_label=_("Number, archive number, cause, place, list"),
        search=asked.text,
        hidden=(("state", asked.state),),
        picks=[
            Pick(
                "year",
                _("Ended in"),
                [("", _("all")), *((str(year), str(year)) for year in years)],
                str(asked.year or ""),
            ),
            Pick("procedure", _("Procedure"), [("", _("all")), *procedures()], asked.procedure),
        ],
        active=bool(asked.text or asked.year or asked.procedure),
    )


def table(found: FileList, today: int) -> DataTable:
    """The files of one page."""
    return DataTable(
        caption=ngettext("{n} file", "{n} files", found.total).format(n=formats.count(found.total)),
        columns=[
            Column(_("Case number"), "meta", whole=True),
            Column(_("Cause"), "head"),
            Column(_("Procedure"), "rest"),
            Column(_("Ended on"), "meta", whole=True, phone_label=_("Ended on")),
            Column(_("Archive number"), "line", whole=True),
            Column(_("Retention"), "line", whole=True),
            Column(_("Where it stands"), "meta", phone_label=_("Where it stands")),
            Column(_("State"), "word", whole=True),
        ],
        rows=[_row(line, today) for line in found.lines],
    )


def _row(line: FileLine, today: int) -> Row:
    return Row(
        [
            Cell(line.number, reverse("case_file:keeping", kwargs={"case": line.case})),
            Cell(line.title),
            Cell(procedure_name(line.procedure)),
            Cell(day(line.ended_day)),
            Cell(line.archive_number),
            Cell(retention_word(line.retention, language())),
            Cell(_where(line)),
            Cell(part=line_word(line, today)),
        ]
    )


def _where(line: FileLine) -> str:
    """The place; of what was delivered the list with which it went."""
    if line.delivered_day is None:
        return line.place
    told = str(_("list {number}, {day}"))
    return told.format(number=line.list_number, day=day(line.delivered_day))


def line_word(line: FileLine, today: int) -> StatusWord:
    """Where a file stands, in a word."""
    if line.delivered_day is not None:
        return StatusWord(_("delivered"), "neutral", "check")
    if line.out_until is not None:
        late = line.out_until < today
        said = _("out, to be back on {day}").format(day=day(line.out_until))
        return StatusWord(said, "breach" if late else "soon", "alert-circle" if late else "clock")
    if line.archived_day is not None:
        return StatusWord(_("archived"), "passed", "check")
    return StatusWord(_("to be archived"), "neutral", "circle-dashed")


def empty(asked: FilesAsked) -> EmptyPage:
    """Why nothing is shown."""
    if asked.text or asked.year or asked.procedure or asked.state != "all":
        clear = Act(_("Clear the filters"), reverse("case_file:shelf"))
        return EmptyPage(_("No file matches"), _("The filters leave nothing over."), clear)
    return EmptyPage(
        _("No files yet"),
        _("The file of a case appears here once the case has ended."),
        Act(_("Cases"), reverse("casework:cases")),
    )


def foot(found: FileList, asked: FilesAsked) -> ListFoot | None:
    """The other pages."""
    if not found.total:
        return None
    total = ngettext("{n} file", "{n} files", found.total).format(n=formats.count(found.total))
    return list_foot(total, found.total, PAGE, found.page, lambda n: question(replace(asked, page=n)))


def question(asked: FilesAsked) -> str:
    """The address' question."""
    return f"?{_pairs(asked)}"


def _pairs(asked: FilesAsked) -> str:
    said = {
        "state": asked.state if asked.state != "all" else "",
        "year": str(asked.year or ""),
        "procedure": asked.procedure,
        "q": asked.text,
        "page": str(asked.page) if asked.page > 1 else "",
    }
    return urlencode({name: value for name, value in said.items() if value})
