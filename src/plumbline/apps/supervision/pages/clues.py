"""What supervision begins with: a finding of the scan, a complaint of the public, a ticket of the hotline.

What is known already stands in the form that begins it; whoever acts may change it.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.casework.queries.remedies import remedies_of
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act
from plumbline.apps.supervision.complainants import unnamed
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.wording import Words
from plumbline.apps.supervision.policies import DECIDE
from plumbline.apps.supervision.queries import finding
from plumbline.apps.supervision.queries.incoming import COMPLAINTS, TICKETS
from plumbline.core.authority.access import check_access, may_access
from plumbline.core.authority.person import Person, Place

SOURCES: Final = {COMPLAINTS: "complaint", TICKETS: "hotline"}
"""Procedures whose cases are a clue, and what the matter then names as its source."""


def from_finding(request: Request, person: Person) -> dict[str, Any]:
    """What the finding named in the address says."""
    wanted = request.GET.get("finding", "")
    if not wanted:
        return {}
    one = finding(person, wanted, request.today)
    words = Words([one.organ], request.today)
    said = f"{one.number}：{words.says(one)}（{words.articles(one)}），{words.when(one)}"
    owed, remedies = one.due is not None and one.days_over is None, remedies_of(one.case)
    return {
        "organs": [one.organ],
        "cause": words.says(one)[:80],
        "source": "scan_finding",
        "told": said,
        "facts": said,
        "finding": one.id,
        "failing": "duty_undone" if owed else "unlawful",
        "instrument": "urging_letter" if owed else "opinion",
        "in_other_procedure": "yes" if remedies else "no",
        "remedies": "、".join(remedies),
    }


def from_clue(request: Request, person: Person) -> dict[str, Any]:
    """What the complaint or the ticket named in the address says. Raises AccessRefused."""
    wanted = request.GET.get("clue", "")
    if not wanted:
        return {}
    file = read_case(wanted)
    check_access(person, CASE_READ, file.place, request.today)
    opening = file.history.opening
    if opening.procedure not in SOURCES:
        return {}
    found = {"organs": [_concerned(file)], "source": SOURCES[opening.procedure]}
    if opening.procedure == COMPLAINTS:  # nobody complained of reads from the matter which complaint it was
        return found
    told = f"{file.docket.procedure.title} {opening.number}"
    return found | {"cause": opening.title[:80], "told": told}


def complainant(request: Request) -> frozenset[str]:
    """Name and address of whoever complained of what the address names: no text of the matter may hold them."""
    wanted = request.GET.get("clue", "")
    file = read_case(wanted) if wanted else None
    if file is None or file.history.opening.procedure != COMPLAINTS:
        return frozenset()
    return unnamed(file)


def clue_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The way from a complaint or a ticket to a matter of supervision."""
    if procedure not in SOURCES or not may_access(person, DECIDE, None, today):
        return None
    address = f"{reverse('supervision:begin')}?{urlencode({'clue': place.matter or ''})}"
    note = _("What it says stands in the form already; the matter becomes a case of its own.")
    if procedure == COMPLAINTS:
        note = _("The organ reads the matter, a case of its own: write what happened without who complained.")
    return FactCard("clue", _("Supervision"), note=note, act=Act(_("Begin supervision"), address, small=True))


def _concerned(file: CaseFile) -> str:
    """The organ that it is about: the one named in a complaint, the one to which a ticket was passed."""
    named = file.history.header.get("organ_concerned")
    return str(named or file.history.opening.organ)
