"""What these pages share: who asks, which report, how a refusal is told."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from plumbline.apps.annual_report.errors import NoSuchReport
from plumbline.apps.annual_report.policies import REPORT_READ, REPORT_WRITE
from plumbline.apps.annual_report.queries import HeldReport, held_report, place_of
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.people.access import Asked
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.people.queries.entries import entry
from plumbline.core.authority.access import Visible, may_access, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.errors import ActRefused
from plumbline.core.errors import PlumblineError


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place(request: HttpRequest, case: str, **_named: object) -> Place:
    """Where the report of an address belongs."""
    try:
        return place_of(case)
    except NoSuchReport:
        raise Http404 from None


def report_of(case: str) -> HeldReport:
    """The report of an address; another case is not found here."""
    try:
        return held_report(case)
    except NoSuchReport:
        raise Http404 from None


def person_of(request: Request) -> Person:
    """Who asks; the policy has let somebody in."""
    return cast(Person, request.person)


def seen_by(request: Request) -> Visible:
    """What figures may count for this reader: what the report may see."""
    return visible(person_of(request), REPORT_READ, request.today)


def may_write(request: Request, held: HeldReport) -> bool:
    """Whether this reader writes the report."""
    return may_access(request.person, REPORT_WRITE, held.file.place, request.today)


def title_of(held: HeldReport) -> str:
    """The report's whole title."""
    return f"{body_of(held)}{held.report.title}"


def body_of(held: HeldReport) -> str:
    """Whose report it is: of a government by the name of its place, of a department by its own."""
    return signer_of(held).removesuffix("人民政府")


def signer_of(held: HeldReport) -> str:
    """Who signs: the government, or the department itself."""
    kept = entry("organ", held.organ)
    government = str(kept.values.get("review_organ") or "") if kept else ""
    if held.report.body == "government" and government:
        return government
    return organ_names([held.organ]).get(held.organ, held.organ)


def url_of(name: str, held: HeldReport, **more: str) -> str:
    """An address of the report."""
    return str(reverse(f"annual_report:{name}", kwargs={"case": held.report.case, **more}))


def section_title(one: tuple[str, str, str]) -> str:
    """A section's title in the reader's language."""
    return one[2] if language() == "en" else one[1]


def tell(request: Request, error: PlumblineError) -> None:
    """What is wrong, on the page that follows: of a refusal every reason, with its article."""
    messages.error(request, said(error))


def said(error: PlumblineError) -> str:
    """What is wrong and what to do."""
    spoken = language()
    if isinstance(error, ActRefused):
        shelved = shelf()
        told = [
            (one.says(spoken), formats.listed(shelved.written(basis) for basis in one.basis))
            for one in error.reasons
        ]
        return "；".join(f"{text}（{basis}）" if basis else text for text, basis in told)
    return f"{error.message(spoken)}。{error.remedy(spoken) or ''}"
