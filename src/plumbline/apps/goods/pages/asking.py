"""What the pages of things and money share: who asks, where a case belongs, heads, answers to a stale page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.goods.case_reading import CaseRead, read_case
from plumbline.apps.page_parts.dialogs import Notice
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import Asked, to_cases
from plumbline.core.authority.person import Person, Place


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place_of(_request: HttpRequest, case: str, **_more: str) -> Place:
    """Where the case of an address belongs."""
    return read_case(case).place


def person_of(request: Request) -> Person:
    """Who asks; the policy of the view has let nobody else through."""
    assert request.person is not None
    return request.person


def case_address(case: str) -> str:
    """The page of things and money of a case."""
    return str(reverse("goods:case", kwargs={"case": case}))


def to_case(case: str, place: str = "") -> HttpResponse:
    """Back to the things and money of the case."""
    return HttpResponseRedirect(case_address(case) + place)


def head_of(
    request: Request, file: CaseRead, title: str, *, acts: tuple[Act, ...] = (), deeper: bool = True
) -> PageHead:
    """The head of a page that belongs to a case; `deeper` below the page of its things and money."""
    opening = file.history.opening
    path = [
        Link(_("Cases"), to_cases(request)),
        Link(opening.number, reverse("casework:case", kwargs={"case": opening.case})),
    ]
    if deeper:
        path.append(Link(_("Things and money"), case_address(opening.case)))
    return PageHead(title=title, path=(*path, Link(title)), acts=acts)


def stale() -> Notice:
    """Somebody else acted meanwhile: look, and send again."""
    text = _(
        "Somebody else made an entry in this case meanwhile. Look at what is there now, then send again."
    )
    return Notice(text, "soon", "alert-triangle", alert=True)
