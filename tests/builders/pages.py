"""Compares pages as trees, and an answer to HTMX with the whole page it belongs to."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

_CHANGES_EVERY_TIME = ("csrf-token", "csrfmiddlewaretoken")


def soup(html: str | bytes) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(html, "html.parser")


def tidy(tree: BeautifulSoup) -> str:
    """The tree in one form: tokens out, white space told as one blank, attributes in order."""
    for tag in tree.find_all(True):
        if tag.get("name") in _CHANGES_EVERY_TIME:
            tag.decompose()
    for tag in tree.find_all(True):
        tag.attrs = dict(sorted(tag.attrs.items()))
    for text in tree.find_all(string=True):
        text.replace_with(" ".join(text.split()) + " " if text.strip() else "")
    tree.smooth()
    return tree.prettify()


def swapped(first: str | bytes, piece: str | bytes, target: str, swap: str = "innerHTML") -> BeautifulSoup:
    """What the browser holds after HTMX put `piece` at the element with id `target`; elements marked hx-swap-oob go to
    their own place.
    """
    page, answer = soup(first), soup(piece)
    for apart in answer.find_all(attrs={"hx-swap-oob": True}):
        del apart["hx-swap-oob"]
        _at(page, str(apart["id"])).replace_with(apart.extract())
    place = _at(page, target)
    if swap == "innerHTML":
        place.clear()
        place.extend(list(answer.contents))
    elif swap == "outerHTML":
        place.replace_with(*list(answer.contents))
    elif swap == "beforeend":
        place.extend(list(answer.contents))
    else:
        raise ValueError(f"swap {swap} is not known here")
    return page


def _at(page: BeautifulSoup, name: str) -> Tag:
    found = page.find(id=name)
    assert isinstance(found, Tag), f"the page has no element with id {name}"
    return found


def assert_same_page(
    client: Client, first: str, then: str, target: str, *, swap: str = "innerHTML", **headers: Any
) -> None:
    """Going from `first` to `then` by HTMX leaves the browser with the page that `then` gives when asked whole."""
    before = client.get(first)
    piece = client.get(then, headers={"HX-Request": "true", "HX-Target": target, **headers})
    whole = client.get(then)
    assert (before.status_code, piece.status_code, whole.status_code) == (200, 200, 200)
    assert b"<html" not in piece.content, "the answer to HTMX is a whole page"
    assert tidy(swapped(before.content, piece.content, target, swap)) == tidy(soup(whole.content))
