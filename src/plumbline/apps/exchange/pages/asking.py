"""What every page of the exchange asks of its request."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from plumbline.apps.exchange.queries import supplier
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.exchange.translating import procedures_taken
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.access import Asked
from plumbline.apps.people.queries.entries import every, organ
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.errors import Language, PlumblineError
from plumbline.core.ledger.moment import ZONE

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def told(error: PlumblineError) -> str:
    """What is wrong and what to do, in one line."""
    said, mend = error.message(language()), error.remedy(language())
    sign = "。" if language() == "zh" else "; "
    return f"{said}{sign}{mend}" if mend else said


def person_of(request: Request) -> Person:
    """Who asks; the policy of the view has let nobody else through."""
    assert request.person is not None
    return request.person


def place_of(request: HttpRequest, source: str, **_more: object) -> Place:
    """Where the source of an address belongs."""
    found = source_or_404(source)
    return Place(found.organ, found.division)


def source_or_404(code: str) -> Supplier:
    """The source of the address, open or closed."""
    found = supplier(code, closed=True)
    if found is None:
        raise Http404
    return found


def time_text(instant: int | None) -> str:
    """2026-10-12 09:20, or a dash."""
    if instant is None:
        return "—"
    return f"{(_EPOCH + dt.timedelta(microseconds=instant)).astimezone(ZONE):%Y-%m-%d %H:%M}"


def organ_name(code: str) -> str:
    """The organ's name, else its number."""
    entry = organ(code)
    return entry.name if entry is not None else code


def organs_in(seen: Visible) -> list[tuple[str, str]]:
    """Numbers and names of the organs within reach."""
    return [(one.code, one.name) for one in every("organ", seen, ended=False)]


def procedure_titles() -> list[tuple[str, str]]:
    """Procedures whose records may come in."""
    packs = shelf().packs
    found = [packs.procedure(one) for one in procedures_taken()]
    return [(one.id, one.title if language() == "zh" else one.english) for one in found]
