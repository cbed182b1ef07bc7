"""What an app that keeps limits tells of each that runs; `REMINDED_OF` in the settings names the functions asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Due:
    """A running limit of an organ. `clock` tells it from every other of the case; people by the names records use."""

    case: str
    number: str
    organ: str
    division: str
    clock: str
    says_zh: str
    says_en: str
    """What must be done by then, in the words of the rule."""
    due_day: int
    handlers: tuple[str, ...]
    unit_heads: tuple[str, ...] = ()
    page: str = ""
    """Where it is done, as a path; empty for the page of the case."""
    personal: bool = False
    """A matter of the handlers alone: nobody above is told, and no head sees whether it was read. It has no organ."""
