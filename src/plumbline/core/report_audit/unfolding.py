"""Lines of a printed page put together again into the paragraphs that they are.

A PDF knows lines and no paragraphs: «申请133» ends one, «件，其中» begins the next, and the number of the page stands
between two halves of a word. What a text says is asked of its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import east_asian_width

_FOLIO: Final = re.compile(
    r"\s*(?:[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4})\s*"
)
_HEADING: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百]{1,4}[章节条]|#"
)
_WORD: Final = re.compile(r"[A-Za-z0-9.,%]+|.")
"""What a line is not broken within."""
_HANGING: Final = "，。；：、！？）》”’%"
"""What does not begin a line."""
_ENDS: Final = "。！？"
_NARROWEST: Final = 36
"""Columns of a line of prose; what is narrower all through is a list or a table."""
_INDENT: Final = 4
"""Columns by which the first line of a paragraph is shorter."""
_SLACK: Final = 4
"""Columns that a line may lack though it is full: letters are no exact halves, and stops are not parted from words."""
_RAGGED: Final = 8
_SHARE: Final = 4
"""A line is as wide as prose is here where one in so many lines is."""


def unfolded(text: str) -> str:
    """The text with a paragraph a line and no numbers of pages; as it was where its lines are no lines of prose."""
    lines = [one.strip() for one in text.replace("\f", "\n").splitlines()]
    lines = [one for one in lines if one and not _FOLIO.fullmatch(one)]
    full = _full(lines)
    return "\n".join(_paragraphs(lines, full)) if full else "\n".join(lines)


def _full(lines: Sequence[str]) -> int:
    """How wide a full line is; 0 where there is no such width."""
    widths = sorted(map(_width, lines), reverse=True)
    for widest in widths:
        near = sum(widest - _RAGGED <= one <= widest for one in widths)
        if widest >= _NARROWEST and near >= 3 and near * _SHARE >= len(widths):
            return widest
    return 0


def _paragraphs(lines: Sequence[str], full: int) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        if held and not _goes_on(held[-1], line, full - (0 if held[1:] else _INDENT)):
            yield _joined(held)
            held = []
        held.append(line)
    if held:
        yield _joined(held)


def _joined(lines: Sequence[str]) -> str:
    """Between two words of Latin letters a space stood where the line ended."""
    return re.sub(r"(?<=[A-Za-z,.;])\n(?=[A-Za-z])", " ", "\n".join(lines)).replace("\n", "")


def _goes_on(line: str, following: str, full: int) -> bool:
    """Whether the paragraph goes on: no sentence ends, and the line had no room for what begins the next one."""
    if _HEADING.match(following) or line[-1] in _ENDS:
        return False
    word = _WORD.match(following)
    begins = word[0] if word else ""
    rest = following[len(begins) :]
    hanging = len(rest) - len(rest.lstrip(_HANGING))
    return _width(line) + _width(begins) + _width(rest[:hanging]) > full - _SLACK


def _width(text: str) -> int:
    """Columns: a Chinese character takes two."""
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in text)
