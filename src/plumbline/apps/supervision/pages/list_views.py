"""The list of findings and its export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import local
from plumbline.apps.goods.pages.exports import exports, sheet
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
    Tab,
    TabBar,
    list_foot,
    page_asked,
)
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.supervision.pages.trend_parts import rule_said
from plumbline.apps.supervision.pages.undetermined_parts import by_case, cases_foot, cases_table, gathering
from plumbline.apps.supervision.pages.wording import Words, case_url, state_word
from plumbline.apps.supervision.policies import FINDINGS
from plumbline.apps.supervision.queries import (
    ORDERS,
    PAGE,
    TABS,
    FindingLine,
    FindingList,
    FindingsAsked,
    every_finding,
    findings,
    kinds_found,
)
from plumbline.apps.supervision.queries import Tab as TabName
from plumbline.apps.supervision.queries.undetermined import unclear_cases
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of

MOST = 20_000
"""Lines of one sheet."""
_TITLES = {
    "open": gettext_lazy("Breaches"),
    "waits": gettext_lazy("Explanation to confirm"),
    "unclear": gettext_lazy("Undetermined"),
    "closed": gettext_lazy("Closed"),
    "excused": gettext_lazy("Explained away"),
    "all": gettext_lazy("All"),
}
_EMPTY = {
    "open": gettext_lazy("The rules find no breach that is still open in the cases you may see."),
    "waits": gettext_lazy("No explanation waits for a second supervisor."),
    "unclear": gettext_lazy("No rule lacks a fact."),
    "closed": gettext_lazy("Findings that were mended appear here."),
    "excused": gettext_lazy("Findings that two supervisors explained away appear here, with their reason."),
    "all": gettext_lazy("Findings appear here when a scan has run."),
}


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_GET
@requires(FINDINGS)
def finding_list(request: Request) -> HttpResponse:
    """Findings, searched, filtered and sorted."""
    asked, person = read_asked(request), _person(request)
    found = findings(person, asked, request.today)
    table, foot = _listed(person, found, asked, request.today)
    values = {
        "head": PageHead(_("Findings"), note=_note(found, request.today)),
        "tabs": _tabs(found, asked),
        "filters": _filters(person, asked, request.today),
        "table": table,
        "empty": None if found.lines else _empty(asked),
        "foot": foot,
        "exports": exports(reverse("supervision:export"), _question(asked)) if found.lines else [],
    }
    htmx = getattr(request, "htmx", None)
    template = "supervision/list_part.html" if htmx and not htmx.boosted else "supervision/list.html"
    return render(request, template, values)


@require_GET
@requires(FINDINGS)
def export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """The list as a file, as filtered and sorted."""
    asked, person = read_asked(request), _person(request)
    lines = list(every_finding(person, asked, request.today, MOST))
    words = Words((one.organ for one in lines), request.today)
    titles = [
        _("State"), _("Organ"), _("Case number"), _("Procedure"), _("Rule"), _("Article"), _("Due or day"),
        _("Due"), _("Days over"), _("Found on"), _("Closed on"), _("Reason"),
    ]  # fmt: skip
    return sheet(request, "findings", titles, (_cells(one, words) for one in lines))


def read_asked(request: HttpRequest) -> FindingsAsked:
    """What the address asks for; what it cannot mean is left out."""
    given = request.GET
    tab, order, page, since = (
        given.get(name, default)
        for name, default in (("tab", "open"), ("order", "-opened"), ("page", "1"), ("since", ""))
    )
    return FindingsAsked(
        tab=cast(TabName, tab) if tab in TABS else "open",
        rule=given.get("rule", ""),
        organ=given.get("organ", ""),
        procedure=given.get("procedure", ""),
        text=given.get("q", "").strip()[:100],
        since=int(since) if since.isdecimal() and len(since) < 18 else None,
        order=order if order in ORDERS else "-opened",
        mine=given.get("mine", "") == "1",
        each=given.get("each", "") == "1",
        page=page_asked(page),
    )


def _note(found: FindingList, today: int) -> str:
    """What is listed, and in a large district when the tabs beside the open one were counted."""
    said: str = _("what the rules find in the records of cases")
    if found.counted_at is None:
        return said
    moment = formats.moment(local(found.counted_at), date_of(today))
    counted = _("other states counted {moment}").format(moment=moment)
    return str(_("{one}; {other}").format(one=said, other=counted))


def _person(request: Request) -> Person:
    assert request.person is not None
    return request.person


def _question(asked: FindingsAsked) -> str:
    said: dict[str, str] = {
        "tab": asked.tab,
        "rule": asked.rule,
        "organ": asked.organ,
        "procedure": asked.procedure,
        "q": asked.text,
        "since": str(asked.since) if asked.since is not None else "",
        "order": asked.order if asked.order != "-opened" else "",
        "mine": "1" if asked.mine else "",
        "each": "1" if asked.each else "",
        "page": str(asked.page) if asked.page > 1 else "",
    }
    return "?" + urlencode({name: value for name, value in said.items() if value})


def _tabs(found: FindingList, asked: FindingsAsked) -> TabBar:
    return TabBar(
        _("Findings by state"),
        [
            Tab(
                str(_TITLES[tab]),
                formats.count(found.counts[tab]),
                _question(replace(asked, tab=tab, page=1)),
                current=tab == asked.tab,
                breach=tab == "open" and found.counts[tab] > 0,
            )
            for tab in TABS
        ],
    )


def _filters(person: Person, asked: FindingsAsked, today: int) -> FilterBar:
    kinds = kinds_found(person, today)
    picks = [
        Pick("rule", _("Rule"), [("", _("all")), *_rules(kinds)], asked.rule),
        Pick("organ", _("Organ"), [("", _("all")), *_organs(kinds)], asked.organ),
    ]
    if person.role is Role.OFFICER:
        picks[1] = Pick(
            "mine", _("Cases"), [("", _("all")), ("1", _("that I handle"))], "1" if asked.mine else ""
        )
    picks += gathering(asked)
    return FilterBar(
        url=reverse("supervision:findings"),
        target="list",
        search_label=_("Case number"),
        search=asked.text,
        picks=picks,
        hidden=[("tab", asked.tab)],
        narrowing=[("since", str(asked.since or "")), ("procedure", asked.procedure)],
        active=bool(asked.text or asked.rule or asked.organ or asked.procedure or asked.mine or asked.since),
    )


def _rules(kinds: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for procedure, rule in sorted({(procedure, rule) for _organ, procedure, rule in kinds}):
        text = rule_said(procedure, rule)
        found[rule] = text if len(text) <= 30 else f"{text[:29]}…"
    return sorted(found.items(), key=lambda pair: pair[1])


def _organs(kinds: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    codes = sorted({organ for organ, _procedure, _rule in kinds})
    names = organ_names(codes)
    return [(code, names.get(code, code)) for code in codes]


def _column(asked: FindingsAsked, key: str, column: Column) -> Column:
    down = asked.order == key
    following = f"-{key}" if down else key
    return replace(
        column,
        sort_url=_question(replace(asked, order=following, page=1)),
        sorted="ascending" if down else "descending" if asked.order == f"-{key}" else "",
    )


def _listed(
    person: Person, found: FindingList, asked: FindingsAsked, today: int
) -> tuple[DataTable | None, ListFoot]:
    """The table, none where nothing is found, and what stands below it."""
    if not found.lines:
        return None, _foot(found, asked)
    if by_case(asked):
        cases = unclear_cases(person, asked, today)
        return cases_table(cases, asked, today, _question), cases_foot(cases, asked, _question)
    words = Words((one.organ for one in found.lines), today)
    return _table(found, asked, words), _foot(found, asked)


def _table(found: FindingList, asked: FindingsAsked, words: Words) -> DataTable:
    return DataTable(
        ngettext("{n} finding", "{n} findings", found.total).format(n=formats.count(found.total)),
        [
            Column(_("State"), "word", whole=True),
            _column(asked, "organ", Column(_("Organ"), "meta", whole=True)),
            _column(asked, "rule", Column(_("Finding"), "head")),
            _column(asked, "number", Column(_("Case"), "meta", whole=True)),
            _column(asked, "due", Column(_("Due or day"), "meta", whole=True)),
            _column(asked, "opened", Column(_("Found on"), "meta", whole=True, phone_label=_("Found on"))),
        ],
        [_row(one, words) for one in found.lines],
    )


def _row(one: FindingLine, words: Words) -> Row:
    speak = words.speaker(one)
    return Row(
        [
            Cell(part=state_word(one)),
            Cell(words.organ(one.organ)),
            Cell(
                words.says(one),
                reverse("supervision:finding", kwargs={"finding": one.id}),
                under=words.articles(one),
            ),
            Cell(one.number, case_url(one.case)),
            Cell(words.when(one)),
            Cell(speak.time(one.opened_at)),
        ],
        key=one.id,
        name=one.number,
    )


def _empty(asked: FindingsAsked) -> EmptyPage:
    if asked.text or asked.rule or asked.organ or asked.mine:
        clear = Act(_("Clear the filters"), f"?tab={asked.tab}")
        return EmptyPage(_("No finding matches"), _("The filters leave nothing over."), clear)
    others = None if asked.tab == "all" else Act(_("All findings"), "?tab=all")
    return EmptyPage(_("Nothing here"), str(_EMPTY[asked.tab]), others)


def _foot(found: FindingList, asked: FindingsAsked) -> ListFoot:
    total = ngettext("{n} finding", "{n} findings", found.total).format(n=formats.count(found.total))
    return list_foot(total, found.total, PAGE, found.page, lambda n: _question(replace(asked, page=n)))


def _cells(one: FindingLine, words: Words) -> Sequence[str]:
    speak = words.speaker(one)
    procedure: Any = words.docket(one).procedure
    return [
        state_word(one).text,
        words.organ(one.organ),
        one.number,
        procedure.title if words.language == "zh" else procedure.english,
        words.says(one),
        words.articles(one),
        words.when(one),
        date_of(one.due).isoformat() if one.due is not None else "",
        str(one.days_over) if one.days_over is not None else "",
        speak.time(one.opened_at),
        speak.time(one.closed_at) if one.closed_at is not None else "",
        one.why,
    ]
