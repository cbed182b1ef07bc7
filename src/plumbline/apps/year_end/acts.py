"""The acts that only the page of the year end does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from plumbline.apps.casework.own_pages import OPENING
from plumbline.core.indicators.closing import CUT_OFF

DESK: Final = "year_end"
PAGES: Final[Mapping[str, Sequence[str]]] = {
    "year_end:current": (OPENING,),
    "year_end:of_case": (CUT_OFF, "ask_notice", "publish_statistics", "finish_year"),
}
"""By page. A form of the packs would cut off with figures that were typed."""
