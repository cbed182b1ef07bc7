"""A statute as a tree: 编、章、节、条、款、项、目, or 一、（六） where the instrument has no 条.

Nothing of the text is lost: `Statute.text()` gives back the file's visible lines character for character.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plumbline.core.law.citation import Place

Kind = Literal["part", "chapter", "section", "heading", "numbered", "article", "paragraph", "item", "subitem"]
DIVISIONS: tuple[Kind, ...] = ("part", "heading", "chapter", "section")
"""Kinds that only group; articles and numbered points are what is cited and amended."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One node: its printed label (第五十七条, （四）), own text, place, line in the file (1-based) and parts below.

    An article has no own text: its words are its paragraphs, of which the first shares the label's line.
    `indent` and `gap` are the white space before the label and between label and text.
    """

    kind: Kind
    place: Place
    label: str
    text: str
    line: int
    indent: str = ""
    gap: str = ""
    children: tuple[Provision, ...] = ()

    @property
    def joins_first_child(self) -> bool:
        """True for articles and numbered points: the first paragraph stands on the label's line."""
        return self.kind in ("article", "numbered")

    def lines(self) -> Iterator[str]:
        """The printed lines of this provision and all below it."""
        head = self.indent + self.label + self.gap + self.text
        rest = list(self.children)
        if self.joins_first_child and rest:
            first = list(rest.pop(0).lines())
            yield head + first[0]
            yield from first[1:]
        else:
            yield head
        for child in rest:
            yield from child.lines()

    def plain(self) -> str:
        """The printed text, lines joined by line feeds."""
        return "\n".join(self.lines())

    def walk(self) -> Iterator[Provision]:
        """This provision and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class FrontLine:
    """A visible line before the body: the title, a note on adoption, a preamble."""

    text: str
    line: int
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Statute:
    """One version of one instrument as read from its text.

    `adopted` is the date in the file's name or, failing that, the last date of the notes; `in_force_from` is
    what the text
    itself says (施行), None when it says nothing. The registry's dates, where there are any, go before both.
    """

    title: str
    front: tuple[FrontLine, ...]
    body: tuple[Provision, ...]
    adopted: dt.date | None = None
    in_force_from: dt.date | None = None

    def text(self) -> str:
        """Every visible line of the file without its markup, joined by line feeds."""
        lines = [line.text for line in self.front]
        for provision in self.body:
            lines.extend(provision.lines())
        return "\n".join(lines)

    def walk(self) -> Iterator[Provision]:
        """Every provision in the order of the text."""
        for provision in self.body:
            yield from provision.walk()

    @property
    def has_articles(self) -> bool:
        """False for instruments numbered 一、（一）."""
        return any(provision.kind == "article" for provision in self.walk())

    def units(self) -> Iterator[Provision]:
        """The articles; in an instrument without 条 the numbered points, and headings that have none."""
        if self.has_articles:
            yield from (provision for provision in self.walk() if provision.kind == "article")
            return
        for provision in self.walk():
            bare = provision.kind == "heading" and not any(c.kind == "numbered" for c in provision.children)
            if provision.kind == "numbered" or bare:
                yield provision

    def gaps(self) -> tuple[int, ...]:
        """Numbers missing or out of order in the run of articles (or numbered points): empty when it runs from 1."""
        numbers = [
            p.place.article or p.place.numbered for p in self.units() if p.kind in ("article", "numbered")
        ]
        numbers = [n for n, p in zip(numbers, self.units(), strict=False) if not p.place.inserted]
        expected = range(1, len(numbers) + 1)
        return tuple(want for want, have in zip(expected, numbers, strict=True) if want != have)

    def find(self, place: Place) -> Provision | None:
        """The provision at `place`, or None. `§64(3)` without 款 finds the first paragraph that has item 3."""
        for provision in self.walk():
            if provision.place == place:
                return provision
        if place.article:
            article = self._article(place)
            return _below(article, place) if article else None
        for provision in self.walk():
            there = provision.place
            if place.numbered and provision.kind == "numbered" and there.numbered == place.numbered:
                if place.heading in (0, there.heading):
                    return _below(provision, place)
            elif (
                (
                    place.section
                    and provision.kind == "section"
                    and _same(there, place, "part", "chapter", "section")
                )
                or (
                    not place.section
                    and provision.kind == "chapter"
                    and _same(there, place, "part", "chapter")
                )
                or (
                    not place.chapter and provision.kind == "part" and place.part and there.part == place.part
                )
            ):
                return provision
        return None

    def _article(self, place: Place) -> Provision | None:
        for provision in self.units():
            if provision.place.article_key == place.article_key:
                return provision
        return None


def _same(there: Place, place: Place, *names: str) -> bool:
    """Equal in the last of `names`, and in the earlier ones where `place` states them."""
    stated = [name for name in names if getattr(place, name)]
    if names[-1] not in stated:
        return False
    return all(getattr(there, name) == getattr(place, name) for name in stated)


def _below(unit: Provision, place: Place) -> Provision | None:
    """The paragraph, item or subitem of `unit` that `place` names; `unit` itself when it names none."""
    if not (place.paragraph or place.item or place.subitem):
        return unit
    for provision in unit.walk():
        there = provision.place
        fits = all(
            getattr(place, name) in (0, getattr(there, name)) for name in ("paragraph", "item", "subitem")
        )
        wanted: Kind = "subitem" if place.subitem else "item" if place.item else "paragraph"
        if fits and provision.kind == wanted:
            return provision
    return None
