"""The records of a case: when it happened, when it was entered, what, who, and how it stands in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.part import Link, Part
from plumbline.apps.page_parts.words import SealMark, StatusWord

HATCH_STEP, HATCH_WIDTH = 26, 18
"""In thousandths of a bar."""


@dataclass(frozen=True, slots=True)
class RecordLine(Part):
    """One record. `late` tells by how much it was entered late; a corrected one stays, struck through."""

    template: ClassVar[str] = "record_line.html"
    drawn_once: ClassVar[bool] = True
    happened: str
    entered: str
    step: str
    text: str
    by: str
    seal: SealMark
    link: Link | None = None
    late: str = ""
    corrected_by: Link | None = None
    anchor: str = ""
    """Id in the page, for links from facts and proofs."""

    @property
    def late_word(self) -> StatusWord:
        return StatusWord(self.late, "soon")


@dataclass(frozen=True, slots=True)
class RecordTable(Part):
    """办理记录, newest first by when it happened."""

    template: ClassVar[str] = "record_table.html"
    lines: Sequence[RecordLine]
    total: int
    proof: Link | None = None
    """Where the evidence of all records is taken for checking elsewhere."""
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a recording's time, in thousandths of the whole act."""

    start: int
    length: int
    gap: bool = False

    def __post_init__(self) -> None:
        if self.start < 0 or self.length <= 0 or self.start + self.length > 1000:
            raise ValueError(f"stretch {self.start}+{self.length} lies outside 0–1000")

    @property
    def hatch(self) -> range:
        """Where the slanting lines of a gap begin."""
        return range(self.start, self.start + self.length - HATCH_WIDTH + 1, HATCH_STEP)


@dataclass(frozen=True, slots=True)
class RecordingLine:
    """One recording the act requires; without stretches it is not due yet."""

    name: str
    note: str
    word: StatusWord
    stretches: Sequence[Stretch] = ()
    spoken: str = ""
    """The bar in words: «09:31 至 09:45 缺 14 分钟»."""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class RecordingStrip(Part):
    """Recordings over the time of their acts: «应录 4 段，有 1 处缺口»."""

    template: ClassVar[str] = "recording_strip.html"
    summary: str
    lines: Sequence[RecordingLine]
