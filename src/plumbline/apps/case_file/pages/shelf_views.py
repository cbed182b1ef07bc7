"""The files of an organ: what is to be archived, kept, lent, delivered; the loan book; how long files are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.case_file import queries
from plumbline.apps.case_file.actions import Retention, set_retention
from plumbline.apps.case_file.errors import FileDeskError
from plumbline.apps.case_file.forms import RetentionForm
from plumbline.apps.case_file.pages import shelf_parts
from plumbline.apps.case_file.pages.asking import (
    Request,
    day,
    language,
    person_of,
    procedure_name,
    procedures,
    sheet,
)
from plumbline.apps.case_file.pages.loan_parts import loan_cells, loan_table
from plumbline.apps.case_file.policies import FILES_DELIVER, FILES_READ, RETENTION_SET
from plumbline.apps.case_file.queries import STATES, FileLine, FilesAsked, State
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.keeping import retention_word
from plumbline.core.cases.keeping_errors import KeepingError


@require_safe
@requires(FILES_READ)
def shelf(request: Request) -> HttpResponse:
    """The files of cases that have ended, by state, searched and filtered."""
    asked, person = read_asked(request), person_of(request)
    found = queries.files(person, asked, request.today)
    values = {
        "head": PageHead(title=_("Case files"), acts=_acts(request, asked)),
        "tabs": shelf_parts.tabs(found, asked),
        "filters": shelf_parts.filters(asked, queries.years(person, request.today)),
        "table": shelf_parts.table(found, request.today) if found.lines else None,
        "empty": None if found.lines else shelf_parts.empty(asked),
        "foot": shelf_parts.foot(found, asked),
    }
    htmx = getattr(request, "htmx", None)
    template = "case_file/shelf_part.html" if htmx and not htmx.boosted else "case_file/shelf.html"
    return render(request, template, values)


@require_safe
@requires(FILES_READ)
def shelf_sheet(request: Request) -> HttpResponse:
    """The list as it is filtered, every page of it, as a workbook."""
    titles = [
        _("Case number"),
        _("Archive number"),
        _("Procedure"),
        _("Cause"),
        _("Ended on"),
        _("Retention"),
        _("Where it stands"),
        _("Archived on"),
        _("To be back on"),
        _("List"),
    ]
    lines = _every(person_of(request), read_asked(request), request.today)
    return sheet(f"{_('Case files')}.xlsx", titles, map(_cells, lines))


@require_safe
@requires(FILES_READ)
def loan_book(request: Request) -> HttpResponse:
    """What is out, the one that must be back first on top; what came back below it."""
    found = queries.loans(person_of(request), request.today, open_only="open" in request.GET)
    values = {
        "head": PageHead(
            title=_("Loan book"),
            path=(Link(_("Case files"), reverse("case_file:shelf")), Link(_("Loan book"))),
            note=_("{n} out").format(n=sum(one.returned_day is None for one in found)),
            acts=(Act(_("Export Excel"), reverse("case_file:loan_sheet"), icon="download"),),
        ),
        "table": loan_table(found, request.today) if found else None,
        "empty": EmptyPage(
            _("No file was lent"),
            _("A loan is entered on the page of the file."),
            Act(_("Case files"), reverse("case_file:shelf")),
        ),
    }
    return render(request, "case_file/loans.html", values)


@require_safe
@requires(FILES_READ)
def loan_sheet(request: Request) -> HttpResponse:
    """The loan book as a workbook."""
    titles = [
        _("Case number"),
        _("Archive number"),
        _("Unit"),
        _("Borrower"),
        _("What for"),
        _("Lent on"),
        _("To be back on"),
        _("Came back on"),
    ]
    found = queries.loans(person_of(request), request.today, open_only=False)
    return sheet(f"{_('Loan book')}.xlsx", titles, map(loan_cells, found))


@require_http_methods(["GET", "POST"])
@requires(RETENTION_SET)
def retention(request: Request) -> HttpResponse:
    """How long the organ keeps the files of each procedure; set by its head from the organ's own table."""
    person = person_of(request)
    form = RetentionForm(request.POST or None, procedures=procedures(), auto_id="retention_%s")
    if request.method == "POST" and form.is_valid():
        told = Retention(form.written, form.cleaned_data["basis"])
        try:
            set_retention(
                person=person,
                procedure=form.cleaned_data["procedure"],
                retention=told,
                now=request.now,
                today=request.today,
            )
        except (FileDeskError, KeepingError) as error:
            form.add_error(None, error.message(language()))
        else:
            messages.success(request, _("The retention was set."))
            return HttpResponseRedirect(request.path)
    found = queries.retentions(person.organ)
    columns = [
        Column(_("Procedure"), "head"),
        Column(_("Retention"), "line"),
        Column(_("Table that states it"), "line"),
    ]
    rows = [
        Row([Cell(procedure_name(code)), Cell(retention_word(one.term, language())), Cell(one.basis)])
        for code, one in sorted(found.items())
    ]
    values = {
        "head": PageHead(
            title=_("Retention of files"),
            path=(Link(_("Case files"), reverse("case_file:shelf")), Link(_("Retention of files"))),
        ),
        "table": DataTable(_("Retention of files"), columns, rows) if rows else None,
        "form": form,
    }
    return render(
        request, "case_file/retention.html", values, status=422 if request.method == "POST" else 200
    )


def read_asked(request: HttpRequest) -> FilesAsked:
    """What the address asks for; what it cannot mean is left out."""
    state, year, page = (request.GET.get(name, "") for name in ("state", "year", "page"))
    procedure = request.GET.get("procedure", "")
    return FilesAsked(
        cast(State, state) if state in STATES else "all",
        int(year) if year.isdecimal() and len(year) == 4 else None,
        procedure if procedure in dict(procedures()) else "",
        request.GET.get("q", "").strip()[:100],
        int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


def _acts(request: Request, asked: FilesAsked) -> list[Act]:
    question = shelf_parts.question(asked)
    found = [
        Act(_("Export Excel"), reverse("case_file:shelf_sheet") + question, icon="download"),
        Act(_("Loan book"), reverse("case_file:loans")),
    ]
    if may_access(request.person, RETENTION_SET, None, request.today):
        found.append(Act(_("Retention"), reverse("case_file:retention")))
    if may_access(request.person, FILES_DELIVER, None, request.today):
        found.append(Act(_("Hand-over list"), reverse("case_file:delivery"), main=True))
    return found


def _every(person: Person, asked: FilesAsked, today: int) -> Iterator[FileLine]:
    page = 1
    while True:
        found = queries.files(person, replace(asked, page=page), today)
        yield from found.lines
        if page * queries.PAGE >= found.total:
            return
        page += 1


def _cells(line: FileLine) -> list[str]:
    return [
        line.number,
        line.archive_number,
        procedure_name(line.procedure),
        line.title,
        day(line.ended_day),
        retention_word(line.retention, language()),
        line.place,
        day(line.archived_day) if line.archived_day is not None else "",
        day(line.out_until) if line.out_until is not None else "",
        line.list_number,
    ]
