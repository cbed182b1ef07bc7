"""What somebody has of an organ's that no record hands over: it is brought back, or given to another, where it lies."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.people.queries.colleagues import organ_of
from plumbline.apps.people.queries.entries import history
from plumbline.apps.people.store import registers
from plumbline.core.authority.access import Visible
from plumbline.core.errors import Language
from plumbline.core.registers.turns import is_out, turn_of


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A recorder, a file, a thing in store, in a line; `url` is the page on which it is given up."""

    zh: str
    en: str
    url: str

    def line(self, language: Language) -> str:
        """In the language of the page."""
        return self.en if language == "en" else self.zh


def taken_out(officer: str, organ: str = "") -> tuple[TakenOut, ...]:
    """Everything of an organ, of their own without one, that somebody has, from every source named in the settings."""
    sources = [import_string(path) for path in settings.TAKEN_OUT_BY]
    return tuple(one for source in sources for one in source(officer, organ or organ_of(officer)))


def recorders_out(officer: str, organ: str) -> tuple[TakenOut, ...]:
    """The recorders of the organ that somebody took out and did not bring back."""
    whose = Visible(organs=frozenset({organ}))
    rows = registers.find("recorder", whose, "", {"taken_by": officer}, False).order_by("code")
    return tuple(
        TakenOut(
            f"执法记录仪 {row.code}（{row.name}）领用未归还",
            f"recorder {row.code} ({row.name}) taken out",
            url_of("people:recorder_entry", code=row.code),
        )
        for row in rows
        if _is_out(row.code)
    )


def _is_out(code: str) -> bool:
    moves = (turn_of(one.step, one.values) for one in history("recorder", code) if not one.replaced)
    return is_out([one for one in moves if one is not None])
