"""Rows that wait: listed with what is wrong, mended one by one in the page or all in a file that is sent again."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.exchange import actions, queries
from plumbline.apps.exchange.forms import CellsForm, FileForm
from plumbline.apps.exchange.incoming import WAITS
from plumbline.apps.exchange.pages.asking import Request, language, person_of, place_of, source_or_404, told
from plumbline.apps.exchange.pages.board import ask_for_file
from plumbline.apps.exchange.pages.tables import quarantine_table
from plumbline.apps.exchange.policies import MEND
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.actions import note_reading
from plumbline.core.registers.cells import csv_line

_SHOWN = 100
_WHERE = ("delivery", "row", "reason", "reason_en")


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
    rows = queries.waiting(source, size=_SHOWN)
    number = queries.waiting_count(source)
    values = {
        "head": PageHead(_("Rows to be mended"), _path(known)),
        "table": quarantine_table(known, rows, number) if rows else None,
        "form": form,
        "back": url_of("exchange:source", source=source),
    }
    return render(request, "exchange/quarantine.html", values)


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
    known = source_or_404(source)
    note_reading(
        by=person_of(request),
        kind="take_out",
        subject=f"quarantine {source}",
        reason=known.title,
        now=request.now,
    )
    answer = StreamingHttpResponse(_lines(source), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{source}.csv"'
    return answer


def _lines(source: str) -> Iterator[str]:
    columns = queries.waiting_columns(source)
    yield "\ufeff" + csv_line([WAITS, *(f"reject:{name}" for name in _WHERE), *columns])
    for held in queries.all_waiting(source):
        reasons = [";".join(one[name] for one in held.faults) for name in ("reason", "reason_en")]
        where = (str(one) for one in (held.id, held.delivery, held.number))
        yield csv_line([*where, *reasons, *(held.cells.get(name, "") for name in columns)])


def _path(known: Supplier) -> tuple[Link, ...]:
    return (
        Link(_("Data exchange"), url_of("exchange:board")),
        Link(known.title, url_of("exchange:source", source=known.code)),
        Link(_("Rows to be mended"), url_of("exchange:quarantine", source=known.code)),
    )


def _next(source: str, back: str) -> str:
    left = queries.waiting(source, size=1)
    return url_of("exchange:quarantine_row", source=source, row=left[0].id) if left else back
