"""The list of a register: search, filters, sorting, pages, and the same list as a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    ListFoot,
    Paging,
    Pick,
    Row,
)
from plumbline.apps.page_parts.part import Act
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people import queries
from plumbline.apps.people.pages.asking import address, asked_of
from plumbline.apps.people.pages.entering import is_the_heads
from plumbline.apps.people.pages.saying import Sayer
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.policies import READ, WRITE
from plumbline.apps.people.queries import EntryView, fields_of
from plumbline.apps.people.sheets import CSV, XLSX, Sheet, write_book, write_csv, write_xlsx
from plumbline.core.authority.access import may_access, visible
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.registers.register import Register, register_of
from plumbline.core.vocabulary import ValueType

NAMES: Mapping[str, str] = {
    "organ": "organs",
    "officer": "officers",
    "power": "powers",
    "benchmark": "benchmarks",
    "leniency": "leniency",
    "review-catalogue": "review-catalogues",
    "recording": "recordings",
    "recorder": "recorders",
    "service-matter": "service-matters",
    "force": "forces",
    "establishment": "establishments",
    "study-item": "study-items",
    "supervision-rule": "supervision-rules",
    "party": "parties",
}
"""Register → name of its list among the addresses."""


@require_safe
def register_list(request: HttpRequest, register: str) -> HttpResponse:
    """One page of a register."""
    kind = register_of(register)
    asked = asked_of(request)
    wanted = _wanted(request, kind)
    found = queries.find(
        register,
        visible(asked.person, READ[register], asked.today),
        page=_number(request.GET.get("page", "1")),
        **wanted,
    )
    told = {
        "title": kind.title(language()),
        "head": PageHead(
            kind.title(language()),
            acts=_acts(request, kind),
        ),
        "filters": _filters(request, kind),
        "table": _table(request, kind, found.entries) if found.entries else None,
        "empty": EmptyPage(_("Nothing found"), _("No entry matches, or none is registered in your area.")),
        "foot": ListFoot(_paging(request, found)),
        "exports": _exports(request, kind),
    }
    part = getattr(request, "htmx", False) and not request.htmx.boosted
    return render(request, "people/list_part.html" if part else "people/list.html", told)


@require_safe
def register_sheet(request: HttpRequest, register: str, form: str) -> HttpResponse | StreamingHttpResponse:
    """The list as it is filtered, every page of it, as a sheet."""
    kind = register_of(register)
    asked = asked_of(request)
    entries = queries.every(
        register, visible(asked.person, READ[register], asked.today), **_wanted(request, kind)
    )
    out = queries.exported(register, entries, language())
    return sheet_answer(out, f"{kind.title(language())}.{form}")


@require_safe
def register_template(request: HttpRequest, register: str) -> HttpResponse | StreamingHttpResponse:
    """The empty sheet, and beside it what is to be written in each column."""
    out = queries.template(register)
    book = [
        Sheet("数据", "", out.titles, ()),
        Sheet("填写说明", "", ("列", "是否必填", "填写内容"), out.columns),
    ]
    return saved(
        HttpResponse(write_book(book), content_type=XLSX),
        f"{register_of(register).title()}-{_('template')}.xlsx",
    )


def sheet_answer(out: queries.SheetOut, name: str) -> HttpResponse | StreamingHttpResponse:
    """A sheet to be saved under this name."""
    if name.endswith(".csv"):
        answer: Any = StreamingHttpResponse(write_csv(out.titles, out.rows), content_type=CSV)
    else:
        answer = HttpResponse(write_xlsx(out.titles, out.rows), content_type=XLSX)
    return saved(answer, name)


def saved(answer: Any, name: str) -> Any:
    """An answer to be saved under this name."""
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(name)}"
    return answer


def _quoted(name: str) -> str:
    return urlencode({"": name})[1:].replace("+", "%20")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 1


def _wanted(request: HttpRequest, kind: Register) -> dict[str, Any]:
    """Words, filters, order of the address; what does not fit is left out."""
    fields = fields_of(kind)
    filters: dict[str, Any] = {}
    for name in kind.filters:
        value = request.GET.get(name, "")
        if fields[name].type is ValueType.BOOL and value in ("yes", "no"):
            filters[name] = value == "yes"
        elif value in fields[name].options:
            filters[name] = value
    if organ := request.GET.get("organ", ""):
        filters["organ"] = organ
    ended = {"yes": True, "all": None}.get(request.GET.get("ended", ""), False)
    return {
        "words": request.GET.get("q", "")[:100],
        "filters": filters,
        "ended": ended,
        "order": request.GET.get("order", "code"),
    }


def _filters(request: HttpRequest, kind: Register) -> FilterBar:
    fields, words = fields_of(kind), shelf().words
    picks = []
    for name in kind.filters:
        one = fields[name]
        label = one.title if language() == "zh" else one.label
        if one.type is ValueType.BOOL:
            options = (("", _("all")), ("yes", _("yes")), ("no", _("no")))
        else:
            coded = tuple((code, words.word(name, code, language())) for code in one.options)
            options = (("", _("all")), *coded)  # type: ignore[assignment]
        picks.append(Pick(name, label, options, request.GET.get(name, "")))
    states = (("", _("standing")), ("yes", _("ended")), ("all", _("all")))
    picks.append(Pick("ended", _("State"), states, request.GET.get("ended", "")))
    active = any(request.GET.get(name) for name in ("q", "ended", "organ", *kind.filters))
    return FilterBar(
        url=request.path,
        target="list",
        picks=picks,
        search_label=_("Number, name or organ"),
        search=request.GET.get("q", ""),
        hidden=[("order", order)] if (order := request.GET.get("order")) else [],
        narrowing=[("organ", request.GET.get("organ", ""))],
        active=active,
    )


def _table(request: HttpRequest, kind: Register, entries: tuple[EntryView, ...]) -> DataTable:
    fields, sayer = fields_of(kind), Sayer(one.values for one in entries)
    columns = [
        Column(_("Number"), "meta", whole=True, **_sorting(request, "code")),
        *([Column(_titled(fields[kind.name]), "head", **_sorting(request, "name"))] if kind.name else []),
        *(Column(_headed(fields[n]), "line", whole=fields[n].type in _SHORT) for n in kind.columns),
        Column(_("State"), "word", whole=True),
    ]
    rows = []
    for one in entries:
        url = address(kind.id, "entry", one.code)
        cells = [Cell(one.code, url)]
        if kind.name:
            cells.append(Cell(one.name))
        cells += [Cell(sayer.said(fields[n], one.values) or "—") for n in kind.columns]
        cells.append(Cell(part=state_word(one)))
        rows.append(Row(cells, key=one.code, name=one.code))
    return DataTable(kind.title(language()), columns, rows)


_SHORT = (ValueType.DATE, ValueType.BOOL, ValueType.INT, ValueType.MONEY)


def _headed(field: FieldDefinition) -> str:
    """The head of a column; a number of an organ is shown by its name, and called so."""
    return str(_("Organ")) if field.name == "organ_no" else _titled(field)


def _titled(field: FieldDefinition) -> str:
    return field.title if language() == "zh" else field.label


def state_word(one: EntryView) -> StatusWord:
    """Whether an entry stands."""
    if one.ended_on is None:
        return StatusWord(_("standing"), "passed", "check")
    return StatusWord(_("ended {day}").format(day=one.ended_on.isoformat()), "neutral", "minus")


def _sorting(request: HttpRequest, name: str) -> dict[str, Any]:
    now = request.GET.get("order", "code")
    state = {"sorted": ""} if now.removeprefix("-") != name else {}
    if not state:
        state = {"sorted": "descending" if now.startswith("-") else "ascending"}
    return {"sort_url": _with(request, order=f"-{name}" if now == name else name, page="1"), **state}


def _paging(request: HttpRequest, found: queries.Found) -> Paging:
    near = {1, found.pages, *range(found.page - 2, found.page + 3)}
    pages = [(n, _with(request, page=str(n))) for n in sorted(near) if 1 <= n <= found.pages]
    total = ngettext("{n} entry", "{n} entries", found.total).format(n=count(found.total))
    return Paging(total, 50, found.page, pages if found.pages > 1 else ())


def _with(request: HttpRequest, **changes: str) -> str:
    values = {**{name: request.GET[name] for name in request.GET}, **changes}
    return f"{request.path}?{urlencode(values)}"


def _exports(request: HttpRequest, kind: Register) -> list[Act]:
    """The list as it is seen, as a sheet."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        Act(_("Export Excel"), address(kind.id, "sheet", "xlsx") + query, "download", small=True),
        Act(_("Export CSV"), address(kind.id, "sheet", "csv") + query, "download", small=True),
    ]


def _acts(request: HttpRequest, kind: Register) -> list[Act]:
    asked = asked_of(request)
    acts: list[Act] = []
    opening = shelf().docket(kind.procedure).procedure.steps[kind.opening]
    if may_access(asked.person, WRITE[kind.id], None, asked.today) and not is_the_heads(
        asked.person, opening
    ):
        if kind.code is not None:
            acts.append(Act(_("Import"), address(kind.id, "import"), "upload"))
        if kind.id == "officer":
            acts.append(Act(_("Yearly check"), reverse("people:yearly_check")))
            acts.append(Act(_("Training of the year"), reverse("people:training_year")))
            acts.append(Act(_("Leaving"), reverse("people:leaving")))
        acts.append(Act(_("Register"), address(kind.id, "new"), "plus", main=True))
    return acts
