"""What the page of a case says of its recordings before the decision: what is missing, how much of which act."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.recorders.pages.recording_views import reason_word, state_word, step_word
from plumbline.apps.recorders.policies import RECORDINGS
from plumbline.apps.recorders.queries import OPEN, acts_of
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place


def recording_card(person: Person, place: Place, _procedure: str, today: int) -> FactCard | None:
    """The card; None where no act of the case is to be recorded, or the reader may not see it."""
    case = place.matter or ""
    if not may_access(person, RECORDINGS, place, today):
        return None
    lines = [one for one in acts_of(case) if one.demanded]
    if not lines:
        return None
    lacking = any(one.state in OPEN for one in lines)
    facts = [
        Fact(step_word(one), f"（{reason_word(one.reason)}）" if one.reason else "", word=state_word(one))
        for one in lines
    ]
    word = StatusWord(_("gaps before the decision"), "breach", "alert-circle") if lacking else None
    play = Act(_("Play"), reverse("casework:recordings", kwargs={"case": case}), small=True)
    return FactCard("recordings", _("Recordings of acts"), facts, word=word, act=play)
