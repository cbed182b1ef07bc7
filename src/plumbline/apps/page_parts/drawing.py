"""Draws parts: their templates in `_components/` are compiled once a language and hold nothing but the values given.

A name that is not there fails, in life as in tests: values of parts are frozen and whole.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext, override
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from plumbline.apps.page_parts.icons import icon
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.notation import Notation
from plumbline.apps.page_parts.part import HeldPart, Part

HOLE = f"\ue000{secrets.token_hex(12)}\ue000"
"""Where the token belongs in what was drawn to be kept; no text that somebody typed can hold it."""


def draw(name: str, values: Mapping[str, object]) -> Markup:
    """A template of `_components/` over these values, in the language of the request."""
    return _filled(components(get_language() or settings.LANGUAGE_CODE).get_template(name), dict(values))


def draw_part(value: Part | None, token: object) -> Markup:
    """A part by its kind; nothing for None. `token` is what its forms send along."""
    draw_one: Any = components(get_language() or settings.LANGUAGE_CODE).globals["draw_part"]
    return Markup(draw_one(value, token))


@cache
def components(language: str) -> Environment:
    """The compiled parts in one language."""
    folder = Path(settings.TEMPLATES[0]["DIRS"][0]) / "_components"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    kept: Kept[Markup] = Kept(4096)
    environment.extend(words=_words(language))
    environment.add_extension(Notation)

    def part_inside(value: Part | None, token: object) -> Markup:
        if value is None:
            return Markup("")
        if isinstance(value, HeldPart):
            return held(value, token)
        found = environment.get_template(value.template)
        if value.drawn_once:
            return kept.get(value, lambda: _filled(found, {"part": value, "csrf_token": ""}))
        return _filled(found, {"part": value, "csrf_token": token})

    def held(value: HeldPart, token: object) -> Markup:
        if not token or token == "NOTPROVIDED":
            return part_inside(value.part, token)
        drawn = value.drawn.get(language)
        if drawn is None:
            drawn = value.drawn[language] = str(part_inside(value.part, HOLE))
        return Markup(drawn.replace(HOLE, escape(str(token))))

    environment.globals.update(
        draw_part=part_inside,
        draw_icon=icon,
        hidden_token=_hidden_token,
        counted_text=_counted,
        marked=_marked,
    )
    return environment


def _filled(template: Template, values: dict[str, Any]) -> Markup:
    """The template over these values. Its globals are copied as one dictionary: `new_context` walks a chain of two."""
    environment = template.environment
    told = {**environment.globals, **values}
    context = environment.context_class(environment, told, template.name, template.blocks)
    return Markup("".join(template.root_render_func(context)))


def _words(language: str) -> Callable[[str], str]:
    def words(text: str) -> str:
        with override(language):
            return str(gettext(text))

    return words


def _hidden_token(token: object) -> Markup:
    """The field of a form that proves that it came from a page of ours."""
    if not token or token == "NOTPROVIDED":
        return Markup("")
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token)


def _marked(pieces: Sequence[tuple[str, bool]], text: str) -> Markup:
    """A text with the words searched for marked, where it has pieces; a macro would cost five times as much."""
    if not pieces:
        return escape(text)
    cut = [f"<mark>{escape(piece)}</mark>" if found else escape(piece) for piece, found in pieces]
    return Markup("".join(cut))


def _counted(one: str, many: str, count: int, values: Mapping[str, object]) -> Markup:
    """The form of a text that its number asks for."""
    return Markup(ngettext(one, many, int(count)) % {name: escape(value) for name, value in values.items()})
