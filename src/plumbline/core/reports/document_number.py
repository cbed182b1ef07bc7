"""Document numbers 文号: 青市监罚〔2026〕12号. Written one way, read in every way that is met.

Numbers run without a gap for each organ, kind and year; a voided one stays used. What keeps the series stands outside
the core.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from plumbline.core.reports.document_errors import BadNumber, NotANumber

StyleFault = Literal["brackets", "word_di", "leading_zeros", "spaces", "no_hao"]
"""What GB/T 9704 would write differently; a finding of style, never an error."""

_WORD: Final = re.compile(r"[^\s\d〔〕\[\]［］【】()（）{}<>]{1,20}")
_WRITTEN: Final = re.compile(
    r"(?P<word>.*?)\s*(?P<open>[〔\[［【(（])(?P<year>\d{4})(?P<close>[〕\]］】)）])"
    r"\s*(?P<di>第?)\s*(?P<n>\d{1,15})\s*(?P<hao>号?)"
)


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """The `n`-th document of a series in a year. `authority` is the organ's word 机关代字, `series` the kind's word."""

    authority: str
    series: str
    year: int
    n: int

    def __post_init__(self) -> None:
        words = all(_WORD.fullmatch(word) for word in (self.authority, self.series))
        if not (words and 1949 <= self.year <= 9999 and self.n >= 1):
            raise BadNumber(authority=self.authority, series=self.series, year=self.year, n=self.n)

    def __str__(self) -> str:
        return f"{self.authority}{self.series}〔{self.year}〕{self.n}号"


class ReadNumber(NamedTuple):
    """A number as it was met: the words before the bracket, year, number, and how its style departs from the rule."""

    words: str
    year: int
    n: int
    style: tuple[StyleFault, ...]


def read_number(text: str) -> ReadNumber:
    """Read a number in any bracket; `NotANumber` when it is none.

    >>> read_number("穗环法罚【2019】第050号").style
    ('brackets', 'word_di', 'leading_zeros')
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or not match["word"] or int(match["n"]) == 0:
        raise NotANumber(text=text)
    faults: list[tuple[bool, StyleFault]] = [
        ((match["open"], match["close"]) != ("〔", "〕"), "brackets"),
        (bool(match["di"]), "word_di"),
        (match["n"].startswith("0"), "leading_zeros"),
        (any(character.isspace() for character in text.strip()), "spaces"),
        (not match["hao"], "no_hao"),
    ]
    style = tuple(name for wrong, name in faults if wrong)
    return ReadNumber(match["word"], int(match["year"]), int(match["n"]), style)
