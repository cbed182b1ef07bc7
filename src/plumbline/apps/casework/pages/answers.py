"""What the pages of cases share: who asks, where a case belongs, small heads, and where an answer leads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import Asked, to_cases
from plumbline.core.authority.person import Person, Place


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place_of(request: HttpRequest, case: str, **_more: str) -> Place:
    """Where the case of an address belongs."""
    return file_of(request, case).place


def file_of(request: HttpRequest, case: str) -> CaseFile:
    """The case as this request found it: read once, for the question of access and for the view behind it.

    After a record was entered the view reads the case anew, by `read_case`.
    """
    known: CaseFile | None = getattr(request, "case_file", None)
    if known is None or known.history.opening.case != case:
        known = request.case_file = read_case(case)
    return known


def person_of(request: Request) -> Person:
    """Who asks; the policy of the view has let nobody else through."""
    assert request.person is not None
    return request.person


def small_head(request: Request, file: CaseFile, title: str) -> PageHead:
    """The head of a page that belongs to a case."""
    opening = file.history.opening
    address = url_of("casework:case", case=opening.case)
    return PageHead(
        title=title,
        path=(Link(_("Cases"), to_cases(request)), Link(opening.number, address), Link(title)),
    )


def to_case(request: Request, case: str, place: str = "") -> HttpResponse:
    """Back to the case page."""
    address = url_of("casework:case", case=case) + place
    if asks_for_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def asks_for_part(request: HttpRequest) -> bool:
    """Whether HTMX asks for a part of the page."""
    return bool(getattr(request, "htmx", False)) and not request.htmx.boosted


def not_found(request: Request, file: CaseFile, what: str) -> HttpResponse:
    """The case has nothing of that name."""
    told = {
        "message": _("The case {number} has nothing named “{what}”.").format(
            number=file.history.opening.number, what=what
        ),
        "remedy": _("Go back to the case."),
        "cases": to_cases(request),
    }
    return render(request, "casework/mistake.html", told, status=404)
