"""What every page of the portal shares: its language stands in its address, nothing of its reader enters it.

Addresses of the Chinese pages lie under `public/`, those of the English ones under `public/en/`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from plumbline.apps.people.access import Asked, requires
from plumbline.apps.public_portal.policies import PORTAL
from plumbline.core.errors import Language

FRESH = 300
"""Seconds for which a copy of a page may be shown without asking."""
_DJANGO = {"zh": "zh-hans", "en": "en"}


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


View = Callable[..., HttpResponse]


def portal_page(view: View) -> View:
    """A page for everybody, in the language of its address, with an ETag."""

    @require_safe
    @conditional_page
    @requires(PORTAL)
    @wraps(view)
    def page(request: HttpRequest, language: Language, **named: Any) -> HttpResponse:
        with translation.override(_DJANGO[language]):
            answer = view(request, language, **named)
        answer.headers.setdefault("Content-Language", _DJANGO[language])
        patch_cache_control(answer, public=True, max_age=FRESH)
        return answer

    return page  # type: ignore[no-any-return]


def service_page(view: View) -> View:
    """A page with a form for everybody: never kept anywhere. No login stands behind it, so nothing can be done in
    anybody's name; the form carries a signed token of its own instead of a cookie.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(PORTAL)
    @wraps(view)
    def page(request: Request, language: Language, **named: Any) -> HttpResponse:
        with translation.override(_DJANGO[language]):
            answer = view(request, language, **named)
        answer.headers.setdefault("Content-Language", _DJANGO[language])
        answer.headers["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(answer)
        return answer

    return page  # type: ignore[no-any-return]


def to(name: str, language: Language, **named: Any) -> str:
    """The address of a page of the portal."""
    return str(reverse(f"public_portal:{name}", kwargs={"language": language, **named}))


def is_apart(request: HttpRequest) -> bool:
    """Whether the page is written as a file, where nothing answers a question."""
    return bool(getattr(request, "is_static", False))


def shown(
    request: HttpRequest, language: Language, template: str, values: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page over its values."""
    told = {**values, "language": language, "is_static": is_apart(request)}
    return render(request, f"public_portal/{template}", told, status=status)


def question(pairs: list[tuple[str, object]]) -> str:
    """The question of an address; empty values are left out."""
    told = urlencode([(name, value) for name, value in pairs if value not in ("", None)])
    return f"?{told}" if told else ""
