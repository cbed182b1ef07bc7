"""The root of every error this product raises on purpose.

An error carries data (which file, which line, which date); its wording stands beside the class in Chinese and English,
so that the command line, a page and a log can each say it in the reader's language.

The tree; each package of the core roots its own small tree at one subclass and draws it in its docstring:

    PlumblineError
    └── InputError        what the user gave cannot be read or makes no sense

On the command line every PlumblineError ends with exit code 2: it is a mistake that a person can mend. Any other
exception is a defect of the program (exit code 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Literal

Language = Literal["zh", "en"]
"""The two languages of every message. Chinese is the default; English is complete."""


class PlumblineError(Exception):
    """An error with data, a sentence in two languages and, where there is one, the way out.

    Subclasses set the four templates; `{name}` in a template is replaced by the value given under that keyword:

        class UnknownStep(InputError):
            zh = "没有环节“{step}”"
            en = "there is no step “{step}”"
            remedy_zh = "可用的环节：{known}"
            remedy_en = "steps there are: {known}"

        raise UnknownStep(step="decied", known="decide, serve")

    The values stay readable in `data` and as attributes (`error.step`). `str(error)` is the English message.
    """

    zh: ClassVar[str] = "出错"
    en: ClassVar[str] = "something is wrong"
    remedy_zh: ClassVar[str] = ""
    remedy_en: ClassVar[str] = ""

    def __init__(self, **data: object) -> None:
        """Keep `data`; raises KeyError at once when a template names a value that was not given."""
        self.data: Mapping[str, object] = MappingProxyType(dict(data))
        for template in (self.zh, self.en, self.remedy_zh, self.remedy_en):
            template.format_map(self.data)
        super().__init__(self.message("en"))

    def __getattr__(self, name: str) -> object:
        """The value given under `name`; AttributeError when there is none."""
        data: Mapping[str, object] = self.__dict__.get("data", {})
        if name in data:
            return data[name]
        raise AttributeError(f"{type(self).__name__} has no {name}")

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders (parallel scans, parallel tests), so they rebuild from their data."""
        return _rebuild, (type(self), dict(self.data))

    def message(self, language: Language = "zh") -> str:
        """What is wrong, in one sentence."""
        return (self.zh if language == "zh" else self.en).format_map(self.data)

    def remedy(self, language: Language = "zh") -> str | None:
        """What the reader can do about it, or None when nothing general can be said."""
        return (self.remedy_zh if language == "zh" else self.remedy_en).format_map(self.data) or None

    def in_sentences(self, language: Language = "zh") -> str:
        """Both as a page says them, each a sentence of its language."""
        said = [part.rstrip("。.") for part in (self.message(language), self.remedy(language)) if part]
        if language == "zh":
            return "。".join(said)
        return ". ".join(part[:1].upper() + part[1:] for part in said)


def _rebuild(kind: type[PlumblineError], data: dict[str, object]) -> PlumblineError:
    """The error again, on the other side of a process border."""
    return kind(**data)


class InputError(PlumblineError):
    """What the user gave (a file, an option, a date) cannot be read or makes no sense."""

    zh = "输入有误：{problem}"
    en = "cannot use what was given: {problem}"
