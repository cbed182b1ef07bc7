"""The parts of the store ledger: filters, the table, its pages, what an empty one says."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.goods.queries import PAGE, STATES, GoodsAsked, GoodsLine, GoodsList
from plumbline.apps.goods.words import whereabouts
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
    list_foot,
)
from plumbline.apps.page_parts.part import Act
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.clocks.civil import date_of

_STATES = {
    "left": gettext_lazy("not accounted for"),
    "overdue": gettext_lazy("held beyond the term"),
    "gone": gettext_lazy("accounted for"),
    "all": gettext_lazy("all"),
}


def filters(asked: GoodsAsked) -> FilterBar:
    """Search and state."""
    return FilterBar(
        url=reverse("goods:ledger"),
        target="list",
        search_label=_("Thing, case, place, keeper"),
        search=asked.text,
        picks=[Pick("state", _("State"), [(one, str(_STATES[one])) for one in STATES], asked.state)],
        active=bool(asked.text) or asked.state != "left",
    )


def columns() -> list[Column]:
    """Heads of the ledger."""
    return [
        Column(_("Case"), "meta", whole=True),
        Column(_("Thing"), "head"),
        Column(_("Taken in"), "line", whole=True),
        Column(_("Where it is"), "line"),
        Column(_("Place"), "rest"),
        Column(_("Keeper"), "rest"),
        Column(_("Held until"), "meta", whole=True),
    ]


def table(found: GoodsList, today: int) -> DataTable:
    """The lines of one page."""
    return DataTable(
        caption=ngettext("{n} thing", "{n} things", found.total).format(n=formats.count(found.total)),
        columns=columns(),
        rows=[_row(line, today) for line in found.lines],
    )


def empty(asked: GoodsAsked) -> EmptyPage:
    """Why nothing is shown."""
    if asked.text or asked.state != "left":
        clear = Act(_("Clear the filters"), reverse("goods:ledger"))
        return EmptyPage(_("No thing matches"), _("The filters leave nothing over."), clear)
    return EmptyPage(_("Nothing in store"), _("Things appear here once they are taken in for a case."))


def foot(found: GoodsList, address: Callable[[int], str]) -> ListFoot | None:
    """The other pages."""
    total = ngettext("{n} thing", "{n} things", found.total).format(n=formats.count(found.total))
    return list_foot(total, found.total, PAGE, found.page, address) if found.total else None


def _row(line: GoodsLine, today: int) -> Row:
    due = date_of(line.due_day).isoformat() if line.due_day is not None else "—"
    late = line.is_left and line.due_day is not None and line.due_day < today
    word = StatusWord(due, "breach", "alert-circle") if late else None
    return Row(
        [
            Cell(line.number, reverse("goods:case", kwargs={"case": line.case})),
            Cell(line.name, under=line.spec),
            Cell(f"{line.taken} {line.unit}"),
            Cell(whereabouts(line.held, line.lent, line.waiting, line.gone)),
            Cell(line.place),
            Cell(line.keeper),
            Cell(part=word) if word else Cell(due),
        ]
    )
