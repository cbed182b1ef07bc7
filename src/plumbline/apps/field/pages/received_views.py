"""现场收到: what arrived from phones, what stood against it, what is to be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.casework.errors import ReasonMissing
from plumbline.apps.casework.pages.speaking import Speaker, local
from plumbline.apps.field.actions import settle_conflicts
from plumbline.apps.field.pages.asking import Request, language, person_of
from plumbline.apps.field.policies import FIELD_RECEIVED, FIELD_SETTLE
from plumbline.apps.field.queries.arrivals import (
    Against,
    Arrival,
    ArrivalLine,
    arrival,
    arrival_row,
    arrivals,
    settled_note,
)
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries import account_name
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.clocks.civil import date_of

_MINUTE = 60_000


def place_of(request: HttpRequest, visit: str) -> Place:
    """Where an arrival belongs; 404 where there is none."""
    row = arrival_row(visit)
    if row is None:
        raise Http404
    return Place(row.organ, row.division, row.case)


@require_safe
@requires(FIELD_RECEIVED)
def received(request: Request) -> HttpResponse:
    """The arrivals, those with open conflicts first."""
    found = arrivals(person_of(request), request.today)
    columns = [
        Column(_("Case"), "head"),
        Column(_("State"), "word"),
        Column(_("What it is"), "line"),
        Column(_("Officer"), "meta"),
        Column(_("Happened"), "meta", whole=True, phone_label=_("Happened")),
        Column(_("Arrived"), "meta", whole=True, phone_label=_("Arrived")),
        Column(_("Findings"), "rest", numeric=True),
        Column(_("Device clock"), "rest"),
    ]
    rows = [_row(one, request) for one in found]
    values = {
        "head": PageHead(title=_("Arrived from the field"), path=_path()),
        "table": DataTable(_("Arrived from the field"), columns, rows) if rows else None,
        "empty": EmptyPage(
            _("Nothing has arrived"),
            _("What officers record on the phone page appears here once the network is back."),
            Act(_("In the field"), reverse("field:desk")) if _may_desk(request) else None,
        ),
    }
    return render(request, "field/received.html", values)


def _may_desk(request: Request) -> bool:
    return may_access(request.person, FIELD_SETTLE, None, request.today)


def _path(*more: Link) -> tuple[Link, ...]:
    return (Link(_("In the field"), reverse("field:received")), *more)


def _row(one: ArrivalLine, request: Request) -> Row:
    today = date_of(request.today)
    return Row(
        [
            Cell(one.number, reverse("field:arrival", kwargs={"visit": one.visit})),
            Cell(part=_state(one)),
            Cell(one.title),
            Cell(account_name(one.officer)),
            Cell(formats.moment(local(one.happened_at), today)),
            Cell(formats.moment(local(one.received_at), today)),
            Cell(str(one.breaches) if one.breaches else "—"),
            Cell(clock_text(one.off_ms)),
        ]
    )


def _state(one: ArrivalLine) -> StatusWord:
    if one.conflicts and not one.settled_by:
        return StatusWord(_("conflict"), "soon", "alert-triangle")
    if one.breaches:
        return StatusWord(_("with findings"), "breach", "alert-circle")
    return StatusWord(_("entered"), "passed", "check")


def clock_text(off_ms: int) -> str:
    """How the device's clock stood against the server's, in words."""
    if abs(off_ms) < 2 * _MINUTE:
        return str(_("in step"))
    minutes = round(abs(off_ms) / _MINUTE)
    return str(_("{n} min slow") if off_ms > 0 else _("{n} min fast")).format(n=minutes)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(FIELD_RECEIVED, place=place_of)
def one_arrival(request: Request, visit: str) -> HttpResponse:
    """One arrival: what stood against it, by which article, the lawful ways on; its conflicts are settled here."""
    found = arrival(visit)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _settled(request, found)
    return render(request, "field/arrival.html", _values(request, found))


def _settled(request: Request, found: Arrival) -> HttpResponse:
    try:
        note = request.POST.get("note", "")[:2000]
        settle_conflicts(person=person_of(request), arrival=found.row, note=note, now=request.now)
    except ReasonMissing as error:
        values = {**_values(request, found), "problem": error.message(language())}
        return render(request, "field/arrival.html", values, status=422)
    messages.success(request, _("What was done is on record."))
    return HttpResponseRedirect(request.path)


def _values(request: Request, found: Arrival) -> dict[str, Any]:
    row = found.row
    speak = Speaker(shelf().docket(row.procedure), request.today)
    case = reverse("casework:case", kwargs={"case": row.case})
    files = found.record.fields.get("files")
    facts = [
        Fact(_("Officer"), account_name(row.officer)),
        Fact(_("Happened"), formats.moment(local(row.happened_at), speak.day)),
        Fact(_("Arrived"), formats.moment(local(row.received_at), speak.day)),
        Fact(_("Device clock"), clock_text(row.off_ms)),
        Fact(_("Files"), str(files)),
        Fact(_("Device"), f"{row.device[:8]} · {row.order}"),
        Fact(_("Late entry"), _("yes") if row.is_late else _("no")),
    ]
    if found.imported_by:
        facts.append(Fact(_("Imported by"), formats.listed(map(account_name, found.imported_by))))
    return {
        "head": PageHead(
            title=_("Arrival of {number}").format(number=row.number),
            path=_path(Link(_("Arrived from the field"), reverse("field:received")), Link(row.number)),
            words=[_state(row)],
            acts=[Act(_("Go to the case"), case, main=True)],
        ),
        "facts": facts,
        "breaches": [_against(one, speak, row.case) for one in found.breaches],
        "conflicts": [_against(one, speak, row.case) for one in found.conflicts],
        "settled": settled_note(row) if row.settled_by else "",
        "settled_by": account_name(row.settled_by) if row.settled_by else "",
        "may_settle": may_access(request.person, FIELD_SETTLE, place_of(request, row.visit), request.today),
        "problem": "",
    }


def _against(one: Against, speak: Speaker, case: str) -> dict[str, Any]:
    url = reverse("casework:record", kwargs={"case": case, "record": one.record})
    return {
        "step": Link(speak.step_id(one.step), url),
        "says": one.says[speak.language],
        "basis": speak.article(one.basis) if one.basis else None,
        "way": one.way[speak.language],
    }
