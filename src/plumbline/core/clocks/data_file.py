"""Reading the YAML of this package strictly: every value knows its file and line, every key is asked for.

Only shapes are checked here (mapping, list, text, date, number); what they mean is checked by
`calendar_file` and `counting_rule`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

import yaml

from plumbline.core.clocks.civil import parse_day
from plumbline.core.clocks.errors import ClockDataError

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Source(NamedTuple):
    """A data file: the name shown in errors and its text."""

    name: str
    text: str


def read_sources(*places: Path) -> list[Source]:
    """The YAML files of the given files and folders (each folder's in order of name), as sources."""
    found: list[Source] = []
    for place in places:
        files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
        if not files:
            raise ClockDataError(
                file=place.as_posix(), line=1, cause="no *.yaml file here", mend="check the path"
            )
        for file in files:
            try:
                found.append(Source(file.as_posix(), file.read_text(encoding="utf-8")))
            except OSError as error:
                raise ClockDataError(
                    file=file.as_posix(), line=1, cause=error.strerror or "unreadable", mend="check the path"
                ) from error
            except UnicodeDecodeError as error:
                raise ClockDataError(
                    file=file.as_posix(), line=1, cause="the file is not UTF-8", mend="save it as UTF-8"
                ) from error
    return found


class Entry:
    """A YAML node with its place. Each reading method checks the shape or raises `ClockDataError`."""

    __slots__ = ("_node", "file")

    def __init__(self, file: str, node: yaml.Node) -> None:
        self.file = file
        self._node = node

    @classmethod
    def of(cls, source: Source) -> Entry:
        """The root of a source's only document."""
        try:
            node = yaml.compose(source.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            cause = f"not YAML: {error.problem or error}"
            raise ClockDataError(
                file=source.name, line=line, cause=cause, mend="correct the syntax"
            ) from error
        except yaml.YAMLError as error:
            raise ClockDataError(
                file=source.name, line=1, cause=f"not YAML: {error}", mend="correct it"
            ) from error
        if node is None:
            raise ClockDataError(
                file=source.name, line=1, cause="the file is empty", mend="fill or remove it"
            )
        return cls(source.name, node)

    @property
    def line(self) -> int:
        """Line of the value, from 1."""
        return int(self._node.start_mark.line) + 1

    def fail(self, cause: str, mend: str) -> NoReturn:
        """Refuse this value."""
        raise ClockDataError(file=self.file, line=self.line, cause=cause, mend=mend)

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Entry]:
        """A mapping with exactly these keys; unknown, repeated and missing ones are refused."""
        known = (*required, *optional)
        found: dict[str, Entry] = {}
        for key, value in self._pairs():
            name = key.text()
            if name not in known:
                key.fail(f"unknown key «{name}»", f"use {', '.join(known)}")
            found[name] = value
        for name in required:
            if name not in found:
                self.fail(f"«{name}» is missing", f"add «{name}»")
        return found

    def pairs(self) -> Iterator[tuple[str, Entry]]:
        """The pairs of a mapping with text keys, none repeated."""
        for key, value in self._pairs():
            yield key.text(), value

    def _pairs(self) -> Iterator[tuple[Entry, Entry]]:
        if not isinstance(self._node, yaml.MappingNode):
            self.fail("a mapping is needed here", "write «key: value» lines")
        seen: set[str] = set()
        for key_node, value in self._node.value:
            key = Entry(self.file, key_node)
            if key.text() in seen:
                key.fail(f"«{key.text()}» is given twice", "keep one of them")
            seen.add(key.text())
            yield key, Entry(self.file, value)

    def entries(self) -> list[Entry]:
        """The members of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.fail("a list is needed here", "write «[…]» or lines that begin with «- »")
        return [Entry(self.file, node) for node in self._node.value]

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self._node, yaml.ScalarNode) or not self._node.value.strip():
            self.fail("a text is needed here", "write one value")
        return str(self._node.value)

    def is_text(self) -> bool:
        """Whether the value is a plain text, number or date rather than a list or mapping."""
        return isinstance(self._node, yaml.ScalarNode)

    def number(self) -> int:
        """A whole number, 0 or more."""
        text = self.text()
        if not text.isdecimal():
            self.fail(f"«{text}» is no whole number", "write digits only")
        return int(text)

    def day(self) -> int:
        """A date `YYYY-MM-DD` as a day number."""
        text = self.text()
        try:
            return parse_day(text)
        except ValueError:
            self.fail(f"«{text}» is no date", "write YYYY-MM-DD")

    def days(self) -> range:
        """A date or `FIRST..LAST`, both included."""
        first_text, dots, last_text = self.text().partition("..")
        try:
            first = parse_day(first_text.strip())
            last = parse_day(last_text.strip()) if dots else first
        except ValueError:
            self.fail(f"«{self.text()}» is no date or range", "write YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD")
        if last < first:
            self.fail("the range ends before it begins", "swap the two dates")
        return range(first, last + 1)
