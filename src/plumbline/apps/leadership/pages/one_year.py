"""A page about one year: the year asked for, and its part alone where that is what the browser asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.lists import Pick
from plumbline.apps.people.access import Asked
from plumbline.core.clocks.civil import date_of

_YEARS = 4
"""Years that can be chosen: this one and those before it."""


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def year_asked(request: Request) -> tuple[int, Pick]:
    """The year of the address, this one where it names none that can be chosen; and the filter that chooses it."""
    this = date_of(request.today).year
    years = [str(one) for one in range(this, this - _YEARS, -1)]
    asked = request.GET.get("year", "")
    chosen = asked if asked in years else years[0]
    return int(chosen), Pick("year", _("Year"), [(one, one) for one in years], chosen)


def drawn(request: Request, name: str, values: dict[str, Any]) -> HttpResponse:
    """The page, or its part."""
    htmx = getattr(request, "htmx", None)
    part = htmx and not htmx.boosted
    return render(request, name.replace(".html", "_part.html") if part else name, values)
