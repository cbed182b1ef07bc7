"""A source and a delivery as everything that takes rows in knows them: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plumbline.core.cases.reserved import BROUGHT_ALONG

NOTICE: Final = "exchange.notice"
"""The task that tells a target; keys of its jobs begin so, and with the target's number."""

TAKING: Final = "exchange.take"
"""The task that takes in a file sent in the page."""
BEGINNING: Final = BROUGHT_ALONG
"""How the codes of sources begin by which an organ brings along what it has."""


def notices_of(target: int) -> str:
    """How the keys of a target's jobs begin."""
    return f"{NOTICE}:{target}:"


@dataclass(frozen=True, slots=True)
class Supplier:
    """A source: of which organ and division, in which layout (`own`, `mapped` or a layout's id) it supplies."""

    code: str
    title: str
    organ: str
    division: str
    layout: str
    mapping: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery in numbers."""

    delivery: int
    source: str
    via: str
    name: str
    received_at: int
    finished_at: int | None
    rows: int
    stored: int
    known: int
    quarantined: int
    left_out: int
    late: int
    lag: int
    differing: int
    breaches: int
    error_zh: str
    error_en: str
