"""Like facts, unlike fines: decisions side by side with the benchmark each used. It shows and judges nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.pack_store.shelf import shelf
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
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.apps.supervision.pages.list_views import MOST, Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.policies import FAIRNESS
from plumbline.apps.supervision.queries.fairness import (
    GROUPS,
    Alike,
    Fairness,
    FairnessAsked,
    FineLine,
    fairness,
    fines_alike,
)
from plumbline.core.authority.access import Visible, may_access, visible
from plumbline.core.clocks.civil import date_of, day_of


@require_GET
@requires(FAIRNESS)
def fairness_page(request: Request) -> HttpResponse:
    """Groups of decisions on one power with the same facts."""
    what, asked, year = _asked(request)
    found = fairness(what, asked)
    opens = may_access(person_of(request), CASE_READ, None, request.today)
    note = _("{n} decisions of {year} that state facts and a fine").format(
        n=formats.count(found.compared), year=year
    )
    why = _("Decisions are compared once their form states the power, the facts and the fine.")
    values = {
        "head": PageHead(_("Like facts, unlike fines"), note=note),
        "filters": _filters(request, what, asked, year),
        "groups": [(_said(one), _table(one, opens)) for one in found.groups],
        "empty": None if found.groups else EmptyPage(_("No unlike fines"), why),
        "foot": _foot(request, found),
        "exports": exports(reverse("supervision:fairness_export"), _question(request)) if found.total else [],
    }
    htmx = getattr(request, "htmx", None)
    part = htmx and not htmx.boosted
    return render(request, "supervision/fairness_part.html" if part else "supervision/fairness.html", values)


@require_GET
@requires(FAIRNESS)
def fairness_export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """Every decision of the groups, as a file."""
    what, asked, _year = _asked(request)
    lines = fines_alike(what, asked, MOST)
    names = organ_names({one.organ for one in lines})
    titles = [
        _("Power"), _("Facts"), _("Case number"), _("Organ"), _("Decided on"), _("Tier"), _("Range"),
        _("Fine (yuan)"), _("Why outside"),
    ]  # fmt: skip
    rows = (
        [one.power_name, one.facts, one.number, names.get(one.organ, one.organ), _day(one), _tier(one),
         _range(one), str(one.fine), one.explained]
        for one in lines
    )  # fmt: skip
    return sheet(request, "fairness", titles, rows)


def _asked(request: Request) -> tuple[Visible, FairnessAsked, int]:
    what = visible(person_of(request), FAIRNESS, request.today)
    now = date_of(request.today).year
    text, page = request.GET.get("year", ""), request.GET.get("page", "1")
    year = int(text) if text.isdecimal() and now - 10 <= int(text) <= now else now
    first, last = day_of(dt.date(year, 1, 1)), day_of(dt.date(year, 12, 31))
    number = page_asked(page)
    every = request.GET.get("show") == "every"
    return what, FairnessAsked(first, last, request.GET.get("organ", ""), every, number), year


def _question(request: Request) -> str:
    kept = request.GET.copy()
    for name in ("page", "form"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def _filters(request: Request, what: Visible, asked: FairnessAsked, year: int) -> FilterBar:
    now = date_of(request.today).year
    years = [(str(one), str(one)) for one in (now, now - 1, now - 2)]
    shows = [("", _("fines differ")), ("every", _("all groups"))]
    picks = [
        Pick("year", _("Year"), years, str(year), stays=True),
        Pick("show", _("Show"), shows, "every" if asked.every else ""),
    ]
    organs = organs_in(what)
    if len(organs) > 1:
        picks.append(Pick("organ", _("Organ"), [("", _("all")), *organs], asked.organ))
    active = bool(asked.organ or asked.every)
    return FilterBar(reverse("supervision:fairness"), "groups", picks, active=active)


def _said(one: Alike) -> tuple[str, str, str]:
    told = _("{n} decisions, {low} to {high} yuan").format(
        n=one.count, low=_money(one.low), high=_money(one.high)
    )
    return one.power_name, _("facts: {facts}").format(facts=one.facts), told


def _table(group: Alike, opens: bool) -> DataTable:
    names = organ_names({one.organ for one in group.lines})
    columns = [
        Column(_("Case number"), "head", whole=True),
        Column(_("Organ"), "meta"),
        Column(_("Decided on"), "meta", whole=True, phone_label=_("Decided on")),
        Column(_("Benchmark used"), "line"),
        Column(_("Fine (yuan)"), "meta", numeric=True, phone_label=_("Fine (yuan)")),
        Column(_("Against the range"), "word", whole=True),
    ]
    rows = []
    for one in group.lines:
        url = reverse("casework:case", kwargs={"case": one.case}) if opens else ""
        cells = [
            Cell(one.number, url),
            Cell(names.get(one.organ, one.organ)),
            Cell(_day(one)),
            Cell(f"{_tier(one)} {_range(one)}".strip() or "—", under=one.explained),
            Cell(_money(one.fine)),
            Cell(part=_word(one)),
        ]
        rows.append(Row(cells, key=one.record, name=one.number))
    return DataTable(
        ngettext("{n} decision", "{n} decisions", group.count).format(n=group.count), columns, rows
    )


def _word(one: FineLine) -> StatusWord:
    if one.least is None and one.most is None:
        return StatusWord(_("no tier met"), "neutral", "minus")
    if not one.is_outside:
        return StatusWord(_("within"), "passed", "check")
    if one.explained:
        return StatusWord(_("outside, explained"), "soon", "alert-triangle")
    return StatusWord(_("outside, not explained"), "breach", "alert-circle")


def _day(one: FineLine) -> str:
    return date_of(one.day).isoformat()


def _tier(one: FineLine) -> str:
    return shelf().words.word("tier", one.tier, language()) if one.tier else ""


def _range(one: FineLine) -> str:
    ends = ["" if end is None else _money(end) for end in (one.least, one.most)]
    return "–".join(ends) if any(ends) else ""


def _money(yuan: Decimal) -> str:
    return f"{yuan:,.2f}".removesuffix(".00")


def _foot(request: Request, found: Fairness) -> ListFoot:
    at = f"{reverse('supervision:fairness')}{_question(request)}"
    total = ngettext("{n} group", "{n} groups", found.total).format(n=formats.count(found.total))
    return list_foot(total, found.total, GROUPS, found.page, lambda n: f"{at}&page={n}")
