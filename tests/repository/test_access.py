"""Every view of the URL table says who may open it; a view without a policy is an open door nobody decided on."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from plumbline.apps.people.access import requires
from plumbline.core.authority.access import Access, public


def views_of(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every (address, view) under these patterns."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views_of(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def without_policy(patterns: list[Any]) -> list[str]:
    return [
        address
        for address, view in views_of(patterns)
        if not isinstance(getattr(view, "access", None), Access)
    ]


def test_every_view_carries_a_policy() -> None:
    assert without_policy(get_resolver().url_patterns) == []


def test_the_walk_sees_a_view_without_one() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    guarded = requires(public("首页", "home"))(bare)
    assert without_policy([path("a/", bare), path("b/", guarded)]) == ["a/"]
