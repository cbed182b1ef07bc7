"""Weekly digests: the list by week, one on a page, and the same as a paper."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.documents.queries import docx_of
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.papers import digest_paper
from plumbline.apps.supervision.policies import BOARD
from plumbline.apps.supervision.queries.board import BY_KEY, INDICATORS
from plumbline.apps.supervision.queries.digests import Digest, digest, digests, place_of_digest
from plumbline.core.authority.person import Place
from plumbline.core.clocks.civil import date_of

SHOWN: Final = ("running", "red", "found", "mended", "breaches", "overdue")
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def place(request: HttpRequest, organ: str, week: int) -> Place:
    """Where the digest of an address belongs."""
    return place_of_digest(organ, week)


@require_GET
@requires(BOARD)
def digest_list(request: Request) -> HttpResponse:
    """The digests of the last weeks."""
    found = digests(person_of(request), request.today)
    why = _("Each Monday the system makes the digest of the week that ended, one for each organ.")
    values = {
        "head": PageHead(_("Weekly digests"), note=_("what each organ was told when a week had ended")),
        "table": _table(found) if found else None,
        "empty": None if found else EmptyPage(_("No digest yet"), why),
    }
    return render(request, "supervision/digests.html", values)


@require_GET
@requires(BOARD, place=place)
def digest_page(request: Request, organ: str, week: int) -> HttpResponse:
    """One digest."""
    one, said = digest(organ, week), language()
    name = organ_names([organ]).get(organ, organ)
    path = (Link(_("Weekly digests"), reverse("supervision:digests")), Link(name))
    take = Act(_("Take as Word"), _url("digest_paper", one), icon="download")
    figures = [
        Row(
            [Cell(told.title(said)), Cell(formats.count(one.figures.get(told.key, 0))), Cell(told.says(said))]
        )
        for told in INDICATORS
    ]
    heads = [
        Column(_("Figure"), "head"),
        Column(_("Value"), "meta", numeric=True),
        Column(_("What it counts")),
    ]
    lines = [
        Row([Cell(line.number), Cell(line.english if said == "en" else line.says), Cell(line.when)])
        for line in one.lines
    ]
    columns = [
        Column(_("Case number"), "line", whole=True),
        Column(_("Finding"), "head"),
        Column(_("Due or day")),
    ]
    values = {
        "head": PageHead(name, path=path, note=weeks_said(one.first), acts=(take,)),
        "figures": DataTable(_("Figures"), heads, figures),
        "found": DataTable(_("Breaches found"), columns, lines) if lines else None,
    }
    return render(request, "supervision/digest.html", values)


@require_GET
@requires(BOARD, place=place)
def digest_file(request: Request, organ: str, week: int) -> HttpResponse:
    """The digest as a paper."""
    name = organ_names([organ]).get(organ, organ)
    data = docx_of(digest_paper(digest(organ, week), name))
    return sent(data, f"监督周报-{name}-{date_of(week).isoformat()}.docx", DOCX)


def sent(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved under this name."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def weeks_said(first: int) -> str:
    """The days of a week."""
    return str(_("{first} – {last}")).format(first=date_of(first), last=date_of(first + 6))


def _url(name: str, one: Digest) -> str:
    return str(reverse(f"supervision:{name}", kwargs={"organ": one.organ, "week": one.first}))


def _table(found: list[Digest]) -> DataTable:
    names, said = organ_names({one.organ for one in found}), language()
    columns = [
        Column(_("Week"), "line", whole=True),
        Column(_("Organ"), "head"),
        *(
            Column(BY_KEY[key].title(said), "meta", numeric=True, phone_label=BY_KEY[key].title(said))
            for key in SHOWN
        ),
    ]
    rows = [
        Row(
            [
                Cell(weeks_said(one.first)),
                Cell(names.get(one.organ, one.organ), _url("digest", one)),
                *(Cell(formats.count(one.figures.get(key, 0))) for key in SHOWN),
            ],
            name=one.organ,
        )
        for one in found
    ]
    return DataTable(
        ngettext("{n} digest", "{n} digests", len(found)).format(n=formats.count(len(found))), columns, rows
    )
