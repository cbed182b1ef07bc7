"""What the job counted of a large district, as far as a reader may see it (decision 0042)."""

from __future__ import annotations

from typing import Any, Final

from plumbline.apps.questions import Question
from plumbline.apps.supervision.models import BoardCount
from plumbline.core.authority.access import Visible

WEEKS: Final = "weeks"
RULES: Final = "rules"
STATES: Final = "states"
"""Keys beside the periods of the board: breaches by week and by rule, findings by the tab of their list."""


def held_counts(what: Visible, key: str, today: int) -> tuple[list[tuple[str, dict[str, Any]]], int] | None:
    """What was counted today within reach, and when; None where nothing was: then it is counted now."""
    found = [row for row in _COUNTED(key) if row[2] == today]
    if not found:
        return None
    rows = [
        (organ, counts)
        for organ, division, _day, _at, counts in found
        if what.everything or organ in what.organs or division.startswith(tuple(what.divisions))
    ]
    return rows, found[0][3]


_COUNTED = Question(
    lambda key: (
        BoardCount.objects.filter(key=key)
        .order_by("id")
        .values_list("organ", "division", "day", "made_at", "counts")
    )
)
