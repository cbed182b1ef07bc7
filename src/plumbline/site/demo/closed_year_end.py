"""The end of the closed year: cut off in January 2025, its statistics published, one inspection entered after that."""

from __future__ import annotations

from typing import Any, Final

from plumbline.apps.casework.closings import closing_of
from plumbline.apps.exchange.actions import deliver
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.year_end import actions
from plumbline.core.authority.person import Person
from plumbline.site.demo.closed_year import YEAR
from plumbline.site.demo.closed_year_enforcement import ORGANS, Enforcement
from plumbline.site.demo.closed_year_filling import source_of

_CUT_OFF, _PUBLISHED = f"{YEAR + 1}-01-10", f"{YEAR + 1}-01-27"
_LATE: Final = "late"


def close_year(office: Person, division: str, now: int, today: int) -> None:
    """Does it all; what is done is not done again."""
    sequence()
    if closing_of(YEAR, now=now) is None:
        told: dict[str, Any] = {"person": office, "number": YEAR, "now": now, "today": today}
        actions.cut_off(**told, reasons="", day=_CUT_OFF)
        actions.publish_statistics(**told, channel="区政府门户网站（演示）", day=_PUBLISHED)
    organ = ORGANS[0][0]
    deliver(source_of(organ, division, now), late_rows(organ), key=_LATE, now=now)


def late_rows(organ: str) -> list[dict[str, Any]]:
    """An inspection of the year that its organ sends after the year was closed."""
    of_one = [
        row
        for row in Enforcement(organ, share=20_000, breaks=False).rows()
        if str(row["case_id"]).startswith(f"{YEAR}-JC-")
    ]
    return [
        {
            **row,
            "case_id": f"{YEAR}-BL-1",
            "number": f"青应急BL〔{YEAR}〕1号",
            "title": "行政检查（年度截止后补录）",
        }
        for row in of_one
    ]
