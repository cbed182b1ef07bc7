"""The portal as files: every page of both languages drawn by the very views that serve it, with what the pages load."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve

from plumbline.apps.disclosure.queries import Asked, public_keys, search
from plumbline.apps.people.queries.entries import certificates_of, every
from plumbline.apps.public_portal.frame import to
from plumbline.apps.public_portal.pages.procedure_views import SHOWN
from plumbline.apps.public_portal.taking_over import FORMS, offered
from plumbline.apps.supervision.queries.shown_rounds import shown_rounds
from plumbline.core.authority.access import Visible
from plumbline.core.errors import Language

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_BUILT: Final = re.compile(rb"""(?:href|src)="/static/(build/[^"]+)\"""")
_FIRST: Final = (
    '<!doctype html><html lang="zh-hans"><meta charset="utf-8"><title>行政执法公示</title>'
    '<meta http-equiv="refresh" content="0; url=/public/"><a href="/public/">行政执法公示</a></html>\n'
)
_ALL: Final = Visible(everything=True)
_AT_ONCE: Final = 500


class _Asked(HttpRequest):
    """A request that nobody sent; `address` is where the files will be served."""

    def __init__(self, path: str, address: str, now: int, today: int) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = path
        self.resolver_match = resolve(path)
        self.address = address
        self.now, self.today, self.person = now, today, None
        self.is_static = True

    def build_absolute_uri(self, location: str | None = None) -> str:
        """The address among the files."""
        return self.address + (location or self.path)


def files(address: str, now: int, today: int, more: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file; `more` are addresses of open pages that other apps have."""
    loaded: set[str] = set()
    yield "index.html", _FIRST.encode()
    yield FORMS, offered(settings.DISTRICT_NAME)
    for path in chain(_addresses(), more):
        asked = _Asked(path, address.rstrip("/"), now, today)
        match = cast(Any, asked.resolver_match)
        answer = match.func(asked, **match.kwargs)
        if "Location" in answer.headers:
            yield path.strip("/") + "/index.html", _led_on(answer.headers["Location"])
            continue
        data = b"".join(answer) if answer.streaming else bytes(answer.content)
        loaded |= {found.decode() for found in _BUILT.findall(data)}
        yield path.lstrip("/") + ("index.html" if path.endswith("/") else ""), data
    for name in sorted(loaded):
        yield f"static/{name}", (Path(settings.STATICFILES_DIRS[0]) / name).read_bytes()


def _led_on(address: str) -> bytes:
    """A page that leads on, for no file can say «moved»: to what took its place, or to where a printed code leads."""
    return (
        '<!doctype html><html lang="zh-hans"><meta charset="utf-8"><title>行政执法公示</title>'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={escape(address)}">'
        f'<a href="{escape(address)}">行政执法公示</a></html>\n'
    ).encode()


def _addresses() -> Iterator[str]:
    for language in LANGUAGES:
        plain = (
            "home",
            "organs",
            "officers",
            "powers",
            "inspections",
            "decisions",
            "figures",
            "complaints",
            "verification",
            "draws",
        )
        for name in (*plain, "feed", "table", "rows"):
            yield to(name, language)
        for page in range(2, search(Asked()).pages + 1):
            yield to("decisions_page", language, page=page)
        for one in SHOWN:
            yield to("procedure", language, procedure=one)
            yield to("diagram", language, procedure=one)
        yield from _organs(language)
        yield from _draws(language)
        for key, is_gone in public_keys():
            yield to("decision", language, key=key)
            if language == "zh":
                yield to("short", language, key=key)
            if not is_gone and language == "zh":
                yield to("code", language, key=key)


def _draws(language: Language) -> Iterator[str]:
    for one in shown_rounds():
        yield to("draw", language, round=one.id)
        if one.items:
            yield to("draw_list", language, round=one.id)
        if one.bundle is not None:
            yield to("draw_bundle", language, round=one.id)


def _organs(language: Language) -> Iterator[str]:
    for organ in every("organ", _ALL, ended=False):
        yield to("organ", language, code=organ.code)
        for year, _n in search(Asked(organs=(organ.code,))).years:
            yield to("organ_year", language, code=organ.code, year=year)
            for page in range(2, search(Asked(organs=(organ.code,), years=(year,))).pages + 1):
                yield to("organ_year_page", language, code=organ.code, year=year, page=page)
            yield to("organ_table", language, code=organ.code, year=year)
    officers = [one.code for one in every("officer", _ALL, ended=False)]
    for start in range(0, len(officers), _AT_ONCE):
        for cards in certificates_of(officers[start : start + _AT_ONCE]).values():
            for card in cards:
                if not card.ended:
                    yield to("officer", language, certificate=card.number)
