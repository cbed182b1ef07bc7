"""Who asks a page of exams, and what a refusal says on the page that follows."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest

from plumbline.apps.page_parts import formats
from plumbline.apps.people.access import Asked
from plumbline.apps.people.pages_language import told
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.moment import ZONE

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def person_of(request: Request) -> Person:
    """Who asks; a policy has seen to it that there is somebody."""
    assert request.person is not None
    return request.person


def tell(request: Request, error: PlumblineError) -> None:
    """What is wrong, on the page that follows."""
    messages.error(request, told(error))


def at(instant: int | None, today: int) -> str:
    """An instant in Shanghai as pages write it; «—» for none."""
    return "—" if instant is None else formats.moment(local(instant), date_of(today))


def local(instant: int) -> dt.datetime:
    """An instant in Shanghai."""
    return (_EPOCH + dt.timedelta(microseconds=instant)).astimezone(ZONE)
