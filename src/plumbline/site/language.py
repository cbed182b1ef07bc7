"""The language of what a person reads on the terminal: Chinese first, English complete.

Message ids are the English texts, so English needs no catalogue. The Chinese one stands in locale/zh_CN/LC_MESSAGES
and is compiled during setup; where it is missing or not compiled, the English text is shown. click looks its own texts
up in the same catalogue, so that «Usage:» and «No such option» are Chinese too.
"""

import gettext
import os
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from plumbline.core.errors import Language

DOMAIN = "plumbline"
CATALOGUES = Path(__file__).parent / "locale"
CODES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}

_current: ContextVar[Language] = ContextVar("language", default="zh")


def language_of(environment: Mapping[str, str]) -> Language:
    """English when LC_ALL, LC_MESSAGES or LANG (the first one set) asks for English, otherwise Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def use_language(language: Language) -> None:
    """Speak this language from now on, in our texts and in click's."""
    _current.set(language)
    os.environ["LANGUAGE"] = CODES[language]
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)


def current_language() -> Language:
    """The language in use, for what is worded elsewhere: errors, findings, reports."""
    return _current.get()


def _(message: str) -> str:
    """The message in the current language; the message itself where no translation is there."""
    return _catalogue(current_language()).gettext(message)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(CATALOGUES), languages=[CODES[language]], fallback=True)
