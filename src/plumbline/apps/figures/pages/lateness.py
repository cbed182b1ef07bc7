"""How a page tells that a year is closed, and that an act was entered after it was."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.closing import Closing


def late_word() -> StatusWord:
    """The mark of an act that was entered after its year was closed."""
    return StatusWord(_("entered after the year was closed"), "soon", "clock")


def closed_facts(closings: Collection[Closing], year: int, late: int) -> list[Fact]:
    """When the year was closed, and of how many acts that is so."""
    own = next((one for one in closings if one.year == year), None)
    facts = [Fact(_("Year closed"), date_of(own.day).isoformat())] if own else []
    if late:
        facts.append(Fact(_("Entered after the year was closed"), formats.count(late)))
    return facts
