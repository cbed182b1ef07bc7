"""Rows that wait: listed with what is wrong, mended one by one in the page or all in a file that is sent again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.exchange import actions, queries
from plumbline.apps.exchange.forms import CellsForm, FileForm, LeavingOutForm
from plumbline.apps.exchange.incoming import WAITS
from plumbline.apps.exchange.pages.asking import (
    Request,
    language,
    person_of,
    place_of,
    source_or_404,
    time_text,
    told,
)
from plumbline.apps.exchange.pages.board import ask_for_file
from plumbline.apps.exchange.pages.tables import MOST_IN_EXCEL, quarantine_table, wrong_lines
from plumbline.apps.exchange.policies import LEAVE_OUT, MEND
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Tab, TabBar
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.actions import note_reading
from plumbline.apps.people.queries import account_name
from plumbline.apps.people.sheets import XLSX, write_xlsx
from plumbline.apps.record_intake.queries import REJECT_PREFIX
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.registers.cells import csv_line

_SHOWN = 100
_WHERE = ("delivery", "row", "reason", "reason_en")
_LEFT = ("left_out_why", "left_out_by", "left_out_at")
_FORM = "pl-leaving-out"


@require_http_methods(["GET", "POST"])
@requires(MEND, place=place_of)
def quarantine(request: Request, source: str) -> HttpResponse:
    """The rows of a source that wait; mended in a file they are sent again here."""
    known = source_or_404(source)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        ask_for_file(request, known, form)
        messages.success(request, _("The file is being taken in; rows that are right now leave this list."))
        return HttpResponseRedirect(request.path)
    return shown(request, known, left_out=_asks_left_out(request), form=form)


def shown(
    request: Request,
    known: Supplier,
    *,
    left_out: bool,
    form: FileForm | None = None,
    leaving: LeavingOutForm | None = None,
) -> HttpResponse:
    """The rows that wait, or those that were left out; whoever answers for the organ chooses among them."""
    may = may_access(request.person, LEAVE_OUT, Place(known.organ, known.division), request.today)
    rows = queries.waiting(known.code, size=_SHOWN, left_out=left_out)
    numbers = {one: queries.waiting_count(known.code, left_out=one) for one in (False, True)}
    chosen = leaving.data.getlist("chosen") if leaving is not None else ()
    ticked = [int(one) for one in chosen if one.isdecimal()]
    url = url_of("exchange:quarantine", source=known.code)
    tabs = [
        Tab(_("Rows to be mended"), count(numbers[False]), url, not left_out),
        Tab(_("Rows that were left out"), count(numbers[True]), f"{url}?list=left-out", left_out),
    ]
    leaving = leaving or (choosing(known, left_out=left_out) if may and rows else None)
    values = {
        "head": PageHead(_("Rows to be mended"), _path(known)),
        "tabs": TabBar(_("Rows to be mended"), tabs),
        "table": quarantine_table(known, rows, numbers[left_out], _FORM if may else "", ticked)
        if rows
        else None,
        "beyond": max(numbers[left_out] - len(rows), 0),
        "form": None if left_out else form or FileForm(),
        "left_out": left_out,
        "leaving": leaving if rows else None,
        "leaving_id": _FORM,
        "leaving_url": url_of(f"exchange:{'let_wait_again' if left_out else 'leave_out'}", source=known.code),
        "back": url_of("exchange:source", source=known.code),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "exchange/quarantine.html", values, status=status)


def choosing(known: Supplier, *, left_out: bool, sent: QueryDict | None = None) -> LeavingOutForm:
    """The form in which rows of the list are chosen."""
    given = [int(one) for one in sent.getlist("chosen") if one.isdecimal() and len(one) < 16] if sent else []
    words = _("all of delivery {n} ({rows})")
    deliveries = [
        (one, words.format(n=one, rows=count(number)))
        for one, number in queries.deliveries_held(known.code, left_out=left_out)
    ]
    return LeavingOutForm(sent, rows=given, deliveries=deliveries, back=left_out)


def _asks_left_out(request: Request) -> bool:
    return bool(request.GET.get("list") == "left-out")


@require_http_methods(["GET", "POST"])
@requires(MEND, place=place_of)
def row(request: Request, source: str, row: int) -> HttpResponse:
    """One row that waits, cell by cell; mended it goes in at once."""
    known = source_or_404(source)
    held = queries.held(source, row)
    back = url_of("exchange:quarantine", source=source)
    if held is None:
        return HttpResponseRedirect(back)
    form = CellsForm(held, known.layout, language(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            left = actions.mend(known, row, form.cells, by=person_of(request).account, now=request.now)
        except StoreError as error:
            form.add_error(None, told(error))
        else:
            if not left:
                messages.success(request, _("The row was taken in."))
                return HttpResponseRedirect(_next(source, back))
            form.tell([one.to_json() for one in left], language(), again=True)
    values = {
        "title": _("Mend a row"),
        "head": PageHead(
            _("Delivery {delivery}, row {n}").format(delivery=held.delivery, n=held.number),
            (*_path(known), Link(_("Mend a row"))),
        ),
        "form": form,
        "back": back,
    }
    return render(
        request, "people/quarantine_row.html", values, status=422 if request.method == "POST" else 200
    )


@require_safe
@requires(MEND, place=place_of)
def sheet(request: Request, source: str) -> HttpResponse | StreamingHttpResponse:
    """The rows that wait, each with what is wrong in columns that are passed over when it is sent again.

    An Excel book for whoever mends, as long as one can be worked with; CSV for programs, and for very many.
    """
    known, left_out = source_or_404(source), _asks_left_out(request)
    note_reading(
        by=person_of(request),
        kind="take_out",
        subject=f"quarantine {source}",
        reason=known.title,
        now=request.now,
    )
    name = f"{source}{'-left-out' if left_out else ''}"
    number = queries.waiting_count(source, left_out=left_out)
    answer: HttpResponse | StreamingHttpResponse
    if request.GET.get("form") == "xlsx" and number <= MOST_IN_EXCEL:
        answer = HttpResponse(write_xlsx(*_book(known, left_out)), content_type=XLSX)
        name += ".xlsx"
    else:
        answer = StreamingHttpResponse(_lines(source, left_out), content_type="text/csv; charset=utf-8")
        name += ".csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(source: str, left_out: bool) -> Iterator[str]:
    """For programs: what is wrong in both languages."""
    columns = queries.waiting_columns(source, left_out=left_out)
    yield "\ufeff" + csv_line([*_titles(*_WHERE, *(_LEFT if left_out else ())), *columns])
    for held in queries.all_waiting(source, left_out=left_out):
        reasons = [";".join(one[name] for one in held.faults) for name in ("reason", "reason_en")]
        yield csv_line([*_place(held), *reasons, *_left(held), *_cells(held, columns)])


def _book(known: Supplier, left_out: bool) -> tuple[list[str], Iterator[list[str]]]:
    """For whoever mends: what is wrong beside each row, a line for each value, as the page says it."""
    columns = queries.waiting_columns(known.code, left_out=left_out)
    left = (_("Why they are left out"), _("Left out by"), _("Left out at")) if left_out else ()
    titles = _titles(_("Delivery"), _("Row"), _("What is wrong"), *left)
    rows = (
        [*_place(held), "\n".join(wrong_lines(known.layout, held)), *_left(held), *_cells(held, columns)]
        for held in queries.all_waiting(known.code, left_out=left_out)
    )
    return [*titles, *columns], rows


def _titles(*names: str) -> list[str]:
    """Heads of the columns that are passed over, behind the one that says which row it is."""
    return [WAITS, *(f"{REJECT_PREFIX}{one}" for one in names)]


def _place(held: queries.HeldView) -> list[str]:
    return [str(one) for one in (held.id, held.delivery, held.number)]


def _left(held: queries.HeldView) -> list[str]:
    if held.left is None:
        return []
    return [held.left.why, account_name(held.left.by), time_text(held.left.at)]


def _cells(held: queries.HeldView, columns: Sequence[str]) -> list[str]:
    return [held.cells.get(name, "") for name in columns]


def _path(known: Supplier) -> tuple[Link, ...]:
    return (
        Link(_("Data exchange"), url_of("exchange:board")),
        Link(known.title, url_of("exchange:source", source=known.code)),
        Link(_("Rows to be mended"), url_of("exchange:quarantine", source=known.code)),
    )


def _next(source: str, back: str) -> str:
    left = queries.waiting(source, size=1)
    return url_of("exchange:quarantine_row", source=source, row=left[0].id) if left else back
