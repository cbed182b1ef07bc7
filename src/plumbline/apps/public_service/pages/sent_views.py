"""What a member of the public wrote, and what they were answered: kept apart from the records, read with a trace."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.pages.answers import Request, file_of, person_of, place_of
from plumbline.apps.casework.pages.record_parts import title_of
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires, to_cases
from plumbline.apps.people.actions import note_reading
from plumbline.apps.public_service.queries import personal_of
from plumbline.apps.public_service.services import PROCEDURES


@never_cache
@require_safe
@requires(CASE_READ, place=place_of)
def sent(request: Request, case: str) -> HttpResponse:
    """The words, act by act."""
    file = file_of(request, case)
    opening = file.history.opening
    if opening.procedure not in PROCEDURES:
        raise Http404
    note_reading(
        by=person_of(request), kind="sent", subject=opening.number, reason=opening.number, now=request.now
    )
    back = reverse("casework:case", kwargs={"case": case})
    path = (
        Link(_("Cases"), to_cases(request)),
        Link(opening.number, back),
        Link(_("What was written")),
    )
    values = {"head": PageHead(_("What was written"), path), "said": _said(file, request), "back": back}
    return render(request, "public_service/sent.html", values)


def _said(file: CaseFile, request: Request) -> list[tuple[str, list[Fact]]]:
    """Step and day of each act with something personal, and what it says."""
    speak = Speaker(file.docket, request.today)
    held = personal_of([one.record.id for one in file.held])
    found = []
    for one in file.held:
        step, values = file.docket.step(one.record.step), held.get(one.record.id, {})
        if step is None or not values:
            continue
        facts = [
            Fact(title_of(speak, step.fields[name]), value)
            for name, value in values.items()
            if name in step.fields
        ]
        day = speak.short(file.docket.calendar.local_day(one.record.at.earliest))
        found.append((f"{speak.step(step)} {day}", facts))
    return found
