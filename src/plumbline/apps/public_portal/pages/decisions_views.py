"""The list of decisions: search, choices, pages. Without a question it has addresses of its own for each page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.disclosure.pages.words import kind_word
from plumbline.apps.disclosure.queries import PAGE, Asked, Shown, ShownList, changed_last, search
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    Facet,
    FacetOption,
    Facets,
    Found,
    ListFoot,
    Paging,
    Row,
    pieces_of,
)
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.public_portal.frame import Request, portal_page, question, shown, to
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language

_FILES = {"feed": "feed", "csv": "table", "json": "rows"}


@portal_page
def home(request: Request, language: Language) -> HttpResponse:
    """The first page: the newest decisions and the ways to everything else."""
    return _list(request, language, read_asked(request, 1), is_home=True)


@portal_page
def decisions(request: Request, language: Language, page: int = 1) -> HttpResponse:
    """Decisions found by the public."""
    return _list(request, language, read_asked(request, page), is_home=False)


def read_asked(request: Request, page: int) -> Asked:
    """What the address asks for; what it cannot mean is left out."""
    given = request.GET
    asked_page = given.get("page", "")
    return Asked(
        text=" ".join(given.get("q", "").split())[:60],
        kinds=tuple(given.getlist("kind"))[:10],
        organs=tuple(given.getlist("organ"))[:30],
        years=tuple(int(one) for one in given.getlist("year")[:20] if one.isdecimal() and len(one) == 4),
        newest_decided=given.get("order") == "decided",
        page=int(asked_page) if asked_page.isdecimal() and len(asked_page) < 7 else page,
    )


def _list(request: Request, language: Language, asked: Asked, *, is_home: bool) -> HttpResponse:
    found = search(asked)
    changed = changed_last()
    chosen = question(_chosen(asked))
    values = {
        "asked": asked,
        "found": found,
        "title": _("Enforcement in public") if is_home else _("Decisions"),
        "updated": date_of(changed).isoformat() if changed else "",
        "action": to("decisions", language),
        "facets": _facets(found, asked, language),
        "table": decision_table(found.lines, asked.text, language) if found.lines else None,
        "empty": None if found.lines else _empty(asked, language),
        "foot": decisions_foot(found, lambda page: page_url(asked, page, language)) if found.lines else None,
        **{name: to(view, language) + chosen for name, view in _FILES.items()},
        "ways": _ways(language) if is_home else (),
    }
    return shown(request, language, "decisions.html", values)


def decision_table(lines: tuple[Shown, ...], text: str, language: Language) -> DataTable:
    """The decisions as a table; withdrawn ones stay with the day and the reason."""
    columns = [
        Column(_("Party and cause"), "head"),
        Column(_("Organ"), "meta"),
        Column(_("Decision"), "line"),
        Column(_("Decided on"), "meta", whole=True, phone_label=_("Decided on")),
        Column(_("Published on"), "meta", whole=True, phone_label=_("Published on")),
    ]
    word = text.split()[0] if text.split() else ""
    return DataTable(_("Decisions"), columns, [_row(one, word, language) for one in lines])


def _row(one: Shown, word: str, language: Language) -> Row:
    told = one.publication
    who = told.party or _("(a person; name withheld)")
    cells = [
        Cell(
            part=Found(who, to("decision", language, key=one.key), pieces_of(told.cause, word), told.number)
        ),
        Cell(told.organ_name, to("organ", language, code=one.organ)),
        _outcome(one),
        Cell(told.decided_on),
        Cell(date_of(one.published_day).isoformat()),
    ]
    return Row(cells)


def _outcome(one: Shown) -> Cell:
    if one.is_gone and one.changed_day is not None:
        day = date_of(one.changed_day).isoformat()
        word = StatusWord(_("publication withdrawn"), "neutral", "arrow-back-up")
        return Cell(part=word, under=f"{day} {one.reason}")
    return Cell(one.publication.result or kind_word(one.publication.kind))


def _facets(found: ShownList, asked: Asked, language: Language) -> Facets:
    def option(value: str, text: str, count: int, chosen: bool) -> FacetOption:
        return FacetOption(value, text, formats.count(count), chosen)

    return Facets(
        to("decisions", language),
        [
            Facet("kind", _("Kind"), [option(k, kind_word(k), n, k in asked.kinds) for k, n in found.kinds]),
            Facet(
                "organ", _("Organ"), [option(o, name, n, o in asked.organs) for o, name, n in found.organs]
            ),
            Facet("year", _("Year"), [option(str(y), str(y), n, y in asked.years) for y, n in found.years]),
        ],
        [("q", asked.text)] if asked.text else [],
    )


def decisions_foot(found: ShownList, url: Callable[[int], str]) -> ListFoot:
    """How many there are, and the ways to the pages beside; `url` is the address of a page."""
    near = {1, found.page - 1, found.page, found.page + 1, found.pages}
    pages = [(n, url(n)) for n in sorted(near) if 1 <= n <= found.pages]
    total = ngettext("{n} decision", "{n} decisions", found.total).format(n=formats.count(found.total))
    return ListFoot(Paging(total, PAGE, found.page, pages))


def _chosen(asked: Asked) -> list[tuple[str, object]]:
    """What a list is limited to; its files are limited to the same."""
    pairs: list[tuple[str, object]] = [("q", asked.text)]
    pairs += [("kind", one) for one in asked.kinds] + [("organ", one) for one in asked.organs]
    return pairs + [("year", one) for one in asked.years]


def page_url(asked: Asked, page: int, language: Language) -> str:
    """Where another page of the same list is."""
    pairs = _chosen(asked) + ([("order", "decided")] if asked.newest_decided else [])
    asks = question(pairs)
    if asks:
        return to("decisions", language) + question([*pairs, ("page", page)])
    return to("decisions", language) if page == 1 else to("decisions_page", language, page=page)


def _empty(asked: Asked, language: Language) -> EmptyPage:
    if asked.text or asked.kinds or asked.organs or asked.years:
        return EmptyPage(
            _("No decision fits"),
            _("Try fewer words, or take choices back."),
            Act(_("All decisions"), to("decisions", language)),
        )
    return EmptyPage(
        _("No decision is published yet"),
        _("Penalties and permits are published within seven working days, other decisions within twenty."),
    )


def _ways(language: Language) -> list[Link]:
    return [
        Link(_("Organs and officers"), to("organs", language)),
        Link(_("Look up an officer"), to("officers", language)),
        Link(_("Powers and procedures"), to("powers", language)),
        Link(_("Inspections under way"), to("inspections", language)),
        Link(_("Annual figures"), to("figures", language)),
        Link(_("Verification"), to("verification", language)),
    ]
