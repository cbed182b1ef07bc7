"""What an address asks of the figures: year, organ, class and page; and the links that ask for it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from plumbline.apps.figures.policies import FIGURES
from plumbline.apps.figures.queries import year
from plumbline.apps.people.access import Asked
from plumbline.core.authority.access import Visible, visible
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.figure import Period

YEARS = 6
"""Years that can be picked, this one included."""


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """Year, organ and class, and which page of rows; of the list, words of a name and one table."""

    year: int
    organ: str = ""
    kind: str = ""
    page: int = 1
    text: str = ""
    table: str = ""

    @property
    def period(self) -> Period:
        """The days of the year."""
        return year(self.year)

    @property
    def question(self) -> str:
        """The address's question that asks for the same."""
        said = {"year": str(self.year), "organ": self.organ, "class": self.kind}
        said |= {"page": str(self.page)} if self.page > 1 else {}
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def figure_url(self, id: str) -> str:
        """Where a figure, or `figure:class`, opens."""
        name, _, kind = id.partition(":")
        return (
            str(reverse("figures:figure", kwargs={"figure": name}))
            + replace(self, kind=kind, page=1).question
        )


def read_asked(request: Request) -> FiguresAsked:
    """What the address asks for; what it cannot mean is left out."""
    given = request.GET
    number, page = given.get("year", ""), given.get("page", "1")
    return FiguresAsked(
        int(number) if number.isdecimal() and len(number) == 4 else this_year(request),
        given.get("organ", "")[:60],
        given.get("class", "")[:60],
        int(page) if page.isdecimal() and 0 < len(page) < 7 and int(page) else 1,
        given.get("q", "").strip()[:60],
        given.get("table", "")[:60],
    )


def this_year(request: Request) -> int:
    """The year of today."""
    return int(date_of(request.today).year)


def years(request: Request) -> Sequence[int]:
    """The years that can be picked, newest first."""
    last = this_year(request)
    return range(last, last - YEARS, -1)


def seen_by(request: Request) -> Visible:
    """What this reader may see."""
    return visible(person_of(request), FIGURES, request.today)


def person_of(request: Request) -> Person:
    """Who asks; the policy has let somebody in."""
    return cast(Person, request.person)
