"""Cards that other apps put beside a case on its page; `CASE_ASIDES` in the settings names who is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.part import Act, Part
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.authority.person import Person


@dataclass(frozen=True, slots=True)
class Aside:
    """A card: its title, a word for how things stand, what it shows, and what may be done."""

    key: str
    title: str
    word: StatusWord | None
    body: Part | None
    note: str = ""
    act: Act | None = None


AsideOf = Callable[[Person, str, int], Aside | None]
"""Asked for a person, a case and today."""


def asides(person: Person, case: str, today: int) -> list[FactCard]:
    """The cards for a case, as this person may see them."""
    found = [card for source in _sources() if (card := source(person, case, today)) is not None]
    return [
        FactCard(one.key, one.title, note=one.note, word=one.word, act=one.act, body=one.body)
        for one in found
    ]


@cache
def _sources() -> tuple[AsideOf, ...]:
    named: Iterable[str] = settings.CASE_ASIDES
    return tuple(map(import_string, named))
