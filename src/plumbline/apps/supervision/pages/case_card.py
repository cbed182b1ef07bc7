"""The card of findings on a case page: red, amber or green, each finding with where it stands."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.supervision.pages.wording import Words, light_word, state_word
from plumbline.apps.supervision.periods import soon_after
from plumbline.apps.supervision.policies import FINDINGS
from plumbline.apps.supervision.queries import findings_of_case
from plumbline.apps.supervision.queries.board import light_of_case
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
    outcomes = {one.outcome for one in found if one.state == "open"}
    light = light_of_case(today, soon_after(today), place.matter or "", outcomes)
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
    return FactCard("findings", _("Findings"), word=light_word(light) if light else None, body=table)
