"""The words of a yearly report: paragraphs that people write, with chips where a number stands.

    （一）主动公开政府信息。全年公开重点领域信息{key_area_items}条。

A chip names a figure, `{figure}`, a class of it, `{figure:class}`, or another year's, `{figure@2023}`. A paragraph that
begins with `# ` is a heading. What a figure comes to is told from outside: the text knows no number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

SECTIONS: Final = (
    ("measures", "一、主要举措和成效", "1. Measures and their effects"),
    (
        "first_responsible",
        "二、党政主要负责人履行推进法治建设第一责任人职责情况",
        "2. How the first responsible persons did their duty",
    ),
    ("shortcomings", "三、存在的不足和原因", "3. Shortcomings and their causes"),
    ("plans", "四、下一年度主要安排", "4. Plans for the next year"),
    ("other", "五、其他需要报告的情况", "5. Other matters"),
)
"""The sections of the report in their order, with Chinese and English titles (督察规定 §25)."""
REQUIRED: Final = ("measures", "first_responsible", "shortcomings", "plans")
"""Sections without which the report is not one."""

_CHIP: Final = re.compile(r"\{([a-z][a-z0-9_]*(?::[a-z0-9_]+)?)(?:@([12]\d{3}))?\}")
_HEADING: Final = "# "
MASK: Final = "▢"
"""What stands for a chip where a text is read for numbers that were typed."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Where a figure stands in the text; `year` is None for the year reported on."""

    figure: str
    year: int | None = None

    @property
    def key(self) -> str:
        """How fixed figures name it."""
        return self.figure if self.year is None else f"{self.figure}@{self.year}"

    @property
    def written(self) -> str:
        """As it stands in the text."""
        return f"{{{self.key}}}"


Piece: TypeAlias = str | Chip


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a heading, in pieces."""

    pieces: tuple[Piece, ...]
    heading: bool = False


def read_lines(words: str) -> tuple[Line, ...]:
    """The paragraphs of a section; empty ones go."""
    return tuple(_line(one.strip()) for one in words.splitlines() if one.strip())


def _line(text: str) -> Line:
    heading = text.startswith(_HEADING)
    return Line(tuple(_pieces(text.removeprefix(_HEADING))), heading)


def _pieces(text: str) -> Iterator[Piece]:
    last = 0
    for found in _CHIP.finditer(text):
        if found.start() > last:
            yield text[last : found.start()]
        yield Chip(found[1], int(found[2]) if found[2] else None)
        last = found.end()
    if last < len(text):
        yield text[last:]


def chips(words: str) -> list[Chip]:
    """The chips of a text in order, each once."""
    found = (piece for line in read_lines(words) for piece in line.pieces if isinstance(piece, Chip))
    return list(dict.fromkeys(found))


def plain(line: Line, number: Callable[[Chip], str]) -> str:
    """The words of a line with its numbers in place.

    >>> plain(_line("审查{reviews}件"), lambda chip: "656")
    '审查656件'
    """
    return "".join(piece if isinstance(piece, str) else number(piece) for piece in line.pieces)


def masked(words: str) -> str:
    """The text without its chips and with everything else where it was: what is a number here was typed."""
    return _CHIP.sub(lambda found: MASK * len(found[0]), words)
