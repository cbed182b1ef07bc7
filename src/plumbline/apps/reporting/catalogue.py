"""Texts in two languages in one page: shown in one, kept in both, swapped by the page's script without asking anyone.

A text stands once in a list that goes into the page as data; an element that shows it carries its number.
"""

from __future__ import annotations

from markupsafe import Markup

from plumbline.apps.reporting.wording import Text
from plumbline.core.errors import Language


class Catalogue:
    """The texts one page uses. Every text given is escaped where it is shown."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._numbers: dict[Text, int] = {}

    def shown(self, text: Text) -> str:
        """The text in the language that the page opens in."""
        return text.zh if self.language == "zh" else text.en

    def number(self, text: Text) -> int:
        """The text's place in the list."""
        return self._numbers.setdefault(text, len(self._numbers))

    def mark(self, text: Text) -> Markup:
        """The attribute that lets the script swap what an element says."""
        return Markup(' data-t="{}"').format(self.number(text))

    def span(self, text: Text) -> Markup:
        """The text in an element of its own; one that is the same in both languages needs none."""
        if text.zh == text.en:
            return Markup("{}").format(text.zh)
        return Markup("<span{}>{}</span>").format(self.mark(text), self.shown(text))

    def attribute(self, name: str, text: Text) -> Markup:
        """A named attribute with the text (`aria-label`, `placeholder`, `data-label`)."""
        whole = Markup(' {0}="{1}" data-t-{0}="{2}"')
        return whole.format(name, self.shown(text), self.number(text))

    def listed(self) -> list[Text]:
        """All texts, in the order of their numbers."""
        return list(self._numbers)
