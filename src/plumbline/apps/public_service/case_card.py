"""What the page of an inspection says of the portal: the code that those inspected use."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.apps.casework.policies import CASE_ACT, CASE_READ
from plumbline.apps.ledger_store.queries import case_numbers, case_overview
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.public_service.inspection_codes import INSPECTION, code_of
from plumbline.apps.public_service.queries import is_rating_handed_out
from plumbline.apps.public_service.services import PROCEDURES, RATED, SERVED
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place


def inspection_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card; None for other cases and readers who do not work on it."""
    if procedure != INSPECTION or not may_access(person, CASE_ACT, place, today):
        return None
    case = place.matter or ""
    code = code_of(case)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    page = reverse("public_portal:inspections", kwargs={"language": language})
    asked = urlencode({"q": case_numbers([case]).get(case, ""), "code": code})
    return FactCard(
        "inspection-code",
        _("Code for those inspected"),
        [
            Fact(_("Code"), code, mono=True),
            Fact(
                _("Shows"),
                _("from the notice on, without one once the inspection was carried out, who inspects"),
            ),
        ],
        act=Act(_("Page to show"), f"{page}?{asked}", small=True),
    )


def rating_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card that hands out the code for a rating, once the inspection was carried out or the matter finished."""
    after, service = RATED.get(procedure, ("", ""))
    if not after or not may_access(person, CASE_ACT, place, today):
        return None
    case = place.matter or ""
    known = case_overview(case)
    if known is None or after not in known.counts or "rate" in known.counts:
        return None
    title = _("Rating by the applicant") if service == SERVED else _("Rating by those inspected")
    if is_rating_handed_out(case):
        return FactCard("rating", title, note=_("The code was handed out; it is shown only once."))
    hand = Act(
        _("Hand out the code"),
        reverse("public_service:rating_code", kwargs={"case": case}),
        small=True,
        method="post",
    )
    note = _("Those inspected rate with it on the portal. You see counts later, never who rated.")
    if service == SERVED:
        note = _("The applicant rates with it on the portal. You see counts later, never who rated.")
    return FactCard("rating", title, note=note, act=hand)


def sent_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The way to what a member of the public wrote."""
    if procedure not in PROCEDURES or not may_access(person, CASE_READ, place, today):
        return None
    read = Act(
        _("Open and read"), reverse("public_service:sent", kwargs={"case": place.matter or ""}), small=True
    )
    note = _("Kept apart from the records. Who reads it is noted.")
    return FactCard("sent", _("What was written"), note=note, act=read)
