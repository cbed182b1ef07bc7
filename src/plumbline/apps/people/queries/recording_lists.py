"""The organ's recording list, rows withdrawn since among them: an act is judged by the list of its day."""

from __future__ import annotations

from typing import Any

from plumbline.apps.people.store import registers
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import parse_day
from plumbline.core.recording.listed import ListedStep


def listed_steps(organ: str, procedure: str, step: str, day: int) -> tuple[ListedStep, ...]:
    """The rows in force on that day for a step, by number."""
    wanted = {"recorded_procedure": procedure, "recorded_step": step}
    rows = registers.find("recording", Visible(organs=frozenset({organ})), "", wanted, None)
    found = (_row(row.code, row.values) for row in rows.order_by("code"))
    return tuple(one for one in found if one.holds(procedure, step, day))


def _row(code: str, values: dict[str, Any]) -> ListedStep:
    last = values.get("valid_until")
    return ListedStep(
        code,
        str(values.get("list_version") or ""),
        str(values.get("recorded_procedure") or ""),
        str(values.get("recorded_step") or ""),
        str(values.get("means") or ""),
        str(values.get("starts_with") or ""),
        str(values.get("ends_with") or ""),
        parse_day(str(values["valid_from"])),
        parse_day(str(last)) if last else None,
    )
