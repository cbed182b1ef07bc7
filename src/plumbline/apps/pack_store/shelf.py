"""The packs as the desk works under them: loaded once a process, a docket for each procedure, field and division.

Loading takes seconds and is done when the server starts, never in a request. A changed pack needs a restart: which law
judged an act is sealed with the act, so the law does not change under an open page.
"""

from __future__ import annotations

import gc
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings

from plumbline.core.cases.docket import Docket, make_docket
from plumbline.core.disclosure.duty import Duty, load_duties
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.dated_figure import division_chain
from plumbline.core.law.errors import LawError
from plumbline.core.law.registry import Gist, LawRegistry, load_registry
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.procedures.service import ServiceMethod, load_service
from plumbline.core.procedures.succession import Succession, load_successions
from plumbline.core.procedures.words import ChoiceWords, load_words
from plumbline.core.recording.spans import SpanKind, load_spans

FOREIGN = "example."
"""Procedures of other countries show that packs are not tied to one law; no organ here works under them."""


class Shelf:
    """The packs of one folder."""

    def __init__(self, root: Path, division: str, own_calendars: Path | None = None) -> None:
        self.packs: PackSet = kept_packs(root, own_calendars)
        self.registry: LawRegistry = load_registry(root)
        self.words: ChoiceWords = load_words(root)
        self.successions: tuple[Succession, ...] = load_successions(root, self.packs.procedure)
        self.duties: dict[str, Duty] = {one.source: one for one in load_duties(root, self.packs.procedure)}
        self.spans: dict[str, SpanKind] = load_spans(root, self.packs.procedure)
        self.service: dict[str, ServiceMethod] = load_service(root)
        self.division = division
        self._dockets: dict[tuple[str, str | None, str], Docket] = {}
        self.gists = lru_cache(maxsize=4096)(self._gists)
        self.written = lru_cache(maxsize=4096)(self._written)
        self.brief = lru_cache(maxsize=4096)(self._brief)

    @cached_property
    def procedures(self) -> tuple[str, ...]:
        """Ids of the procedures that cases can be opened under."""
        return tuple(id for id in self.packs.ids if not id.startswith(FOREIGN))

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """Those of them that belong to the leadership of rule-of-law work."""
        return tuple(id for id in self.procedures if self.docket(id).leads)

    def docket(self, procedure: str, field: str | None = None, division: str | None = None) -> Docket:
        """The procedure as an organ of this field and division works under it; raises PackErrors for an unknown id."""
        key = procedure, field, division or self.division
        if key not in self._dockets:
            built = self.packs.procedure(procedure, field, key[2])
            self._dockets[key] = make_docket(
                built, self.packs.calendar(built.calendar), self.packs.figures, division_chain(key[2])
            )
            _settle()
        return self._dockets[key]

    def _gists(self, basis: str) -> tuple[Gist, ...]:
        """What a cited provision says, in the packs' own words; empty for one that cannot be read."""
        try:
            return tuple(
                gist
                for citation in parse_citations(basis)
                for gist in self.registry.gists_of(self.registry.normalise(citation))
            )
        except LawError:
            return ()

    def _written(self, basis: str) -> str:
        """The citation as a page writes it: 《行政处罚法》第五十八条第一款."""
        try:
            return "、".join(
                self.registry.normalise(one).chinese(self._page_name) for one in parse_citations(basis)
            )
        except LawError:
            return basis

    def _page_name(self, key: str) -> str:
        """The name of an instrument on a page: that it is of the Republic goes without saying there."""
        return self.registry.full_name(key).removeprefix("中华人民共和国")

    def _brief(self, basis: str) -> str:
        """The citation where there is little room: 处罚法第58条第1款."""
        try:
            return "、".join(one.brief() for one in parse_citations(basis))
        except LawError:
            return basis


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The packs of this site."""
    made = Shelf(settings.PACKS, settings.DIVISION, settings.CALENDARS)
    _settle()
    return made


def _settle() -> None:
    """What law was read stays as long as the process: the collector need not walk it again with every batch or scan."""
    gc.collect()
    gc.freeze()
