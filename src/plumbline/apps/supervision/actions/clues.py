"""A clue for the supervisory commission: a case of the supervising organ, which the organ concerned does not read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.acts_at_once import acts_with_opening
from plumbline.apps.casework.opening import Also
from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.people.queries.entries import officer_register
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.docket import Docket
from plumbline.core.ledger.moment import Moment, written_instant

CLUE: Final = "supervision.clue"
_CAUSE: Final = "移送监察机关线索"
"""Says nothing of whom it concerns: lists and reminders show it."""


def register_clue(*, person: Person, organ: str, matter_no: str, ground: str, now: int) -> str:
    """Opens the case at the person's own organ (监督条例 §33 ¶1); its id. Raises AccessRefused, NoDocumentWord."""
    entry = organ_entry(person.organ)
    place = Place(person.organ, entry.division if entry else "")
    facts = {"supervising_organ": person.organ, "organ_concerned": organ}
    told = {"matter_no": matter_no or None, "ground": ground}
    acts = [Act("register_clue", Moment(written_instant(now), "microsecond"), values=told)]

    def more(_docket: Docket, first: Sequence[Draft]) -> Also:
        return acts_with_opening(person, first, acts, now, officer_register([person.officer or ""]))

    opening = Opening(CLUE, None, _CAUSE, facts=facts)
    return open_case(person=person, place=place, opening=opening, now=now, more=more)
