"""Cards that other apps put beside a case on its page; `CASE_ASIDES` in the settings names who is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.apps.page_parts.cards import FactCard
from plumbline.core.authority.person import Person, Place

AsideOf = Callable[[Person, Place, str, int], FactCard | None]
"""Asked for a person, the place of a case (its `matter` is the case), its procedure, and today."""


def asides(person: Person, place: Place, procedure: str, today: int) -> list[FactCard]:
    """The cards for a case, as this person may see them."""
    told = (source(person, place, procedure, today) for source in _sources())
    return [card for card in told if card is not None]


@cache
def _sources() -> tuple[AsideOf, ...]:
    named: Iterable[str] = settings.CASE_ASIDES
    return tuple(map(import_string, named))
