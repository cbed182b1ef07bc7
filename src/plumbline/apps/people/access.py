"""Every view says who may open it, `@requires(policy)`; what the policy does not give is refused before the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import get_script_prefix, get_urlconf, resolve, reverse

from plumbline.core.authority.access import Access, check_access, check_serves, may_access
from plumbline.core.authority.person import Person, Place


class Asked(Protocol):
    """What the middleware of this product adds to a request.

    `now` is an instant in microseconds, `today` the day in Shanghai; `person` is None where nobody is signed in.
    """

    now: int
    today: int
    person: Person | None


View = Callable[..., HttpResponseBase]
_READING = ("GET", "HEAD", "OPTIONS")
_View = TypeVar("_View", bound=View)


def requires(policy: Access, place: Callable[..., Place] | None = None) -> Callable[[_View], _View]:
    """Guards a view: the role first, then, with `place(request, **kwargs)`, the organ that the address names."""

    def guard(view: _View) -> _View:
        @wraps(view)
        def guarded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:
            asked = cast(Asked, request)
            check_access(asked.person, policy, None, asked.today)
            if request.method not in _READING and asked.person is not None and not policy.public:
                check_serves(asked.person, policy)
            if place is not None:
                check_access(asked.person, policy, place(request, **named), asked.today)
            return view(request, *given, **named)

        guarded.access = policy  # type: ignore[attr-defined]
        return cast(_View, guarded)

    return guard


def reaches(person: Person | None, url: str, place: Place | None, today: int) -> bool:
    """Whether the page at an address of this site lets the person in for what lies at `place`."""
    policy: Access | None = getattr(resolve(urlsplit(url).path).func, "access", None)
    return policy is None or may_access(person, policy, place, today)


def offered(page: str, asked: Asked, **address: object) -> str:
    """Where a page of another app is, if its own policy lets the person in; else empty: nothing is offered that would
    be refused.
    """
    url = str(reverse(page, kwargs=address))
    return url if reaches(asked.person, url, None, asked.today) else ""


def to_cases(asked: Asked) -> str:
    """Where the person's list of cases is: the desk's, or the matters in a guest's scope; empty for who has none."""
    for page in ("casework:cases", "casework:shared_cases"):
        url, policy = _standing(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), page)
        if policy is None or may_access(asked.person, policy, None, asked.today):
            return url
    return ""


@cache
def _standing(urlconf: str, _prefix: str, page: str) -> tuple[str, Access | None]:
    """A page without values in its address, and its policy: every page of a case asks for it."""
    url = str(reverse(page, urlconf))
    return url, getattr(resolve(urlsplit(url).path, urlconf).func, "access", None)
