"""What fills a cell of a table or stands alone between marks with a surname that many bear."""

from __future__ import annotations

import re
from typing import Final

from plumbline.core.disclosure.name_costs import DIVISIONS, is_plain_surname
from plumbline.core.disclosure.word_costs import word_costs

CELL_NAME: Final = 3
_ITEM_MARKS: Final = frozenset("、,;:。()|\n ")
_CELL_BEFORE: Final = re.compile(r"[ |]$|\n$")
_ROW_NUMBER: Final = re.compile(r"(?:^|\n) ?\d{1,3} ?[ |、.]{1,2}$")
"""The number of a row: in the cell behind it a name of two characters is told too."""
_CELL_AFTER: Final = re.compile(r"[ |\n]|$")


def fills_cell(text: str, start: int, end: int) -> bool:
    """Whether it fills a cell: three characters with a surname that many bear, or two behind the number of a row."""
    is_first = _ROW_NUMBER.search(text, max(0, start - 8), start) and text[start:end] not in word_costs()
    if not (end - start == CELL_NAME or (is_first and end - start == CELL_NAME - 1)):
        return False
    if text[end - 1] in DIVISIONS or not _CELL_BEFORE.search(text, max(0, start - 2), start):
        return False
    return bool(_CELL_AFTER.match(text, end)) and is_plain_surname(text[start])


def fills_marks(text: str, start: int, end: int) -> bool:
    """Whether it fills what stands between marks, with a surname that many bear."""
    marks = text[start - 1 : start], text[end : end + 1]
    return bool(start and marks[0] in _ITEM_MARKS and marks[1] in _ITEM_MARKS) and is_plain_surname(
        text[start]
    )
