"""The organ's own records in the layout of another system, as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.apps.exchange.export import every, names_of
from plumbline.apps.exchange.pages.asking import Request, language, person_of
from plumbline.apps.exchange.pages.tables import counted
from plumbline.apps.exchange.policies import TAKE_OUT
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.actions import note_reading
from plumbline.core.layouts.catalogue import LAYOUTS
from plumbline.core.layouts.layout import Layout
from plumbline.core.registers.cells import csv_line


@require_safe
@requires(TAKE_OUT)
def take_out(request: Request) -> HttpResponse:
    """The layouts there are; each is a file of the organ's records."""
    zh = language() == "zh"
    columns = [
        Column(_("Layout"), "head"),
        Column(_("Basis"), "line"),
        counted(_("Columns")),
        Column(_("Act"), "act"),
    ]
    rows = [
        Row(
            [
                Cell(one.title if zh else one.english),
                Cell(shelf().brief(one.basis) if zh else one.basis),
                Cell(str(len(one.columns))),
                Cell(
                    part=Act(
                        _("Download"), url_of("exchange:take_out_file", layout=one.id), "download", small=True
                    )
                ),
            ]
        )
        for one in LAYOUTS.values()
    ]
    title = _("Take records out")
    values = {
        "head": PageHead(title, (Link(_("Data exchange"), url_of("exchange:board")), Link(title))),
        "table": DataTable(title, columns, rows),
        "empty": None,
    }
    return render(request, "exchange/board.html", values)


@require_safe
@requires(TAKE_OUT)
def take_out_file(request: Request, layout: str) -> StreamingHttpResponse:
    """The records of the person's organ as CSV, a page of cases in memory at a time."""
    if layout not in LAYOUTS:
        raise Http404
    person, title = person_of(request), LAYOUTS[layout].title
    note_reading(by=person, kind="take_out", subject=layout, reason=title, now=request.now)
    answer = StreamingHttpResponse(
        _lines(LAYOUTS[layout], person.organ), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{layout}.csv"'
    return answer


def _lines(layout: Layout, organ: str) -> Iterator[str]:
    codes = [one.code for one in layout.columns]
    yield "\ufeff" + csv_line(codes)
    for row in every(layout, organ, names_of(organ)):
        yield csv_line([row[code] for code in codes])
