"""Icons: small drawings beside a word, hidden from screen readers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from markupsafe import Markup


class UnknownIcon(LookupError):
    """An icon that frontend/icons.json does not list, or that was not built yet."""


@cache
def icon(name: str) -> Markup:
    """The drawing; nothing for an empty name. Raises UnknownIcon."""
    if not name:
        return Markup("")
    try:
        return Markup((_folder() / f"{name}.svg").read_text("utf-8"))
    except OSError as missing:
        raise UnknownIcon(f"{name}: add it to frontend/icons.json and run make setup") from missing


def _folder() -> Path:
    return Path(settings.TEMPLATES[0]["DIRS"][0]) / "_icons"
