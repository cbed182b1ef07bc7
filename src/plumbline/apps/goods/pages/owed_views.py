"""Money owed to an organ: filtered, sorted, taken away as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.goods.owed import ORDERS, STATES, Order, OwedAsked, OwedLine, OwedList, State
from plumbline.apps.goods.pages.asking import Request, case_address, person_of
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.goods.pages.tabs import tabs
from plumbline.apps.goods.policies import GOODS_READ
from plumbline.apps.goods.queries import PAGE, every_owed, owed
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    ListFoot,
    Pick,
    Row,
    list_foot,
    page_asked,
)
from plumbline.apps.page_parts.part import Act
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.core.clocks.civil import date_of

_STATES = {
    "owed": gettext_lazy("not settled"),
    "overdue": gettext_lazy("overdue"),
    "parts": gettext_lazy("paid in instalments"),
    "settled": gettext_lazy("settled"),
    "all": gettext_lazy("all"),
}


@require_GET
@requires(GOODS_READ)
def owed_page(request: Request) -> HttpResponse:
    """The fines with what is owed of them today."""
    asked = read_asked(request)
    found = owed(person_of(request), asked, request.today)
    values = {
        "head": PageHead(title=_("Money owed")),
        "exports": exports(reverse("goods:owed_export"), _question(asked)) if found.lines else [],
        "tabs": tabs(request, "owed"),
        "filters": _filters(asked),
        "table": _table(found, asked, request.today) if found.lines else None,
        "empty": None if found.lines else _empty(asked),
        "foot": _foot(found, lambda page: _question(replace(asked, page=page))),
    }
    htmx = getattr(request, "htmx", None)
    template = "goods/ledger_part.html" if htmx and not htmx.boosted else "goods/ledger.html"
    return render(request, template, values)


@require_GET
@requires(GOODS_READ)
def export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """The list as a file, as filtered and sorted."""
    titles = [column.text for column in _columns(OwedAsked())]
    lines = every_owed(person_of(request), read_asked(request), request.today)
    return sheet(request, "owed", titles, map(_exported, lines))


def read_asked(request: HttpRequest) -> OwedAsked:
    """What the address asks for; what it cannot mean is left out."""
    given = request.GET
    state, order, page = given.get("state", "owed"), given.get("order", "due"), given.get("page", "1")
    return OwedAsked(
        cast(State, state) if state in STATES else "owed",
        given.get("q", "").strip()[:100],
        cast(Order, order) if order in ORDERS else "due",
        page_asked(page),
    )


def _question(asked: OwedAsked) -> str:
    said = {
        "state": asked.state,
        "q": asked.text,
        "order": asked.order if asked.order != "due" else "",
        "page": str(asked.page) if asked.page > 1 else "",
    }
    return "?" + urlencode({name: value for name, value in said.items() if value})


def _filters(asked: OwedAsked) -> FilterBar:
    return FilterBar(
        url=reverse("goods:owed"),
        target="list",
        search_label=_("Number of the case"),
        search=asked.text,
        picks=[Pick("state", _("State"), [(one, str(_STATES[one])) for one in STATES], asked.state)],
        hidden=[("order", asked.order)] if asked.order != "due" else [],
        active=bool(asked.text) or asked.state != "owed",
    )


def _columns(asked: OwedAsked) -> list[Column]:
    return [
        _sorted(asked, "number", Column(_("Case"), "head", whole=True)),
        Column(_("Fine"), "rest", numeric=True),
        Column(_("Paid"), "line", numeric=True, phone_label=_("Paid")),
        _sorted(asked, "left", Column(_("Left of the fine"), "line", numeric=True, phone_label=_("Left"))),
        Column(_("Surcharge"), "line", numeric=True, phone_label=_("Surcharge")),
        Column(_("Owed in all"), "line", numeric=True, phone_label=_("Owed in all")),
        _sorted(asked, "due", Column(_("Last day to pay"), "meta", whole=True)),
    ]


def _sorted(asked: OwedAsked, field: str, column: Column) -> Column:
    now = asked.order.removeprefix("-") == field
    down = asked.order.startswith("-")
    following = cast(Order, f"-{field}" if now and not down else field)
    return replace(
        column,
        sort_url=_question(replace(asked, order=following, page=1)),
        sorted="" if not now else "descending" if down else "ascending",
    )


def _table(found: OwedList, asked: OwedAsked, today: int) -> DataTable:
    caption = ngettext(
        "{n} case, {sum} left of its fine", "{n} cases, {sum} left of their fines", found.total
    ).format(n=formats.count(found.total), sum=formats.money(found.left))
    return DataTable(caption, _columns(asked), [_row(line, today) for line in found.lines])


def _row(line: OwedLine, today: int) -> Row:
    due = date_of(line.due_day).isoformat() if line.due_day is not None else "—"
    late = line.is_left and line.due_day is not None and line.due_day < today
    state = _("charged") if line.charged else _("not charged")
    surcharge = Cell(formats.money(line.surcharge), under=state) if line.surcharge else Cell("—")
    return Row(
        [
            Cell(line.number, case_address(line.case), under=_("in instalments") if line.in_parts else ""),
            Cell(formats.money(line.fine)),
            Cell(formats.money(line.paid)),
            Cell(formats.money(line.left)),
            surcharge,
            Cell(formats.money(line.owed)),
            Cell(part=StatusWord(due, "breach", "alert-circle")) if late else Cell(due),
        ]
    )


def _exported(line: OwedLine) -> list[str]:
    due = date_of(line.due_day).isoformat() if line.due_day is not None else ""
    sums = (line.fine, line.paid, line.left, line.surcharge, line.owed)
    return [line.number, *(f"{one:.2f}" for one in sums), due]


def _empty(asked: OwedAsked) -> EmptyPage:
    if asked.text or asked.state != "owed":
        clear = Act(_("Clear the filters"), reverse("goods:owed"))
        return EmptyPage(_("No case matches"), _("The filters leave nothing over."), clear)
    return EmptyPage(_("Nothing is owed"), _("Fines appear here once a decision imposes them."))


def _foot(found: OwedList, address: Callable[[int], str]) -> ListFoot | None:
    if not found.total:
        return None
    total = ngettext(
        "{n} case, {sum} left of its fine", "{n} cases, {sum} left of their fines", found.total
    ).format(n=formats.count(found.total), sum=formats.money(found.left))
    return list_foot(total, found.total, PAGE, found.page, address)
