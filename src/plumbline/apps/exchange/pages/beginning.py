"""Beginning with what there is: running cases, old files by number, power lists; and the opening balance they make."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.exchange import queries
from plumbline.apps.exchange.actions import beginning_source
from plumbline.apps.exchange.forms import FileForm
from plumbline.apps.exchange.pages.asking import Request, language, organ_name, person_of
from plumbline.apps.exchange.pages.board import ask_for_file
from plumbline.apps.exchange.pages.tables import counted
from plumbline.apps.exchange.policies import MEND
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires

KINDS = ("running", "old")


@require_http_methods(["GET", "POST"])
@requires(MEND)
def go_live(request: Request) -> HttpResponse:
    """What an organ brings along when it begins; each file goes the way of every other source."""
    person = person_of(request)
    kind = request.POST.get("kind", "")
    sent = {one: (request.POST, request.FILES) if one == kind else (None, None) for one in KINDS}
    forms = {one: FileForm(*sent[one], auto_id=f"{one}_%s") for one in KINDS}
    if kind in KINDS and (form := forms[kind]).is_valid():
        division = person.divisions[0] if person.divisions else shelf().division
        source = beginning_source(
            kind, organ=person.organ, division=division, by=person.account, now=request.now
        )
        ask_for_file(request, source, form)
        messages.success(request, _("The file is being taken in; what became of it stands with its source."))
        return HttpResponseRedirect(url_of("exchange:source", source=source.code))
    title = _("Begin with what there is")
    found = queries.opening_balance(person.organ)
    values = {
        "head": PageHead(
            title,
            (Link(_("Data exchange"), url_of("exchange:board")), Link(title)),
            note=organ_name(person.organ),
        ),
        **{f"{one}_form": form for one, form in forms.items()},
        "powers_url": url_of("people:powers"),
        "table": _balance(found) if found else None,
        "empty": None
        if found
        else EmptyPage(_("No running case yet"), _("Running cases that are taken in are counted here.")),
    }
    return render(request, "exchange/go_live.html", values, status=422 if request.method == "POST" else 200)


def _balance(found: list[queries.Balance]) -> DataTable:
    packs = shelf().packs
    columns = [
        Column(_("Procedure"), "head"),
        counted(_("Running")),
        counted(_("Ended cases")),
        counted(_("Overdue")),
    ]
    zh = language() == "zh"
    rows = [
        Row(
            [
                Cell(packs.procedure(one.procedure).title if zh else packs.procedure(one.procedure).english),
                *(Cell(count(n)) for n in (one.running, one.ended, one.overdue)),
            ]
        )
        for one in found
    ]
    return DataTable(_("Opening balance"), columns, rows)
