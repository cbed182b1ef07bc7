"""The card of an inspection that came from a visit with an entry code: its number of the year, the scan."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.enterprise.actions import INSPECTION
from plumbline.apps.enterprise.pages.visit_parts import ground, visit_word
from plumbline.apps.enterprise.policies import PLANS
from plumbline.apps.enterprise.queries import visit_of_case
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of


def visit_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card; None for other cases, and for inspections that no visit of a plan began."""
    if procedure != INSPECTION or not may_access(person, PLANS, place, today):
        return None
    one = visit_of_case(place.matter or "")
    if one is None:
        return None
    facts = [Fact(_("Ground"), ground(one)), Fact(_("Day of the visit"), date_of(one.day).isoformat())]
    code = Act(_("Entry code"), reverse("enterprise:visit", kwargs={"visit": one.key}), small=True)
    return FactCard("enterprise-visit", _("Visit to the enterprise"), facts, word=visit_word(one), act=code)
