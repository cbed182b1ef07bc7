"""A citation of law as a value: which instrument, which place in it, printed one way.

Short form `处罚法 §57 ¶1(4)`, full Chinese form `行政处罚法第五十七条第一款第四项` (立法技术规范:
编、章、节、条、款、项、目).
Instruments without 条 are cited by their headings: `118号 (六)`, `27号基准 一(二)`.

Errors: `BadRange`, `NothingBefore` (tree in `errors`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import total_ordering
from typing import Literal

from plumbline.core.law.errors import BadRange, NothingBefore
from plumbline.core.law.numerals import write_numeral

RelativeUnit = Literal["article", "paragraph", "item"]
SELF = ""
"""Instrument of a citation that means the text it stands in (本法, 本条例)."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place inside an instrument; 0 means «not stated». Ordered as the places stand in a text.

    `heading` and `numbered` are 一、 and （六） of instruments without 条; `inserted` is n of 第…条之n.
    """

    heading: int = 0
    numbered: int = 0
    part: int = 0
    chapter: int = 0
    section: int = 0
    article: int = 0
    inserted: int = 0
    paragraph: int = 0
    item: int = 0
    subitem: int = 0

    @property
    def whole(self) -> bool:
        """True when no place is stated: the instrument as a whole."""
        return self == _NOWHERE

    @property
    def article_key(self) -> tuple[int, int]:
        """Article and 之n."""
        return self.article, self.inserted

    def short(self) -> str:
        """`§57 ¶1(4)`, `(六)`, `一(二)`, `ch. 3`; empty for the whole instrument."""
        words = [f"{mark} {n}" for mark, n in _divisions(self, "pt.", "ch.", "sec.") if n]
        heading = write_numeral(self.heading) if self.heading else ""
        heading += f"({write_numeral(self.numbered)})" if self.numbered else ""
        if heading:
            words.append(heading)
        if self.article:
            words.append(f"§{self.article}" + (f"之{write_numeral(self.inserted)}" if self.inserted else ""))
        tail = self.tail()
        return " ".join(words) + (" " + tail if tail.startswith("¶") and words else tail)

    def brief(self) -> str:
        """第57条第1款第4项 in figures, as tables of a page write it; other places as `chinese`."""
        if not self.article:
            return self.chinese()
        text = f"第{self.article}条" + (f"之{write_numeral(self.inserted)}" if self.inserted else "")
        below = ((self.paragraph, "第{}款"), (self.item, "第{}项"), (self.subitem, "第{}目"))
        return text + "".join(words.format(n) for n, words in below if n)

    def tail(self) -> str:
        """The part below the article: `¶1(4)`, `(4)[2]`."""
        text = f"¶{self.paragraph}" if self.paragraph else ""
        text += f"({self.item})" if self.item else ""
        return text + (f"[{self.subitem}]" if self.subitem else "")

    def chinese(self) -> str:
        """第五十七条第一款第四项, 第三章, 第一部分（二）, （六）."""
        text = "".join(f"第{write_numeral(n)}{mark}" for mark, n in _divisions(self, "编", "章", "节") if n)
        text += f"第{write_numeral(self.heading)}部分" if self.heading else ""
        text += f"（{write_numeral(self.numbered)}）" if self.numbered else ""
        if self.article:
            text += f"第{write_numeral(self.article)}条"
            text += f"之{write_numeral(self.inserted)}" if self.inserted else ""
        below = (("款", self.paragraph), ("项", self.item), ("目", self.subitem))
        return text + "".join(f"第{write_numeral(n)}{mark}" for mark, n in below if n)


_NOWHERE = Place()


def _divisions(place: Place, *marks: str) -> tuple[tuple[str, int], ...]:
    return tuple(zip(marks, (place.part, place.chapter, place.section), strict=True))


@dataclass(frozen=True, slots=True)
class Relative:
    """前款, 前两款, 前条, 本条: `back` units before the place where the words stand (0: the very one)."""

    unit: RelativeUnit
    back: int

    def chinese(self) -> str:
        """前款, 前两款, 本条."""
        mark = {"article": "条", "paragraph": "款", "item": "项"}[self.unit]
        if self.back == 0:
            return f"本{mark}"
        count = "" if self.back == 1 else "两" if self.back == 2 else write_numeral(self.back)
        return f"前{count}{mark}"


@total_ordering
@dataclass(frozen=True, slots=True)
class Citation:
    """One cited place, or the range from `place` to `until` (both included), of one instrument.

    `instrument` is the name as written until a registry replaces it by its key; `SELF` means 本法.
    A `relative` citation (前款) has its inner part (item) in `place` and needs `resolve`.
    """

    instrument: str
    place: Place = Place()
    until: Place | None = None
    relative: Relative | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.place:
            raise BadRange(text=self.short(), position=0)

    def __lt__(self, other: Citation) -> bool:
        return self._key() < other._key()

    def _key(self) -> tuple[str, Place, Place, str]:
        far = self.until or self.place
        return self.instrument, self.place, far, self.relative.chinese() if self.relative else ""

    def __str__(self) -> str:
        return self.short()

    def short(self) -> str:
        """`处罚法 §57 ¶1(4)`, `处罚法 §54-§62`, `118号 (六)`; 前款 and 本法 keep their Chinese words."""
        if self.relative:
            return (
                (self.instrument + " " if self.instrument else "")
                + self.relative.chinese()
                + self.place.tail()
            )
        text = self.place.short()
        if self.until is not None:
            same_article = self.until.article_key == self.place.article_key and self.until.article
            far = _without_shared_units(self.place, self.until) if same_article else self.until
            text += "-" + (far.tail() if same_article else far.short())
        return f"{self.instrument or '本法'} {text}".rstrip()

    def chinese(self, full_name: Callable[[str], str] | None = None) -> str:
        """Full Chinese form; `full_name` turns a key into the instrument's full name (given in 《》)."""
        name = self.instrument or "本法"
        if full_name is not None and self.instrument:
            name = f"《{full_name(self.instrument)}》"
        if self.relative:
            return (name if self.instrument else "") + self.relative.chinese() + self.place.chinese()
        text = name + self.place.chinese()
        if self.until is None:
            return text
        same = self.until.article_key == self.place.article_key and self.until.article
        return text + "至" + (_without_shared_units(self.place, self.until) if same else self.until).chinese()

    def brief(self) -> str:
        """Short Chinese form for a table: 处罚法第58条第1款, 处罚法第54条至第62条."""
        if self.relative:
            return self.chinese()
        text = (self.instrument or "本法") + self.place.brief()
        if self.until is None:
            return text
        same = self.until.article_key == self.place.article_key and self.until.article
        return text + "至" + (_without_shared_units(self.place, self.until) if same else self.until).brief()

    def covers(self, place: Place) -> bool:
        """True when `place` (for example an article) lies in the cited place or range, or holds it."""
        if self.place.whole:
            return True
        far = self.until or self.place
        if place.article and (self.place.article or far.article):
            low, high = (self.place.article, self.place.inserted), (far.article, far.inserted)
            return low <= (place.article, place.inserted) <= high
        if place.numbered and self.place.numbered:
            return self.place.numbered <= place.numbered <= far.numbered
        return bool(place.heading) and self.place.heading <= place.heading <= far.heading

    def resolve(self, standing_at: Citation) -> Citation:
        """The absolute citation meant by a relative one that stands at `standing_at`.

        Raises `NothingBefore` when there is nothing before (前款 in the first paragraph).
        """
        instrument = self.instrument or standing_at.instrument
        if self.relative is None:
            return replace(self, instrument=instrument)
        here, unit, back = standing_at.place, self.relative.unit, self.relative.back
        base = {
            "article": replace(here, paragraph=0, item=0, subitem=0),
            "paragraph": replace(here, paragraph=here.paragraph or 1, item=0, subitem=0),
            "item": replace(here, subitem=0),
        }[unit]
        number = getattr(base, unit)
        if back >= number and back > 0:
            raise NothingBefore(text=self.relative.chinese(), position=0, at=standing_at.short())
        inner = {name: getattr(self.place, name) for name in ("paragraph", "item", "subitem")}
        stated = {name: n for name, n in inner.items() if n}
        first = replace(base, **{unit: number - back}, **stated)
        if back > 1:
            return Citation(instrument, first, replace(base, **{unit: number - 1}))
        until = None
        if self.until is not None:
            far = {name: getattr(self.until, name) for name in ("paragraph", "item", "subitem")}
            until = replace(first, **{name: n for name, n in far.items() if n})
        return Citation(instrument, first, until)


def _without_shared_units(start: Place, end: Place) -> Place:
    """`end` of a range without the 条 and 款 it shares with `start`: 第一款第三项至第五项."""
    shared = end.item and end.paragraph == start.paragraph
    return replace(end, article=0, inserted=0, paragraph=0 if shared else end.paragraph)
