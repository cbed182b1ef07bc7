"""The card of findings on a case page: red, amber or green, each finding with where it stands."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.supervision.pages.wording import Words, state_word
from plumbline.apps.supervision.policies import FINDINGS
from plumbline.apps.supervision.queries import findings_of_case
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place


def findings_card(person: Person, place: Place, _procedure: str, today: int) -> FactCard | None:
    """What the rules found in this case; nothing for whom findings are not open to, nor for a case without any."""
    if not may_access(person, FINDINGS, place, today):
        return None
    found = findings_of_case(place.matter or "")
    if not found:
        return None
    words = Words((), today)
    is_open = any(one.state == "open" for one in found)
    table = DataTable(
        _("Findings"),
        [Column(_("State"), "word", whole=True), Column(_("Finding"), "head")],
        [
            Row(
                [
                    Cell(part=state_word(one)),
                    Cell(
                        words.says(one),
                        reverse("supervision:finding", kwargs={"finding": one.id}),
                        under=words.when(one),
                    ),
                ]
            )
            for one in found
        ],
    )
    word = StatusWord(_("breaches open"), "breach", "alert-circle") if is_open else None
    return FactCard("findings", _("Findings"), word=word, body=table)
