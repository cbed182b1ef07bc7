"""In which language this page speaks."""

from __future__ import annotations

from django.utils.translation import get_language

from plumbline.core.errors import Language, PlumblineError


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def told(error: PlumblineError) -> str:
    """What is wrong and what to do, in one line."""
    said, mend = error.message(language()), error.remedy(language())
    if not mend:
        return said
    return f"{said}。{mend}" if language() == "zh" else f"{said}; {mend}"
