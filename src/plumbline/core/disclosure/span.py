"""A place in a text that may hold something personal, and the same text as a detector reads it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


_POINT_IN_NAME: Final = re.compile(r"(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
"""A full-width point between characters, narrowed: some keyboards write the separator so."""
_POINT_AS_STOP: Final = re.compile(r"[\u4e00-\u9fff]\. *\n(?:[^。]*[\u4e00-\u9fff]\. *(?:\n|$)){2}")
"""In a text whose lines end with a point it ends sentences."""
_DOTS: Final = frozenset("•・‧∙⋅･・˙᛫⸱ꞏ●◦∘ᐧ⸳⦁▪⚫⚬･﹒․")
"""Dots that separate the parts of a name, beside the one that is usual."""
_BORDERS: Final = frozenset("│┃┆┇┊┋║∣￨❘❙❚")
"""Lines between the cells of a table, beside the one that is usual."""
_DASH: Final = re.compile("(?<=[0-9A-Za-z])[‐‑‒–—―−⁃﹘﹣](?=[0-9A-Za-z])")
"""Whatever stroke stands in a number, a plate, a code."""


class Kind(StrEnum):
    """What kind of thing a place holds; of a name never which kind of name."""

    NAME = "name"
    NUMBER = "number"
    """An identity document's number."""
    PHONE = "phone"
    ACCOUNT = "account"
    PLATE = "plate"
    CONTACT = "contact"
    """An address of mail or of a messenger."""
    ADDRESS = "address"
    OTHER = "other"
    """What a person marked without the detector."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text; `reason` is a key of `REASONS`."""

    start: int
    end: int
    kind: Kind
    reason: str

    def overlaps(self, other: Span) -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end


REASONS: Final[dict[str, tuple[str, str]]] = {
    "identity": (
        "公民身份号码（出生日期、校验码相符）",
        "a citizen's number: birth date and check character fit",
    ),
    "identity_like": (
        "像公民身份号码，校验码不符，可能录入有误",
        "looks like a citizen's number with a wrong check character",
    ),
    "old_identity": ("十五位居民身份证号", "a citizen's number of fifteen digits"),
    "document": ("证件号码", "the number of an identity document"),
    "mobile": ("手机号码", "a mobile number"),
    "landline": ("固定电话号码", "a landline number"),
    "card": ("银行卡号（校验位相符）", "a bank card number: its check digit fits"),
    "account": ("账户号码", "an account number"),
    "long_number": ("用途不明的长号码", "a long number of unknown use"),
    "plate": ("机动车号牌", "a number plate"),
    "mail": ("电子邮箱", "a mail address"),
    "messenger": ("社交账号", "a messenger account"),
    "named": ("称谓之后的姓名", "a name after a word for a person"),
    "spoken_of": ("所述行为之前的姓名", "a name before what somebody did"),
    "dotted": ("带间隔号的姓名", "a name with the separator dot"),
    "long": ("由译音用字组成的长姓名", "a long name of characters that write down sounds"),
    "likely": ("由姓氏和取名常用字组成", "a surname and characters of given names"),
    "listed": ("与其他姓名并列", "in a row with other names"),
    "again": ("前后文已经认出的姓名", "a name found elsewhere in the text"),
    "minor": ("未成年人的姓名，依法不得公开", "the name of a minor, never published"),
    "home": ("自然人的住址", "where a person lives"),
    "door": ("住所的门牌号", "the door number of an address"),
    "by_hand": ("人工标注", "marked by hand"),
    "field": ("案件登记的个人信息", "personal data of the case's register"),
}
"""Why a place is proposed, in both languages; `listed` and `again` stand in marks that were written before 0052."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with full-width characters narrowed and unseen ones dropped, and where each character came from."""

    text: str
    origin: tuple[int, ...]
    tabs: frozenset[int] = frozenset()
    """Where a tab stands for the border of two cells; a space is read there."""

    def span(self, start: int, end: int, kind: Kind, reason: str) -> Span:
        """The place in the original text."""
        return Span(self.origin[start], self.origin[end - 1] + 1, kind, reason)

    def without(self, places: Set[int]) -> Plain:
        """The same text with the characters at these places left out."""
        if not places:
            return self
        kept = [place for place in range(len(self.text)) if place not in places]
        tabs = (
            frozenset(at for at, place in enumerate(kept) if place in self.tabs) if self.tabs else self.tabs
        )
        return Plain(
            "".join(map(self.text.__getitem__, kept)), tuple(map(self.origin.__getitem__, kept)), tabs
        )


def plain(original: str) -> Plain:
    """The text as a detector reads it; every character of it stands for one of the original."""
    kept = [(place, _narrow(one)) for place, one in enumerate(original) if one not in _UNSEEN]
    text = _DASH.sub("-", "".join(one for _place, one in kept))
    if "．" in original or not _POINT_AS_STOP.search(text):
        text = _POINT_IN_NAME.sub("·", text)
    tabs = frozenset(at for at, (place, _one) in enumerate(kept) if original[place] == "\t")
    return Plain(text, tuple(place for place, _one in kept), tabs)


def _narrow(one: str) -> str:
    if one.isspace():
        return "\n" if one in "\n\r\u2028\u2029" else " "
    if one in _DOTS:
        return "·"
    if one in _BORDERS:
        return "|"
    narrow = unicodedata.normalize("NFKC", one)
    if len(narrow) != 1:
        return one
    if narrow in _DOTS:
        return "·"
    return str(unicodedata.digit(narrow)) if narrow.isdigit() and narrow not in "0123456789" else narrow


def settled(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order without overlaps: of two that overlap the longer stays whole, the one named first on a draw.

    What the other covers beside it stays as a span of its own: nothing that a rule found is lost.
    """
    kept: list[Span] = []  # in their order
    for one in sorted(spans, key=lambda each: each.start - each.end):
        for piece in list(_beside(one, kept)):
            insort(kept, piece)
    yield from kept


def _beside(one: Span, kept: Sequence[Span]) -> Iterator[Span]:
    """What of a span lies outside all of those that are kept."""
    at, begin = max(0, bisect_right(kept, one.start, key=_start) - 1), one.start
    while at < len(kept) and kept[at].start < one.end:
        if begin < kept[at].start:
            yield Span(begin, kept[at].start, one.kind, one.reason)
        begin, at = max(begin, kept[at].end), at + 1
    if begin < one.end:
        yield Span(begin, one.end, one.kind, one.reason)


def _start(one: Span) -> int:
    return one.start
