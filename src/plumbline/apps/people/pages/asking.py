"""What every page of this app asks of its request."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.urls import reverse

from plumbline.apps.people.access import Asked
from plumbline.apps.people.queries import EntryView, entry
from plumbline.core.authority.person import Person, Place


def asked_of(request: HttpRequest) -> Asked:
    """The request as the middleware made it."""
    return cast(Asked, request)


def person_of(request: HttpRequest) -> Person:
    """Who acts; the guard of the view has made sure that there is somebody."""
    person = asked_of(request).person
    assert person is not None
    return person


def entry_or_404(register: str, code: str) -> EntryView:
    """The entry of the address."""
    if (found := entry(register, code)) is None:
        raise Http404
    return found


def place_of(request: HttpRequest, register: str, code: str) -> Place:
    """Where the entry of the address belongs."""
    found = entry_or_404(register, code)
    return Place(found.organ, found.division)


def address(register: str, page: str, *given: object) -> str:
    """The address of a page of a register."""
    return str(reverse(f"people:{register}_{page}", args=given))
