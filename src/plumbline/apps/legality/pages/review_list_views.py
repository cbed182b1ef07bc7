"""The queue of reviews, and what lies with each reviewer."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plumbline.apps.casework.pages.speaking import local
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.legality.pages.review_words import (
    Request,
    kind_word,
    person_of,
    procedure_word,
    stage_word,
    warning_words,
)
from plumbline.apps.legality.policies import REVIEW_READ, REVIEW_SEND
from plumbline.apps.legality.queries.reviews import (
    PAGE,
    TABS,
    Asked,
    Load,
    ReviewLine,
    Staffing,
    reviews,
    staffing,
    workload,
)
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
)
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import officer_names, organ_names
from plumbline.core.authority.access import may_access
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.review.desk import REVIEWS

_MOST = 10_000


@require_safe
@requires(REVIEW_READ)
def review_list(request: Request) -> HttpResponse:
    """The reviews in reach: those waiting for an opinion first, by what falls due."""
    asked = _asked(request)
    found = reviews(person_of(request), asked, request.today)
    if request.GET.get("form") in ("csv", "xlsx"):
        return _sheet(request, asked)
    words = {name: value for name, value in (("procedure", asked.procedure), ("q", asked.text)) if value}
    values = {
        "head": PageHead(
            _("Legal review"),
            note=_(
                "A file that is not complete does not start the time; no decision without a passed review."
            ),
            acts=_acts(request),
        ),
        "tabs": TabBar(_("Reviews"), [_tab(name, found.counts.get(name, 0), asked, words) for name in TABS]),
        "filters": FilterBar(
            url=reverse("legality:reviews"),
            target="list",
            picks=[
                Pick(
                    "procedure",
                    _("Procedure"),
                    [("", _("all")), *((one, procedure_word(one)) for one in REVIEWS)],
                    asked.procedure,
                )
            ],
            search_label=_("Number or cause"),
            search=asked.text,
            hidden=[("tab", asked.tab)],
            active=bool(words),
        ),
        "table": _table(request, found.lines) if found.lines else None,
        "empty": None if found.lines else _empty(bool(words)),
        "exports": exports(reverse("legality:reviews"), "?" + urlencode({"tab": asked.tab, **words})),
        "foot": _foot(found.total, asked, words),
    }
    htmx = getattr(request, "htmx", None)
    part = htmx and not htmx.boosted
    return render(request, "legality/reviews_part.html" if part else "legality/reviews.html", values)


@require_safe
@requires(REVIEW_READ)
def workload_page(request: Request) -> HttpResponse:
    """What lies with each reviewer: to hand out work, not to grade anybody."""
    since = date_of(request.today) - dt.timedelta(days=90)
    loads = workload(person_of(request), since, request.today)
    note = _("Opinions since {day}. Figures of work, to hand it out evenly; nobody is graded by them.")
    values = {
        "head": PageHead(
            _("Workload of review"),
            path=(Link(_("Legal review"), reverse("legality:reviews")), Link(_("Workload of review"))),
            note=note.format(day=formats.short_day(since, date_of(request.today))),
        ),
        "table": _load_table(loads) if loads else None,
        "empty": None if loads else _empty(False),
        "staff": _staff_table(staffing(person_of(request), request.today)),
    }
    return render(request, "legality/workload.html", values)


def _asked(request: Request) -> Asked:
    page, tab = request.GET.get("page", "1"), request.GET.get("tab", "waiting")
    procedure = request.GET.get("procedure", "")
    return Asked(
        tab if tab in TABS else "waiting",
        procedure if procedure in REVIEWS else "",
        request.GET.get("q", "").strip()[:100],
        max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
    )


def _acts(request: Request) -> tuple[Act, ...]:
    load = Act(_("Workload of review"), reverse("legality:workload"))
    if not may_access(person_of(request), REVIEW_SEND, None, request.today):
        return (load,)
    return (Act(_("Send a paper for review"), reverse("legality:classify"), icon="plus", main=True), load)


def _tab(name: str, count: int, asked: Asked, words: dict[str, str]) -> Tab:
    titles = {
        "waiting": _("Waiting for an opinion"),
        "unit": _("With the unit"),
        "agreed": _("Agreed"),
        "warned": _("Hurried or pushed"),
        "ended": _("Closed"),
    }
    url = "?" + urlencode({"tab": name, **words})
    return Tab(titles[name], formats.count(count), url, name == asked.tab, name == "warned" and count > 0)


def _table(request: Request, lines: tuple[ReviewLine, ...]) -> DataTable:
    person = person_of(request)
    everywhere = person.role is Role.SUPERVISOR
    names = officer_names([one.reviewer for one in lines if one.reviewer])
    organs = organ_names([one.organ for one in lines]) if everywhere else {}
    columns = [
        Column(_("Review"), "head"),
        *([Column(_("Organ"), "rest")] if everywhere else []),
        Column(_("What is reviewed"), "meta"),
        Column(_("Submitted"), "meta", whole=True),
        Column(_("Pages of the file"), "rest", numeric=True),
        Column(_("Reviewer"), "meta", whole=True),
        Column(_("Opinion by"), "line", whole=True, phone_label=_("Opinion by")),
        Column(_("State"), "word"),
    ]
    return DataTable(_("Reviews"), columns, [_row(request, one, names, organs, everywhere) for one in lines])


def _row(
    request: Request, one: ReviewLine, names: dict[str, str], organs: dict[str, str], everywhere: bool
) -> Row:
    today = date_of(request.today)
    under = _("{number}, round {n}").format(number=one.number, n=max(one.round, 1))
    warned = "；".join(word.text for word in warning_words(one))
    return Row(
        [
            Cell(
                one.cause,
                reverse("legality:review", kwargs={"case": one.case}),
                under=f"{under} · {warned}" if warned else under,
            ),
            *([Cell(organs.get(one.organ, one.organ))] if everywhere else []),
            Cell(kind_word(one.kind, one.procedure)),
            Cell(formats.moment(local(one.submitted_at), today) if one.submitted_at else "—"),
            Cell(formats.count(one.pages) if one.pages is not None else "—"),
            Cell(names.get(one.reviewer, one.reviewer) or "—"),
            Cell(formats.due_day(date_of(one.due_day), today) if one.due_day is not None else "—"),
            Cell(part=stage_word(one.stage)),
        ],
        key=one.case,
        name=one.cause,
    )


def _load_table(loads: list[Load]) -> DataTable:
    names = officer_names([one.reviewer for one in loads if one.reviewer])
    organs = organ_names([one.organ for one in loads])
    return DataTable(
        _("Workload of review"),
        [
            Column(_("Reviewer"), "head"),
            Column(_("Organ"), "meta"),
            Column(_("Waiting"), "line", numeric=True, phone_label=_("Waiting")),
            Column(_("Opinions given"), "line", numeric=True, phone_label=_("Opinions given")),
            Column(_("With problems"), "line", numeric=True, phone_label=_("With problems")),
            Column(_("Hurried"), "line", numeric=True, phone_label=_("Hurried")),
            Column(_("Days, median"), "line", numeric=True, phone_label=_("Days, median")),
        ],
        [
            Row(
                [
                    Cell(names.get(one.reviewer, one.reviewer) or _("not taken up")),
                    Cell(organs.get(one.organ, one.organ)),
                    Cell(formats.count(one.waiting)),
                    Cell(formats.count(one.given)),
                    Cell(formats.count(one.objected)),
                    Cell(formats.count(one.hurried)),
                    Cell("—" if one.days is None else formats.count(one.days)),
                ]
            )
            for one in loads
        ],
    )


def _staff_table(staff: list[Staffing]) -> DataTable | None:
    """Who reviews beside how many officers, organ by organ; in principle a twentieth."""
    columns = [
        Column(_("Organ"), "head"),
        Column(_("Reviewers"), "line", numeric=True, phone_label=_("Reviewers")),
        Column(_("Enforcement officers"), "line", numeric=True, phone_label=_("Enforcement officers")),
        Column(_("At least in principle"), "line", numeric=True, phone_label=_("At least in principle")),
        Column(_("State"), "word"),
    ]
    enough = StatusWord(_("enough"), "passed", "check")
    rows = [
        Row(
            [
                Cell(one.organ),
                Cell(formats.count(one.reviewers)),
                Cell(formats.count(one.officers)),
                Cell(formats.count(one.least)),
                Cell(
                    part=enough
                    if one.reviewers >= one.least
                    else StatusWord(
                        _("{n} too few").format(n=formats.count(one.least - one.reviewers)),
                        "soon",
                        "alert-triangle",
                    )
                ),
            ]
        )
        for one in staff
    ]
    return DataTable(_("Reviewers for officers"), columns, rows) if rows else None


def _sheet(request: Request, asked: Asked) -> HttpResponse:
    titles = [
        _("Number"),
        _("Cause"),
        _("Procedure"),
        _("Round"),
        _("Pages of the file"),
        _("State"),
        _("Counted"),
    ]
    rows = []
    page = 1
    while page * PAGE <= _MOST:
        found = reviews(
            person_of(request), Asked(asked.tab, asked.procedure, asked.text, page), request.today
        )
        rows += [
            [
                one.number,
                one.cause,
                procedure_word(one.procedure),
                str(one.round),
                "" if one.pages is None else str(one.pages),
                stage_word(one.stage).text,
                "；".join(word.text for word in warning_words(one)),
            ]
            for one in found.lines
        ]
        if page * PAGE >= found.total:
            break
        page += 1
    return sheet(request, "reviews", titles, rows)


def _empty(filtered: bool) -> EmptyPage:
    if filtered:
        return EmptyPage(
            _("No review matches"), _("No review fits these filters."), Act(_("Clear the filters"), "?")
        )
    why = _("A review appears here once its unit asks whether a decision is major, or sends a paper.")
    return EmptyPage(_("Nothing here"), why)


def _foot(total: int, asked: Asked, words: dict[str, str]) -> ListFoot:
    told = ngettext("{n} review", "{n} reviews", total).format(n=formats.count(total))
    return list_foot(
        told, total, PAGE, asked.page, lambda n: "?" + urlencode({"tab": asked.tab, **words, "page": n})
    )
