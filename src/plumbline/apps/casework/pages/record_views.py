"""One record, whole: what it says, both its times, who entered and confirmed it, how it stands in the ledger."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.actions import correction_hindrances
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.closings import closed_before, closings_over
from plumbline.apps.casework.discretion import read_stated
from plumbline.apps.casework.held_papers import papers_in
from plumbline.apps.casework.pages.answers import Request, file_of, person_of, place_of
from plumbline.apps.casework.pages.discretion_parts import said_of_discretion
from plumbline.apps.casework.pages.field_facts import field_facts
from plumbline.apps.casework.pages.file_parts import files_shown, recording_strip
from plumbline.apps.casework.pages.file_views import may_open
from plumbline.apps.casework.pages.link_parts import cited_acts, numbers_in
from plumbline.apps.casework.pages.record_parts import (
    NOTHING_SAID,
    content_of,
    late_words,
    said_fields,
    seal_of,
    step_name,
    unconfirmed,
)
from plumbline.apps.casework.pages.service_parts import said_of_service
from plumbline.apps.casework.pages.speaking import Speaker, local
from plumbline.apps.casework.policies import CASE_ACT, CASE_INTERNAL, CASE_READ
from plumbline.apps.casework.queries import sealed_size
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.case_story import entries_of
from plumbline.apps.goods.story_words import told
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.people.access import requires, to_cases
from plumbline.core.authority.access import may_access
from plumbline.core.cases.reserved import DISCRETION, SERVICE
from plumbline.core.cases.serving import read_served
from plumbline.core.indicators.closing import Closing
from plumbline.core.ledger.moment import Moment


@require_GET
@requires(CASE_READ, place=place_of)
def record(request: Request, case: str, record: str) -> HttpResponse:
    """The record."""
    file = file_of(request, case)
    held = next((one for one in file.held if one.record.id == record), None)
    if held is None:
        lost = {
            "message": _("The case has no such record."),
            "remedy": _("Go back to the case."),
            "cases": to_cases(request),
        }
        return render(request, "casework/mistake.html", lost, status=404)
    speak = Speaker(file.docket, request.today)
    values = {
        "head": _head(request, file, held, speak),
        "said": _said(file, held, speak),
        "cited": cited_acts(held.record, speak),
        "files": files_shown(held.record, speak) if may_open(request, file, held.record) else [],
        "strip": recording_strip(file, held.record, speak),
        "papers": [
            {"url": one.url, "title": speak.paper(one.paper.kind), "number": one.paper.number or ""}
            for one in papers_in(file)
            if one.held.record.id == record
            and (not one.is_internal or may_access(request.person, CASE_INTERNAL, file.place, request.today))
        ],
        "facts": _facts(file, held, speak, closed_before(file, held, closings_over(file, now=request.now))),
        "seal": seal_of(held, sealed_size()),
        "waits": _waits(request, file, held),
        "confirm_url": reverse("casework:confirm", kwargs={"case": case, "record": record}),
    }
    return render(request, "casework/record.html", values)


def _said(file: CaseFile, held: HeldRecord, speak: Speaker) -> list[str]:
    """Every stated field in words, and what an act of the system says: of a benchmark, of things, of other cases."""
    record, step = held.record, file.docket.step(held.record.step)
    if step is None:
        entries = entries_of(CaseRead(file.docket, file.history))
        if said := [told(one) for one in entries if one.record == record.id]:
            return said
        line = content_of(file, speak, record, numbers_in([record]))
        return [] if line == NOTHING_SAID else [line]
    said = [text for text, _tells in said_fields(speak, step.fields, record)]
    stated = read_stated(record.fields.get(DISCRETION))
    if stated is not None:
        said.append(_("Benchmark: {said}").format(said=said_of_discretion(stated, speak)))
    served = read_served(record.fields.get(SERVICE))
    if served is not None:
        said.append(_("Service: {said}").format(said=said_of_service(served, speak)))
    return said


def _may_correct(request: Request, file: CaseFile, held: HeldRecord) -> bool:
    """Whether the form of correction would let the person in; whose act it is decides, not its content."""
    if not file.docket.step(held.record.step) or not may_access(
        request.person, CASE_ACT, file.place, request.today
    ):
        return False
    return not correction_hindrances(person=person_of(request), file=file, record=held.record)


def _head(request: Request, file: CaseFile, held: HeldRecord, speak: Speaker) -> PageHead:
    opening, name = file.history.opening, step_name(speak, held.record.step)
    address = {"case": opening.case}
    acts = []
    if _may_correct(request, file, held):
        correct = reverse("casework:correct", kwargs={**address, "record": held.record.id})
        acts.append(Act(_("Correct the record"), correct))
    path = (
        Link(_("Cases"), to_cases(request)),
        Link(opening.number, reverse("casework:case", kwargs=address)),
        Link(name),
    )
    return PageHead(title=name, path=path, acts=acts)


def _facts(file: CaseFile, held: HeldRecord, speak: Speaker, closing: Closing | None) -> list[Fact]:
    record = held.record
    late = late_words(record, closing)
    speak.know({one.officer for one in record.by} | {record.entered_by})
    confirmed = {one.officer for one in record.confirmations}
    named = next((one for one in file.history.acts if one.id == record.id), None)
    confirmed |= {one.officer for one in (named.by or ()) if one.confirmed_at is not None} if named else set()
    waiting = unconfirmed(file).get(record.id, ())
    facts = [
        Fact(_("Happened"), _written(record.at) + (f" – {_written(record.until)}" if record.until else "")),
        Fact(_("Entered"), f"{local(record.recorded_at):%Y-%m-%d %H:%M}" + (f" · {late}" if late else "")),
        Fact(_("By"), speak.officers(one.officer for one in record.by)),
        Fact(_("Entered by"), speak.officer(record.entered_by)),
        Fact(_("Confirmed by"), speak.officers(sorted(confirmed))),
        Fact(_("Record"), record.id),
        Fact(_("Law in force"), record.pack),
    ]
    if waiting:
        facts.insert(5, Fact(_("Waiting for"), speak.officers(waiting)))
    if record.corrects:
        facts.append(Fact(_("Corrects"), record.corrects))
    return facts + field_facts(record)


def _written(moment: Moment) -> str:
    """2026-10-12 09:30, or the day alone."""
    return moment.value[:16].replace("T", " ")


def _waits(request: Request, file: CaseFile, held: HeldRecord) -> bool:
    """Whether the act waits for this very person's confirmation."""
    named = next((one for one in file.history.acts if one.id == held.record.id), None)
    person = request.person
    if named is None or person is None or person.officer is None:
        return False
    return any(one.officer == person.officer and one.confirmed_at is None for one in named.by or ())
