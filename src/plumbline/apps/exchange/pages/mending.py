"""Rows that wait: listed with what is wrong, mended one by one in the page or all in a file that is sent again."""

from __future__ import annotations

from collections.abc import Iterator

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
from plumbline.apps.exchange.pages.tables import quarantine_table
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
def sheet(request: Request, source: str) -> StreamingHttpResponse:
    """The rows that wait as CSV, each with what is wrong in columns that are passed over when it is sent again."""
    known, left_out = source_or_404(source), _asks_left_out(request)
    note_reading(
        by=person_of(request),
        kind="take_out",
        subject=f"quarantine {source}",
        reason=known.title,
        now=request.now,
    )
    answer = StreamingHttpResponse(_lines(source, left_out), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="{source}{"-left-out" if left_out else ""}.csv"'
    )
    return answer


def _lines(source: str, left_out: bool) -> Iterator[str]:
    """Columns whose names begin with `reject:` are passed over when the sheet is sent again."""
    columns = queries.waiting_columns(source, left_out=left_out)
    more = _LEFT if left_out else ()
    yield "\ufeff" + csv_line([WAITS, *(f"reject:{name}" for name in (*_WHERE, *more)), *columns])
    for held in queries.all_waiting(source, left_out=left_out):
        reasons = [";".join(one[name] for one in held.faults) for name in ("reason", "reason_en")]
        where = (str(one) for one in (held.id, held.delivery, held.number))
        left = (
            () if held.left is None else (held.left.why, account_name(held.left.by), time_text(held.left.at))
        )
        yield csv_line([*where, *reasons, *left, *(held.cells.get(name, "") for name in columns)])


def _path(known: Supplier) -> tuple[Link, ...]:
    return (
        Link(_("Data exchange"), url_of("exchange:board")),
        Link(known.title, url_of("exchange:source", source=known.code)),
        Link(_("Rows to be mended"), url_of("exchange:quarantine", source=known.code)),
    )


def _next(source: str, back: str) -> str:
    left = queries.waiting(source, size=1)
    return url_of("exchange:quarantine_row", source=source, row=left[0].id) if left else back
