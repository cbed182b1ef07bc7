"""Findings and warnings: level (违反, 将违反, 待判定), organ, sentence, due or over, one next act. Nobody is ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.part import Act, Link, Part
from plumbline.apps.page_parts.words import StatusWord


@dataclass(frozen=True, slots=True)
class FindingLine:
    word: StatusWord
    organ: str
    sentence: str
    case: Link
    article: str
    when: str
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class FindingTable(Part):
    template: ClassVar[str] = "finding_table.html"
    caption: str
    lines: Sequence[FindingLine]
    shows_organ: bool = True
