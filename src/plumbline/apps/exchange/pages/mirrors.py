"""Systems that run beside this one: how many of their rows are as here, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.apps.exchange import queries
from plumbline.apps.exchange.forms import layouts
from plumbline.apps.exchange.pages.asking import (
    Request,
    language,
    organ_name,
    place_of,
    procedure_titles,
    source_or_404,
    time_text,
)
from plumbline.apps.exchange.pages.tables import counted
from plumbline.apps.exchange.policies import COMPARE, SEE
from plumbline.apps.exchange.queries import MirrorLine, MirrorPage
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    Paging,
    Pick,
    Row,
)
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access, visible
from plumbline.core.registers.cells import csv_line


@require_safe
@requires(SEE)
def mirrors(request: Request) -> HttpResponse:
    """Every list that is compared with its counts, and the cases that live elsewhere."""
    seen = visible(request.person, SEE, request.today)
    lists, cases = queries.lists_compared(seen), queries.living_elsewhere(seen)
    note = _("what other systems list, compared with what is here and never typed again")
    values = {
        "head": PageHead(
            _("Other systems compared"),
            (Link(_("Data exchange"), url_of("exchange:board")), Link(_("Other systems compared"))),
            note=note,
        ),
        "lists": _lists_table(lists, may_access(request.person, COMPARE, None, request.today))
        if lists
        else None,
        "cases": _cases_table(cases) if cases else None,
        "empty": None if lists else EmptyPage(_("No list is compared yet"), _how()),
    }
    return render(request, "exchange/mirrors.html", values)


@require_safe
@requires(COMPARE, place=place_of)
def mirror(request: Request, source: str) -> HttpResponse:
    """The rows of one list that are not as here."""
    known = source_or_404(source)
    asked = _asked(request)
    page = request.GET.get("page", "")
    found = queries.mirror_page(source, **asked, page=int(page) if page.isdecimal() and len(page) < 8 else 1)
    query = urlencode({"state": asked["state"], "q": asked["words"]})
    sheet = f"{url_of('exchange:mirror_sheet', source=source)}?{query}"
    values = {
        "head": PageHead(
            known.title,
            (Link(_("Other systems compared"), url_of("exchange:mirrors")), Link(known.title)),
            facts=(
                Fact(_("Organ"), organ_name(known.organ)),
                Fact(_("Layout"), dict(layouts(language())).get(known.layout, known.layout)),
            ),
            acts=[Act(_("Download the differences"), sheet, "download")] if found.total else [],
        ),
        "filters": _filters(request, asked),
        "table": _lines_table(found.lines) if found.lines else None,
        "empty": None
        if found.lines
        else EmptyPage(_("Nothing differs"), _("Every row asked for is as here.")),
        "paging": _paging(request, found),
    }
    return render(request, "exchange/mirror.html", values)


@require_safe
@requires(COMPARE, place=place_of)
def mirror_sheet(request: Request, source: str) -> StreamingHttpResponse:
    """The rows as CSV. Those that are only there have the list's own columns, as the register takes them in."""
    source_or_404(source)
    asked = _asked(request)
    lines = queries.all_mirror_lines(source, **asked)
    written = _as_listed(list(lines)) if asked["state"] == "there" else _as_compared(lines)
    answer = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{source}-differences.csv"'
    return answer


def _as_listed(lines: list[MirrorLine]) -> Iterator[str]:
    titles = list(dict.fromkeys(one["column"] for line in lines for one in line.columns))
    yield "\ufeff" + csv_line(titles)
    for line in lines:
        told = {one["column"]: one["there"] for one in line.columns}
        yield csv_line([told.get(title, "") for title in titles])


def _as_compared(lines: Iterable[MirrorLine]) -> Iterator[str]:
    yield "\ufeff" + csv_line([str(t) for t in (_("Number"), _("State"), _("Column"), _("There"), _("Here"))])
    words = _words()
    for line in lines:
        columns = line.columns if line.state == "differs" else [{"column": "", "there": "", "here": ""}]
        for one in columns:
            yield csv_line([line.subject, words[line.state].text, one["column"], one["there"], one["here"]])


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"state": request.GET.get("state", "")[:10], "words": request.GET.get("q", "")[:100].strip()}


def _words() -> dict[str, StatusWord]:
    return {
        "differs": StatusWord(_("differs"), "soon", "alert-triangle"),
        "there": StatusWord(_("only there"), "soon", "arrow-right"),
        "here": StatusWord(_("only here"), "soon", "arrow-back-up"),
        "same": StatusWord(_("as here"), "passed", "check"),
    }


def _lists_table(found: list[queries.MirrorView], opens: bool) -> DataTable:
    """Counts of each list; its rows open for whoever compares."""
    columns = [
        Column(_("List compared"), "head"),
        Column(_("Organ"), "line"),
        Column(_("Last compared"), "meta", whole=True),
        *(counted(_words()[state].text) for state in queries.STATES),
    ]
    rows = [
        Row(
            [
                Cell(one.source.title, url_of("exchange:mirror", source=one.source.code) if opens else ""),
                Cell(organ_name(one.source.organ)),
                Cell(time_text(one.last)),
                *(Cell(count(one.counts[state])) for state in queries.STATES),
            ]
        )
        for one in found
    ]
    return DataTable(_("Lists compared"), columns, rows)


def _cases_table(found: list[queries.ElsewhereView]) -> DataTable:
    titles = dict(procedure_titles())
    columns = [
        Column(_("Procedure"), "head"),
        Column(_("Handled in"), "line"),
        Column(_("Organ"), "line"),
        counted(_("Running")),
        counted(_("Ended cases")),
    ]
    rows = [
        Row(
            [
                Cell(titles[one.procedure]),
                Cell(one.system if language() == "zh" else one.system_en),
                Cell(organ_name(one.organ)),
                Cell(count(one.running)),
                Cell(count(one.ended)),
            ]
        )
        for one in found
    ]
    return DataTable(_("Cases that live elsewhere"), columns, rows)


def _lines_table(lines: tuple[MirrorLine, ...]) -> DataTable:
    columns = [
        Column(_("Number"), "head", whole=True),
        Column(_("State"), "word", whole=True),
        *(Column(text, "line", phone_label=text) for text in (_("Column"), _("There"), _("Here"))),
        Column(_("Last compared"), "meta", whole=True),
    ]
    words = _words()
    rows = [
        Row(
            [
                Cell(line.subject),
                Cell(part=words[line.state]),
                *(Cell("；".join(texts)) for texts in _texts(line)),
                Cell(time_text(line.seen_at)),
            ]
        )
        for line in lines
    ]
    return DataTable(_("Rows compared"), columns, rows)


def _texts(line: MirrorLine) -> tuple[list[str], list[str], list[str]]:
    """Columns, what is said there, what is said here; a column that may hold a person is named alone."""
    if line.state != "differs":
        return [], [], []
    return tuple([one[name] or "—" for one in line.columns] for name in ("column", "there", "here"))  # type: ignore[return-value]


def _filters(request: HttpRequest, asked: dict[str, str]) -> FilterBar:
    options = [("", _("all that is not as here")), *((code, word.text) for code, word in _words().items())]
    return FilterBar(
        url=request.path,
        target="list",
        picks=[Pick("state", _("State"), options, asked["state"])],
        search_label=_("Number"),
        search=asked["words"],
        active=any(asked.values()),
    )


def _paging(request: HttpRequest, found: MirrorPage) -> Paging:
    near = {1, found.pages, *range(found.page - 2, found.page + 3)}
    given = {name: request.GET[name] for name in request.GET}
    pages = [
        (n, f"{request.path}?{urlencode({**given, 'page': str(n)})}")
        for n in sorted(near)
        if 1 <= n <= found.pages
    ]
    total = ngettext("{n} row", "{n} rows", found.total).format(n=count(found.total))
    return Paging(total, queries.MIRROR_PAGE, found.page, pages if found.pages > 1 else ())


def _how() -> str:
    return str(
        _(
            "Open a source whose layout is «compared alone» (certificates of officers, decisions on the credit site), "
            "then send the whole list as a file."
        )
    )
