"""The store ledger of an organ and its export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.goods.pages import ledger_parts
from plumbline.apps.goods.pages.asking import Request, person_of
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.goods.pages.tabs import tabs
from plumbline.apps.goods.policies import GOODS_READ
from plumbline.apps.goods.queries import (
    PAGE,
    STATES,
    GoodsAsked,
    GoodsLine,
    State,
    ledger,
)
from plumbline.apps.goods.words import whereabouts
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import page_asked
from plumbline.apps.people.access import requires
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of


@require_GET
@requires(GOODS_READ)
def ledger_page(request: Request) -> HttpResponse:
    """The things in store, searched and filtered."""
    asked = read_asked(request)
    found = ledger(person_of(request), asked, request.today)
    values = {
        "head": PageHead(title=_("Seized things")),
        "exports": exports(reverse("goods:export"), _question(asked)) if found.lines else [],
        "tabs": tabs(request, "ledger"),
        "filters": ledger_parts.filters(asked),
        "table": ledger_parts.table(found, request.today) if found.lines else None,
        "empty": None if found.lines else ledger_parts.empty(asked),
        "foot": ledger_parts.foot(found, lambda page: _question(replace(asked, page=page))),
    }
    htmx = getattr(request, "htmx", None)
    template = "goods/ledger_part.html" if htmx and not htmx.boosted else "goods/ledger.html"
    return render(request, template, values)


@require_GET
@requires(GOODS_READ)
def export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """The ledger as a file, as filtered; cells that a spreadsheet would run are neutralised."""
    titles = [_("Case"), *(column.text for column in ledger_parts.columns()[1:])]
    lines = _every(person_of(request), read_asked(request), request.today)
    return sheet(request, "goods", titles, (list(_cells(line)) for line in lines))


def read_asked(request: HttpRequest) -> GoodsAsked:
    """What the address asks for; what it cannot mean is left out."""
    state, page = request.GET.get("state", "left"), request.GET.get("page", "1")
    return GoodsAsked(
        cast(State, state) if state in STATES else "left",
        request.GET.get("q", "").strip()[:100],
        page_asked(page),
    )


def _question(asked: GoodsAsked) -> str:
    said = {"state": asked.state, "q": asked.text, "page": str(asked.page) if asked.page > 1 else ""}
    return "?" + urlencode({name: value for name, value in said.items() if value})


def _every(person: Person, asked: GoodsAsked, today: int) -> Iterator[GoodsLine]:
    page = 1
    while True:
        found = ledger(person, replace(asked, page=page), today)
        yield from found.lines
        if page * PAGE >= found.total:
            return
        page += 1


def _cells(line: GoodsLine) -> Iterator[str]:
    yield line.number
    yield line.name
    yield f"{line.taken} {line.unit}"
    yield whereabouts(line.held, line.lent, line.waiting, line.gone)
    yield line.place
    yield line.keeper
    yield date_of(line.due_day).isoformat() if line.due_day is not None else ""
