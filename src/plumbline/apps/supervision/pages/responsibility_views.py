"""The chart of responsibility of an organ: power, post, officers, with what is open on each post."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, FilterBar, Pick, Row
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.pages.year_parts import assessed_table, proposals_table
from plumbline.apps.supervision.policies import RESPONSIBILITY
from plumbline.apps.supervision.queries.posts import (
    OfficerFacts,
    Post,
    Responsibility,
    responsibility,
)
from plumbline.core.authority.access import visible
from plumbline.core.clocks.civil import date_of


@require_GET
@requires(RESPONSIBILITY)
def chart(request: Request) -> HttpResponse:
    """The chart of the own organ, or of the one chosen."""
    organs = organs_in(visible(person_of(request), RESPONSIBILITY, request.today))
    code, name = _chosen(request, organs)
    year = date_of(request.today).year
    made = responsibility(code, request.today, year) if code else None
    picks = [Pick("organ", _("Organ"), organs, code)] if len(organs) > 1 else []
    note = _("{organ}: power, post, officers").format(organ=name)
    values = {
        "head": PageHead(_("Responsibility for enforcement"), note=note),
        "filters": FilterBar(reverse("supervision:responsibility"), "chart", picks) if picks else None,
        "powers": _powers(made) if made and made.powers else None,
        "posts": _posts(code, made.posts) if made and made.posts else None,
        "officers": _officers(made, year) if made and made.officers else None,
        "least_hours": made.least_hours if made else None,
        "assessed": assessed_table(made, person_of(request), year) if made else None,
        "proposals": proposals_table(request, code) if made else None,
        "empty": None if code else EmptyPage(_("No organ"), _("No organ is registered here.")),
        "exports": exports(reverse("supervision:responsibility_export"), f"?organ={code}") if made else [],
    }
    htmx = getattr(request, "htmx", None)
    part = htmx and not htmx.boosted
    template = "supervision/responsibility_part.html" if part else "supervision/responsibility.html"
    return render(request, template, values)


@require_GET
@requires(RESPONSIBILITY)
def export(request: Request) -> HttpResponse | StreamingHttpResponse:
    """Power by power the posts and officers, as a file."""
    organs = organs_in(visible(person_of(request), RESPONSIBILITY, request.today))
    code, _name = _chosen(request, organs)
    made = responsibility(code, request.today, date_of(request.today).year)
    titles = [_("Power"), _("Article"), _("Post"), _("Officers")]
    by_post = {post.title: formats.listed(one.name for one in post.officers) for post in made.posts}
    rows = ([one.name, one.basis, post, by_post.get(post, "")] for one in made.powers for post in one.posts)
    return sheet(request, "responsibility", titles, rows)


def _chosen(request: Request, organs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The organ asked for, if the person may see it; else the own, else the first."""
    known = dict(organs)
    for code in (request.GET.get("organ", ""), person_of(request).organ, *known):
        if code in known:
            return code, known[code]
    return "", ""


def _powers(made: Responsibility) -> DataTable:
    words = shelf().words
    columns = [
        Column(_("Power"), "head"),
        Column(_("Kind"), "meta", whole=True),
        Column(_("Article"), "line"),
        Column(_("Posts"), "meta"),
    ]
    rows = [
        Row(
            [
                Cell(one.name, under=one.code),
                Cell(words.word("power_kind", one.kind, language())),
                Cell(one.basis),
                Cell(formats.listed(post or _("post not stated") for post in one.posts) or "—"),
            ],
            name=one.name,
        )
        for one in made.powers
    ]
    return DataTable(ngettext("{n} power", "{n} powers", len(rows)).format(n=len(rows)), columns, rows)


def _posts(organ: str, posts: Sequence[Post]) -> DataTable:
    listed = f"{reverse('supervision:findings')}?tab=open&organ={organ}"
    columns = [
        Column(_("Post"), "head"),
        Column(_("Officers of the post"), "line"),
        Column(
            _("Findings open on the post"), "meta", numeric=True, phone_label=_("Findings open on the post")
        ),
    ]
    rows = [
        Row(
            [
                Cell(post.title or _("post not stated")),
                Cell(formats.listed(one.name for one in post.officers) or "—"),
                Cell(str(len(post.findings)), listed if post.findings else ""),
            ],
            name=post.title,
        )
        for post in posts
    ]
    return DataTable(ngettext("{n} post", "{n} posts", len(rows)).format(n=len(rows)), columns, rows)


def _officers(made: Responsibility, year: int) -> DataTable:
    hours = _("Hours of training in {year}").format(year=year)
    columns = [
        Column(_("Officer"), "head"),
        Column(_("Post"), "meta"),
        Column(_("Certificate until"), "meta", whole=True, phone_label=_("Certificate until")),
        Column(hours, "meta", numeric=True, phone_label=hours),
        Column(_("Yearly duty"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(one.name, reverse("people:officer_entry", kwargs={"code": one.code}), under=one.code),
                Cell(one.post or "—"),
                Cell(
                    date_of(one.valid_until).isoformat()
                    if one.valid_until is not None
                    else _("none in force")
                ),
                Cell(str(one.hours)),
                Cell(part=_hours_word(one, made.least_hours)),
            ],
            name=one.name,
        )
        for one in made.officers
    ]
    return DataTable(ngettext("{n} officer", "{n} officers", len(rows)).format(n=len(rows)), columns, rows)


def _hours_word(one: OfficerFacts, least: int | None) -> StatusWord:
    if least is None:
        return StatusWord(_("no figure set"), "neutral", "minus")
    if one.hours >= least:
        return StatusWord(_("fulfilled"), "passed", "check")
    return StatusWord(_("{n} to go").format(n=least - one.hours), "soon", "clock")
