"""Taking a sheet in, the rows that wait, mending and sending them again; the yearly check as a batch."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.queries import JobView, jobs_of
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.intake import QuarantineTable, WrongValue
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people import actions, queries, waiting_sheets
from plumbline.apps.people.errors import NothingChosen, PeopleError
from plumbline.apps.people.forms import SheetForm
from plumbline.apps.people.pages.asking import address, asked_of, person_of
from plumbline.apps.people.pages.entering import check_not_the_heads
from plumbline.apps.people.pages.lists import NAMES, sheet_answer
from plumbline.apps.people.pages_language import language, told
from plumbline.apps.people.policies import WRITE
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.people.sheets import check_kind
from plumbline.apps.people.tasks import import_sheet
from plumbline.core.authority.access import Visible, visible
from plumbline.core.clocks.civil import date_of
from plumbline.core.registers.register import register_of
from plumbline.core.registers.rows import columns_of

_SHOWN = 200
"""Rows of the quarantine on one page; the sheet holds them all."""


@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, register: str) -> HttpResponse:
    """Takes a sheet in by a job; how far it is, and what waits, are on pages of their own."""
    kind = register_of(register)
    opening = shelf().docket(kind.procedure).procedure.steps[kind.opening]
    check_not_the_heads(request, opening)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            return _asked_for(request, register, sheet.name, sheet.read())
        except PeopleError as error:
            form.add_error("sheet", told(error))
    own = person_of(request).organ
    waiting = [one for one in queries.waiting_batches(own) if one.register == register]
    template = Act(_("Download the template"), address(register, "template"), "download")
    shown = {
        "title": _("Import"),
        "head": PageHead(
            _("Import: {register}").format(register=kind.title(language())),
            (
                Link(kind.title(language()), reverse(f"people:{NAMES[register]}")),
                Link(_("Import")),
            ),
            acts=[template],
        ),
        "form": form,
        "jobs": [
            (one, address(register, "import_job", one.number)) for one in own_imports(request, register)[:5]
        ],
        "waiting": [(one, address(register, "quarantine", one.number)) for one in waiting],
    }
    return render(request, "people/import.html", shown)


@require_http_methods(["GET", "POST"])
def quarantine_page(request: HttpRequest, register: str, batch: int) -> HttpResponse:
    """The rows that wait, with what is wrong; each is mended here, or all in a sheet that is sent again."""
    held = own_batch(request, register, batch)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            return _asked_for(request, register, sheet.name, sheet.read(), batch)
        except PeopleError as error:
            form.add_error("sheet", told(error))
    kind = register_of(register)
    shown = {
        "title": _("Data to be mended"),
        "head": PageHead(
            _("Data to be mended"),
            (
                Link(kind.title(language()), reverse(f"people:{NAMES[register]}")),
                Link(_("Import"), address(register, "import")),
                Link(held.file_name),
            ),
        ),
        "table": _table(held) if held.waiting else None,
        "held": held,
        "form": form,
    }
    return render(request, "people/quarantine.html", shown)


def _asked_for(
    request: HttpRequest, register: str, name: str, data: bytes, batch: int | None = None
) -> HttpResponse:
    """Keeps the sheet and asks for its import; raises SheetUnreadable where it is no sheet at all."""
    check_kind(name, data)
    asked, person = asked_of(request), person_of(request)
    arguments = {
        "register": register,
        "sheet": waiting_sheets.keep(data),
        "name": name[:200],
        "batch": batch,
        "role": person.role.value,
        "today": asked.today,
        "since": asked.now,
    }
    job = enqueue(import_sheet, arguments, now=asked.now, owner=person.account, priority=5)
    return HttpResponseRedirect(address(register, "import_job", job))


@require_safe
def quarantine_sheet(request: HttpRequest, register: str, batch: int) -> HttpResponse | StreamingHttpResponse:
    """The rows that wait as a sheet, each with its number, what is wrong and how to mend it."""
    held = own_batch(request, register, batch)
    return sheet_answer(
        queries.quarantined(batch), f"{_('to be mended')}-{held.file_name.rsplit('.', 1)[0]}.xlsx"
    )


@require_http_methods(["GET", "POST"])
def yearly_check(request: HttpRequest) -> HttpResponse:
    """Certificates not yet checked this year; those ticked passed or failed are entered in one batch."""
    asked = asked_of(request)
    year = date_of(asked.today).year
    reach = reach_of(request, "officer")
    problem = ""
    if request.method == "POST":
        passed = request.POST.get("result") != "failed"
        open_ones = {one.number for one in queries.unchecked(year, reach)}
        chosen = {number: passed for number in request.POST.getlist("chosen") if number in open_ones}
        try:
            if not chosen:
                raise NothingChosen()
            actions.check_years(chosen, year, by=person_of(request), now=asked.now, today=asked.today)
        except (PeopleError, StoreError) as error:
            problem = told(error)
        else:
            word = _("passed") if passed else _("not passed")
            done = ngettext("%(n)s certificate: %(word)s", "%(n)s certificates: %(word)s", len(chosen))
            messages.success(request, done % {"n": len(chosen), "word": word})
            return HttpResponseRedirect(request.path)
    rows = queries.unchecked(year, reach)
    names = organ_names({one.organ for one in rows})
    shown = {
        "title": _("Yearly check"),
        "head": PageHead(
            _("Yearly check {year}").format(year=year),
            (
                Link(register_of("officer").title(language()), reverse("people:officers")),
                Link(_("Yearly check")),
            ),
            note=_("{n} certificates not yet checked").format(n=len(rows)),
        ),
        "rows": [(one, names.get(one.organ, one.organ)) for one in rows],
        "problem": problem,
    }
    return render(request, "people/yearly_check.html", shown)


def column_name(register: str, title: str) -> str:
    """A column of a sheet as the page calls it: sheets bear the Chinese titles."""
    if language() == "zh":
        return title
    kind = register_of(register)
    columns = columns_of(kind, shelf().docket(kind.procedure).procedure)
    return next((one.definition.english for one in columns if one.title == title), title)


def own_imports(request: HttpRequest, register: str) -> list[JobView]:
    """The imports of a register that this person asked for, newest first."""
    found = jobs_of(person_of(request).account)
    return [one for one in found if one.task == import_sheet.name and one.arguments["register"] == register]


def own_batch(request: HttpRequest, register: str, batch: int) -> queries.Batch:
    """The batch of the address, if the own organ imported it."""
    held = queries.batch_of(batch)
    if held is None or held.register != register or held.organ != person_of(request).organ:
        raise Http404
    return held


def reach_of(request: HttpRequest, register: str) -> Visible:
    """For which organs this person may write the register."""
    asked = asked_of(request)
    return visible(asked.person, WRITE[register], asked.today)


def _table(held: queries.Batch) -> QuarantineTable:
    zh = language() == "zh"
    rows = [
        WrongValue(
            line=str(row.row),
            name=row.cells.get("姓名") or row.cells.get("机关名称") or next(iter(row.cells.values()), ""),
            column=column_name(held.register, one["column"]),
            reason=one["reason" if zh else "reason_en"],
            mend=one["mend" if zh else "mend_en"],
            wrong=one["value"],
            act=Link(_("Mend"), address(held.register, "quarantine_row", held.number, row.row)),
        )
        for row in queries.waiting_rows(held.number)[:_SHOWN]
        for one in row.problems
    ]
    summary = _("{file}: {taken} rows taken in, {waiting} to be mended").format(
        file=held.file_name, taken=held.taken, waiting=held.waiting
    )
    download = address(held.register, "quarantine_sheet", held.number)
    acts = (Act(_("Download these rows"), download, "download", small=True),)
    return QuarantineTable(summary, rows, acts, name_label=row_named_by(held.register))


def row_named_by(register: str) -> str:
    """What stands for a row: a person's or an organ's name, else the number that it bears."""
    if register in ("officer", "organ"):
        return str(_("Name"))
    kind = register_of(register)
    return column_name(register, columns_of(kind, shelf().docket(kind.procedure).procedure)[0].title)
