"""A case file as data: which papers stand in which volume, in which order, on which pages.

The order is that of the packs (`order` of each kind), within one order that of the days. Pages are counted through the
papers of a volume from 1; cover, list and the sheet at the end bear no number. Main and internal volume are two files;
nothing of the internal one is named in the main one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.core.procedures.document_kind import Volume
from plumbline.core.reports.chinese_forms import chinese_date


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper of a file. `order` is that of its kind, or of the paper that it goes with; `pages` what was counted."""

    title: str
    volume: Volume
    order: int
    day: dt.date | None
    pages: int
    number: str = ""
    author: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of papers 卷内文件目录."""

    place: int
    entry: PaperEntry
    first: int
    last: int

    @property
    def pages_text(self) -> str:
        """`3` or `3-7`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def day_text(self) -> str:
        """The day as documents write it; empty where unknown."""
        return chinese_date(self.entry.day) if self.entry.day else ""


def in_order(entries: Sequence[PaperEntry], volume: Volume) -> list[int]:
    """Places (in `entries`) of the papers of a volume, in the order of the file; undated ones come last."""
    chosen = [place for place, entry in enumerate(entries) if entry.volume is volume]
    return sorted(
        chosen, key=lambda p: (entries[p].order, entries[p].day is None, entries[p].day or dt.date.min, p)
    )


def listed(entries: Sequence[PaperEntry]) -> tuple[Listed, ...]:
    """The list of papers of one volume, which stand in their order already."""
    lines, page = [], 0
    for place, entry in enumerate(entries, 1):
        lines.append(Listed(place, entry, page + 1, page + entry.pages))
        page += entry.pages
    return tuple(lines)
