"""What anybody may look up by a code that an officer showed: what the register says in public, nothing of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plumbline.apps.field import store
from plumbline.apps.people.queries.entries import certificates, entry, organ


@dataclass(frozen=True, slots=True)
class OfficerShown:
    """An officer as the register shows them; `valid`: a certificate counts today."""

    name: str
    organ: str
    certificate: str
    last_day: int | None
    valid: bool


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A number that was set aside for papers of the field."""

    kind: str
    organ: str
    state: Literal["open", "used", "void"]


def officer_shown(number: str, today: int) -> OfficerShown | None:
    """The officer of that number; None for nobody."""
    found = entry("officer", number)
    if found is None:
        return None
    held = [one for one in certificates(number) if not one.ended]
    last = held[-1] if held else None
    valid = any(span.from_day <= today <= span.to_day for one in held for span in one.spans)
    return OfficerShown(
        found.name,
        _organ(found.organ),
        last.number if last else "",
        last.last_day if last else None,
        valid,
    )


def paper_shown(number: str) -> PaperShown | None:
    """The number; None where it was never set aside."""
    row = store.number(number)
    if row is None:
        return None
    state: Literal["open", "used", "void"] = "open"
    if row.returned_at is not None:
        state = "void"
    elif row.case:
        state = "used"
    return PaperShown(row.kind, _organ(row.organ), state)


def _organ(code: str) -> str:
    known = organ(code)
    return known.name if known else code
