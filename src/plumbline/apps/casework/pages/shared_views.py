"""The matters in the scope of a guest of a joint group, and until when they are open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.casework.policies import SHARED
from plumbline.apps.casework.queries import CaseLine, shared_cases
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.words import case_word
from plumbline.apps.people.access import requires
from plumbline.core.clocks.civil import date_of


@require_safe
@requires(SHARED)
def shared(request: Request) -> HttpResponse:
    """The cases that the guest may see."""
    person = person_of(request)
    found = shared_cases(person)
    last = date_of(person.guest.last_day).isoformat() if person.guest else "—"
    columns = [
        Column(_("Number"), "meta", whole=True),
        Column(_("Cause"), "head"),
        Column(_("Procedure"), "line"),
        Column(_("Stage"), "rest"),
        Column(_("State"), "word", whole=True),
    ]
    rows = [_row(one, request.today) for one in found]
    why = _("The security administrator grants access to named cases.")
    values = {
        "head": PageHead(_("Matters in scope"), note=_("Open to you until {day}").format(day=last)),
        "table": DataTable(_("Matters in scope"), columns, rows) if rows else None,
        "empty": EmptyPage(_("No matter in scope"), why),
    }
    return render(request, "casework/shared.html", values)


def _row(line: CaseLine, today: int) -> Row:
    docket = shelf().docket(line.procedure)
    speak = Speaker(docket, today)
    known = docket.procedure
    return Row(
        [
            Cell(line.number, reverse("casework:case", kwargs={"case": line.case})),
            Cell(line.cause),
            Cell(known.title if language() == "zh" else known.english),
            Cell(speak.step_id(line.stage) if line.stage else "—"),
            Cell(part=case_word(line.state)),
        ]
    )
