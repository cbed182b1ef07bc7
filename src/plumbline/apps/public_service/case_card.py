"""What the page of an inspection says of the portal: the code that those inspected use."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.casework.queries import number_of_case
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.public_service.inspection_codes import INSPECTION, code_of
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
    asked = urlencode({"q": number_of_case(case), "code": code})
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
