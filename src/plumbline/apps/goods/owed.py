"""Money owed, as a list: what is asked for, a line with the surcharge of today, one page of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

State = Literal["owed", "overdue", "parts", "settled", "all"]
STATES: Final[tuple[State, ...]] = ("owed", "overdue", "parts", "settled", "all")
Order = Literal["due", "-due", "left", "-left", "number", "-number"]
ORDERS: Final[tuple[Order, ...]] = ("due", "-due", "left", "-left", "number", "-number")


@dataclass(frozen=True, slots=True)
class OwedAsked:
    """What of the money is asked for."""

    state: State = "owed"
    text: str = ""
    order: Order = "due"
    page: int = 1


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A case with a fine. `surcharge` is what accrued until today, owed only where it was charged."""

    case: str
    number: str
    fine: Decimal
    paid: Decimal
    left: Decimal
    surcharge: Decimal
    charged: bool
    owed: Decimal
    due_day: int | None
    in_parts: bool
    is_left: bool


@dataclass(frozen=True, slots=True)
class OwedList:
    """One page; `left` is what is left of the fines of all lines, not of this page alone."""

    lines: tuple[OwedLine, ...]
    total: int
    left: Decimal
    page: int


def pages(asked: OwedAsked) -> Iterator[OwedAsked]:
    """The same question for page after page."""
    page = 1
    while True:
        yield replace(asked, page=page)
        page += 1
