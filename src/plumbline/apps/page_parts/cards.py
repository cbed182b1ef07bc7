"""Cards of a case page: facts in lines, papers, linked cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.part import Act, Fact, Part
from plumbline.apps.page_parts.words import StatusWord


@dataclass(frozen=True, slots=True)
class FactCard(Part):
    """A card of facts, or of another part in their place; `note` is said where there are none."""

    template: ClassVar[str] = "fact_card.html"
    key: str
    title: str
    facts: Sequence[Fact] = ()
    note: str = ""
    word: StatusWord | None = None
    act: Act | None = None
    body: Part | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the card of papers."""

    title: str
    number: str
    day: str
    pages: str
    state: StatusWord
    internal: bool
    url: str
    pdf_url: str
    docx_url: str
    record_url: str
    cited: bool = False
    """Whether it stands in the case that this one was split off from."""


@dataclass(frozen=True, slots=True)
class PaperCard(Part):
    """The papers of a case in the order in which they were made."""

    template: ClassVar[str] = "paper_card.html"
    lines: Sequence[PaperLine]


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """A case that has to do with this one; without an address it is another body's, or not open to the reader."""

    kind: str
    number: str
    url: str = ""
    text: str = ""
    word: StatusWord | None = None


@dataclass(frozen=True, slots=True)
class LinkCard(Part):
    """Linked cases, and what may be linked or opened from here."""

    template: ClassVar[str] = "link_card.html"
    lines: Sequence[LinkedCase]
    url: str = ""
    follow: Sequence[Act] = ()
