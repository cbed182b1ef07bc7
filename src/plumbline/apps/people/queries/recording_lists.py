"""The organ's recording list, rows withdrawn since among them: an act is judged by the list of its day."""

from __future__ import annotations

from typing import Any

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.store import registers
from plumbline.apps.questions import Question
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import parse_day
from plumbline.core.recording.listed import ListedStep


def listed_steps(organ: str, procedure: str, step: str, day: int) -> tuple[ListedStep, ...]:
    """The rows in force on that day for a step, by number."""
    found = (_row(code, values) for code, values in _OF_ORGAN(organ))
    return tuple(one for one in found if one.holds(procedure, step, day))


_OF_ORGAN = Question(
    lambda organ: (
        registers.find("recording", Visible(organs=frozenset({organ})), "", {}, None)
        .order_by("code")
        .values_list("code", "values")
    )
)


def _row(code: str, values: dict[str, Any]) -> ListedStep:
    last = values.get("valid_until")
    kind = shelf().spans.get(str(values.get("recorded_span") or ""))
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
        kind.id if kind else "",
        kind.closes if kind else "",
    )
