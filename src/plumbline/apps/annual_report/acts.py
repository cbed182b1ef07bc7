"""The acts that only the report's own pages do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from plumbline.apps.casework.own_pages import OPENING

DESK: Final = "annual_report"
PARTS: Final = ("remind", "receive", "return_part", "part_published")
"""What can be noted of a unit's part."""
PAGES: Final[Mapping[str, Sequence[str]]] = {
    "annual_report:list": (OPENING,),
    "annual_report:read": ("end_year", "write", "comment", "settle_comment", "fix_figures"),
    "annual_report:units": ("ask", *PARTS),
}
"""By page. A form that writes `fix_figures` would hold no figure."""
