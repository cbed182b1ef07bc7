"""What the rules say of an officer's own cases: red, amber or green, the red ones first. Nobody else's are shown."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import BandCount, FigureBand
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import EmptyPage
from plumbline.apps.people.access import requires
from plumbline.apps.supervision.pages.board_asking import BoardAsked, scope_asked
from plumbline.apps.supervision.pages.board_rows import cases_table
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.policies import FINDINGS
from plumbline.apps.supervision.queries.board import BY_KEY, COLOURS, lights_of, own_cases

_ORDER: Final = {colour: place for place, colour in enumerate(COLOURS)}


@require_GET
@requires(FINDINGS)
def own(request: Request) -> HttpResponse:
    """The running cases of whoever asks, by light."""
    person, wanted = person_of(request), request.GET.get("light", "")
    cases = own_cases(person, request.today)
    lights = lights_of(scope_asked(person, BoardAsked(), request.today), cases)
    shown = [one for one in cases if wanted not in _ORDER or lights[one.case] == wanted]
    shown.sort(key=lambda one: _ORDER[lights[one.case]])
    numbers = [sum(light == colour for light in lights.values()) for colour in COLOURS]
    said = language()
    band = FigureBand(
        [
            BandCount(
                BY_KEY[colour].title(said), formats.count(n), _("cases, as a unit"), BY_KEY[colour].says(said),
                f"?light={colour}",
            )
            for colour, n in zip(COLOURS, numbers, strict=True)
        ]
    )  # fmt: skip
    why = _("Cases that you handle and that have not ended appear here.")
    values = {
        "head": PageHead(_("My cases by light"), note=_("your own cases, red ones first")),
        "band": band if cases else None,
        "table": cases_table(shown, len(shown), lights, opens=True) if shown else None,
        "empty": None if shown else EmptyPage(_("Nothing here"), why),
        "findings": f"{reverse('supervision:findings')}?mine=1",
    }
    return render(request, "supervision/own.html", values)
