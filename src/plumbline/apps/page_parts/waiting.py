"""What waits for somebody in person beside cases, as an app tells it; `WAITS_FOR` in the settings names those asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the page «my work»: what it is called, with the address where it is done, and what is to be done."""

    name: str
    what: str
    url: str
