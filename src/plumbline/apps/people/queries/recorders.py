"""The recorders of an organ, and what their clocks were off when they were last handed over."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.people.store import registers
from plumbline.core.authority.access import Visible


@dataclass(frozen=True, slots=True)
class Recorder:
    """A recorder in use; `seconds_ahead` as last compared, None where it never was."""

    number: str
    name: str
    seconds_ahead: int | None


def recorders_of(organ: str) -> tuple[Recorder, ...]:
    """Those in use, by number."""
    rows = registers.find("recorder", Visible(organs=frozenset({organ})), "", {}, False)
    return tuple(
        Recorder(row.code, row.name, None if (off := row.values.get("clock_off")) is None else int(off))
        for row in rows.order_by("code")
    )
