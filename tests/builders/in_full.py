"""Of many answers of one address the first is laid out and written in full; of the others the status is looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from plumbline.apps.documents.queries import docx_of, pdf_of
from plumbline.apps.people import middleware
from plumbline.apps.people.sheets import write_book

_WRITERS: tuple[Callable[..., bytes], ...] = (docx_of, pdf_of, write_book)
"""They turn what a page has found into a file, the same way for whoever asks: a tenth of a second and more each."""


def one_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here to the end of the test the second refusal is no page and the second file of a kind is the first one."""
    lay_out, seen = middleware.render, list[str]()

    def render(request: HttpRequest, template: str, told: dict[str, Any], status: int) -> HttpResponse:
        seen.append(template)
        return (
            lay_out(request, template, told, status=status) if len(seen) == 1 else HttpResponse(status=status)
        )

    monkeypatch.setattr(middleware, "render", render)
    for write in _WRITERS:
        again = _first_of(write)
        for module in _users(write.__name__):
            monkeypatch.setattr(module, write.__name__, again)


def _first_of(write: Callable[..., bytes]) -> Callable[..., bytes]:
    made: list[bytes] = []

    def written(*given: Any, **named: Any) -> bytes:
        if not made:
            made.append(write(*given, **named))
        return made[0]

    return written


@cache
def _users(name: str) -> tuple[Any, ...]:
    """The pages that took the writer over by its name."""
    get_resolver().namespace_dict  # noqa: B018 - imports every page
    pages = (one for path, one in sys.modules.items() if path.startswith("plumbline.") and ".pages." in path)
    return tuple(one for one in pages if getattr(one, name, None) in _WRITERS)
