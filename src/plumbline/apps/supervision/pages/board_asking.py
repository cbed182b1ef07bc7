"""What an address asks of the board: the period, the organ; and the links that ask for it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest

from plumbline.apps.supervision.periods import PERIODS, days_of, period_of, soon_after
from plumbline.apps.supervision.queries.board import Scope, scope_of
from plumbline.core.authority.person import Person

USUAL: Final = "month"


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """Period and organ, as the address says."""

    period: str = USUAL
    organ: str = ""

    @property
    def question(self) -> str:
        """The address's question that asks for the same."""
        said = {"period": self.period, "organ": self.organ}
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def of(self, organ: str) -> BoardAsked:
        """The same of one organ."""
        return replace(self, organ=organ)


def read_board(request: HttpRequest) -> BoardAsked:
    """What the address asks for; what it cannot mean is left out."""
    period = request.GET.get("period", USUAL)
    return BoardAsked(period if period in PERIODS else USUAL, request.GET.get("organ", "")[:60])


def scope_asked(person: Person, asked: BoardAsked, today: int) -> Scope:
    """The scope that a reader asks for."""
    first, last = days_of(asked.period, today)
    return scope_of(person, period_of(first, last), today, soon_after(today), asked.organ)
