"""One act behind a figure: what its record says, and how it stands in the ledger."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.closings import closings
from plumbline.apps.casework.pages.record_parts import said_fields, seal_of
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.pages.asking import FiguresAsked, Request, read_asked, seen_by
from plumbline.apps.figures.pages.lateness import late_word
from plumbline.apps.figures.policies import FIGURES
from plumbline.apps.figures.queries import RowsAsked, rows
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import case_numbers, latest_checkpoint
from plumbline.apps.ledger_store.queries import record as held_record
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.indicators.closing import entered_late
from plumbline.core.indicators.figure import Row
from plumbline.core.indicators.indicator import Indicator
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.registers.register import is_entry


@require_GET
@requires(FIGURES)
def act(request: Request, figure: str, record: str) -> HttpResponse:
    """The record of an act that a figure counts; what no figure that may be seen counts is not there."""
    asked, one = read_asked(request), definitions().catalogue.indicators.get(figure)
    if one is None:
        raise Http404
    wanted = RowsAsked(one, asked.kind, asked.organ, most=1, record=record)
    found, _many = rows(wanted, asked.period, seen_by(request), now=request.now)
    held = held_record(record)
    if not found or held is None:
        raise Http404
    late = entered_late(closings(asked.year, now=request.now), found[0].day, held.leaf)
    values = _values(request, one, asked, found[0], held, late)
    return render(request, "figures/act.html", values)


def _values(
    request: Request, one: Indicator, asked: FiguresAsked, row: Row, held: HeldRecord, late: bool
) -> dict[str, object]:
    speak = Speaker(shelf().docket(row.procedure), request.today)
    step = speak.docket.step(row.step)
    sealed = latest_checkpoint("sha256")
    path = (
        Link(_("Figures"), reverse("figures:list") + asked.question),
        Link(wording.said(one), asked.figure_url(f"{one.id}:{asked.kind}" if asked.kind else one.id)),
        Link(speak.step_id(row.step)),
    )
    return {
        "head": PageHead(speak.step_id(row.step), path=path, words=[late_word()] if late else []),
        "said": [text for text, _tells in said_fields(speak, step.fields if step else {}, held.record)],
        "facts": _facts(speak, row, held, wording.number(row.value, one)),
        "seal": seal_of(held, sealed.size if sealed else 0),
        "proof": _proof(held),
    }


def _facts(speak: Speaker, row: Row, held: HeldRecord, adds: str) -> list[Fact]:
    number = case_numbers([row.case]).get(row.case, row.case)
    at = reverse("casework:record", kwargs={"case": row.case, "record": row.record})
    case = Fact(_("Case"), number) if is_entry(row.case) else Fact(_("Case"), link=Link(number, at))
    return [
        case,
        Fact(_("Organ"), organ_names([row.organ]).get(row.organ, row.organ)),
        Fact(_("Happened"), held.record.at.value[:16].replace("T", " ")),
        Fact(_("Entered"), shown_instant(held.record.recorded_at)[:16]),
        Fact(_("Adds to the figure"), adds),
        Fact(_("Law in force"), held.record.pack, mono=True),
    ]


def _proof(held: HeldRecord) -> list[Fact]:
    sealed = latest_checkpoint("sha256")
    facts = [
        Fact(_("Record"), held.record.id, mono=True),
        Fact(_("Leaf"), "—" if held.leaf is None else str(held.leaf)),
    ]
    if sealed is not None and held.leaf is not None and held.leaf < sealed.size:
        facts += [
            Fact(_("Checkpoint"), f"{sealed.checkpoint.origin} · {sealed.size}"),
            Fact(_("Root"), sealed.checkpoint.root.hex(), mono=True),
        ]
    return facts
