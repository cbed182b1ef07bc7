"""Strict reading of the library's YAML (instruments, provisions, figures): each value knows its file and line.

Errors: `LawFileError` (tree in `errors`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

import yaml

from plumbline.core.law.citation import Citation
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import CitationError, LawFileError
from plumbline.core.vocabulary import Standing

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value with its place; each reading method checks the shape or raises `LawFileError`."""

    path: str
    raw: yaml.Node

    @property
    def line(self) -> int:
        """Line of the value, from 1."""
        return int(self.raw.start_mark.line) + 1

    def fail(self, problem: str, mend: str) -> NoReturn:
        """Refuse the value."""
        raise LawFileError(path=self.path, line=self.line, problem=problem, mend=mend)

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Key and value nodes of a mapping without repeated keys."""
        if not isinstance(self.raw, yaml.MappingNode):
            self.fail("a mapping is needed here", "write «key: value» lines")
        seen: set[str] = set()
        for key, value in self.raw.value:
            node = Node(self.path, key)
            if (name := node.text()) in seen:
                node.fail(f"«{name}» is given twice", "keep one of them")
            seen.add(name)
            yield node, Node(self.path, value)

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Node]:
        """A mapping with these keys only."""
        found: dict[str, Node] = {}
        for key, value in self.pairs():
            if key.text() not in (*required, *optional):
                key.fail(f"unknown key «{key.text()}»", f"use {', '.join((*required, *optional))}")
            found[key.text()] = value
        for name in required:
            if name not in found:
                self.fail(f"«{name}» is missing", f"add «{name}»")
        return found

    def members(self) -> list[Node]:
        """The members of a list."""
        if not isinstance(self.raw, yaml.SequenceNode):
            self.fail("a list is needed here", "write lines that begin with «- »")
        return [Node(self.path, node) for node in self.raw.value]

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.raw, yaml.ScalarNode) or not self.raw.value.strip():
            self.fail("a text is needed here", "write one value")
        return str(self.raw.value).strip()

    def is_text(self) -> bool:
        """True for a plain value rather than a list or mapping."""
        return isinstance(self.raw, yaml.ScalarNode)

    def is_null(self) -> bool:
        """True for an empty value."""
        return isinstance(self.raw, yaml.ScalarNode) and self.raw.tag == "tag:yaml.org,2002:null"

    def date(self) -> dt.date:
        """A date YYYY-MM-DD."""
        try:
            return dt.date.fromisoformat(self.text())
        except ValueError:
            self.fail(f"«{self.text()}» is no date", "write YYYY-MM-DD")

    def number(self) -> Decimal:
        """A decimal number, read from its digits and never through binary fractions."""
        try:
            value = Decimal(self.text())
        except InvalidOperation:
            self.fail(f"«{self.text()}» is no number", "write digits, such as 3000 or 0.03")
        if not value.is_finite():
            self.fail(f"«{self.text()}» is no number", "write digits, such as 3000 or 0.03")
        return value

    def standing(self) -> Standing:
        """One of the marks of the fact base."""
        try:
            return Standing(self.text())
        except ValueError:
            words = ", ".join(Standing)
            self.fail(f"unknown standing «{self.text()}»", f"use one of {words}")

    def citations(self) -> tuple[Citation, ...]:
        """One or more citations, as written."""
        try:
            return parse_citations(self.text())
        except CitationError as error:
            self.fail(error.message("en"), error.remedy("en") or "")


def read_law_file(path: Path) -> Node:
    """The root of the YAML file at `path`."""
    name = path.as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"cannot be read: {error}"
        raise LawFileError(
            path=name, line=1, problem=problem, mend="check the path; save as UTF-8"
        ) from error
    return compose(text, name)


def compose(text: str, name: str) -> Node:
    """The root of the YAML in `text`; `name` is shown in errors."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = f"not YAML: {getattr(error, 'problem', None) or error}"
        line = mark.line + 1 if mark else 1
        raise LawFileError(path=name, line=line, problem=problem, mend="correct the syntax") from error
    if root is None:
        raise LawFileError(path=name, line=1, problem="the file is empty", mend="fill or remove it")
    return Node(name, root)
