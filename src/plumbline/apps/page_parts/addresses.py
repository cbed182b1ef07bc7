"""Addresses of pages, of which a page holds a hundred: the pattern is looked up once, then values are put in.

A value that would have to be quoted, or that the pattern may not take, goes the usual way.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse

_KINDS = (
    ("mark.{}~of", re.compile(r"[A-Za-z0-9._~-]+")),
    ("mark-{}_of", re.compile(r"[A-Za-z0-9_-]+")),
    ("9876543{}", re.compile(r"[0-9]+")),
)
"""Marks that stand for a value, the freest first, and what a value in that place may be."""


def url_of(page: str, /, **values: object) -> str:
    """Where a page is, as `reverse` says; raises NoReverseMatch."""
    found = _pattern(settings.ROOT_URLCONF, get_script_prefix(), page, tuple(values))
    texts = [str(value) for value in values.values()]
    if found is None:
        return str(reverse(page, kwargs=values))
    pattern, allowed = found
    for text, one in zip(texts, allowed, strict=True):
        if one.fullmatch(text) is None:
            return str(reverse(page, kwargs=values))
    return pattern.format(*texts)


@cache
def _pattern(
    urlconf: str, prefix: str, page: str, names: tuple[str, ...]
) -> tuple[str, list[re.Pattern[str]]] | None:
    """The address with a place for each value; None where none of the marks fits. `prefix` belongs to the key."""
    for kinds in product(_KINDS, repeat=len(names)):
        marks = [mark.format(at) for at, (mark, _allowed) in enumerate(kinds)]
        try:
            found = str(reverse(page, urlconf, kwargs=dict(zip(names, marks, strict=True))))
        except NoReverseMatch:
            continue
        found = found.replace("{", "{{").replace("}", "}}")
        for at, mark in enumerate(marks):
            found = found.replace(mark, f"{{{at}}}")
        return found, [allowed for _mark, allowed in kinds]
    return None
