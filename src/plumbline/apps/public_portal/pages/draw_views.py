"""Draws of file reviews in public: what was committed to, the list, the result, so that anybody can draw again."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.public_portal.frame import Request, portal_page, shown, to
from plumbline.apps.supervision.queries.shown_rounds import bundle_bytes, shown_round, shown_rounds
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.oversight.draw import list_bytes
from plumbline.core.oversight.file_review import Round
from plumbline.core.oversight.review_errors import RoundUnknown


@portal_page
def draws(request: Request, language: Language) -> HttpResponse:
    """Every round that is shown, newest first."""
    found = shown_rounds()
    values = {"title": _("Random draws"), "table": _table(found, language) if found else None}
    return shown(request, language, "draws.html", values)


@portal_page
def draw(request: Request, language: Language, round: str) -> HttpResponse:
    """One round: the commitment, the list with its hash, the seed and what was drawn, as far as it has come."""
    made = _round(round)
    facts = [
        Fact(_("Cases ended"), f"{date_of(made.first)} – {date_of(made.last)}"),
        Fact(_("Files to draw"), str(made.count)),
        Fact(_("Commitment to the seed"), made.commitment, mono=True),
    ]
    if made.items:
        facts.append(Fact(_("Hash of the list"), made.list_hash, mono=True))
        facts.append(Fact(_("Cases in the list"), str(len(made.items))))
    if made.bundle is not None:
        facts.append(Fact(_("Seed"), made.bundle.seed, mono=True))
    values = {
        "title": made.title,
        "facts": facts,
        "drawn": [one.item for one in made.bundle.chosen] if made.bundle else [],
        "list_url": to("draw_list", language, round=made.id) if made.items else "",
        "bundle_url": to("draw_bundle", language, round=made.id) if made.bundle else "",
        "back": to("draws", language),
    }
    return shown(request, language, "draw.html", values)


@portal_page
def draw_list(request: Request, language: Language, round: str) -> HttpResponse:
    """The list byte for byte as it was hashed."""
    made = _round(round)
    if not made.items:
        raise Http404
    return HttpResponse(list_bytes(made.items), content_type="text/plain; charset=utf-8")


@portal_page
def draw_bundle(request: Request, language: Language, round: str) -> HttpResponse:
    """Seed, list and result, for `plumbline draw verify`."""
    made = _round(round)
    if made.bundle is None:
        raise Http404
    return HttpResponse(bundle_bytes(made, made.bundle), content_type="application/json")


def _round(round: str) -> Round:
    try:
        return shown_round(round)
    except RoundUnknown as unknown:
        raise Http404 from unknown


def _table(found: list[Round], language: Language) -> DataTable:
    columns = [
        Column(_("Title"), "head"),
        Column(_("Cases ended"), "meta", whole=True, phone_label=_("Cases ended")),
        Column(_("Drawn"), "meta", numeric=True, phone_label=_("Drawn")),
    ]
    rows = [
        Row(
            [
                Cell(one.title, to("draw", language, round=one.id)),
                Cell(f"{date_of(one.first)} – {date_of(one.last)}"),
                Cell(f"{len(one.files)} / {len(one.items)}" if one.items else "—"),
            ],
            name=one.title,
        )
        for one in found
    ]
    return DataTable(ngettext("{n} round", "{n} rounds", len(found)).format(n=len(found)), columns, rows)
