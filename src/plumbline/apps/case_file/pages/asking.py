"""What the pages of files share: who asks, where a file belongs, words for procedures and days, sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.access import Asked
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.people.sheets import XLSX, write_xlsx
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place_of(request: HttpRequest, case: str, **_more: object) -> Place:
    """Where the case of an address belongs."""
    return read_case(case).place


def person_of(request: Request) -> Person:
    """Who asks; the policy of the view has let nobody else through."""
    assert request.person is not None
    return request.person


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def day(number: int | None) -> str:
    """A day as lists write it; a dash where there is none."""
    return "—" if number is None else date_of(number).isoformat()


def procedure_name(code: str) -> str:
    """The name of a procedure; its id where no pack knows it."""
    if code not in shelf().procedures:
        return code
    known = shelf().docket(code).procedure
    return known.title if language() == "zh" else known.english


def procedures() -> list[tuple[str, str]]:
    """The procedures whose cases have files."""
    return [
        (code, procedure_name(code))
        for code in shelf().procedures
        if not code.startswith(("register.", "example."))
    ]


def organ_name(code: str) -> str:
    """The organ's name in the register; its number where it is not registered."""
    entry = organ_entry(code)
    return entry.name if entry else code


def sheet(name: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A workbook to be saved under this name."""
    return download(write_xlsx(titles, rows), name, XLSX)


def download(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to be saved under this name."""
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
