"""What these pages share: who asks, where a plan belongs, how a refusal is told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.enterprise.queries import place_of_plan, place_of_visit
from plumbline.apps.people.access import Asked
from plumbline.core.authority.person import Person, Place
from plumbline.core.errors import PlumblineError


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place(request: HttpRequest, organ: str, **_named: object) -> Place:
    """Where the plan of an address belongs."""
    return place_of_plan(organ)


def visit_place(request: HttpRequest, visit: str) -> Place:
    """Where the visit of an address belongs."""
    return place_of_visit(visit)


def person_of(request: Request) -> Person:
    """Who asks; a policy has seen to it that there is somebody."""
    assert request.person is not None
    return request.person


def tell(request: Request, error: PlumblineError) -> None:
    """What is wrong, on the page that follows."""
    messages.error(request, said(error))


def said(error: PlumblineError) -> str:
    """What is wrong and what to do."""
    return error.in_sentences(language())
