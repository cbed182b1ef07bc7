"""Strict reading of data files: every value knows its file and line, and nothing is read by guess.

Scalars follow YAML 1.2: `true` and `false` are the only truths, dates and times stay text until a date is asked for.
Tags, merges and circular aliases are refused; keys are texts given once. Errors: `FileError`, `ShapeError`, `BadDate`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

import yaml

from plumbline.core.data_file.errors import (
    AliasRefused,
    BadDate,
    DuplicateKey,
    EmptyFile,
    FileMissing,
    Found,
    MissingKey,
    NotUtf8,
    NotYaml,
    Place,
    Refused,
    UnknownKey,
    UnknownWord,
    Unreadable,
    WrongShape,
)
from plumbline.core.data_file.suggestion import did_you_mean

Scalar: TypeAlias = str | int | Decimal | bool | None
_LOADER: Final[type[yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_INT: Final = re.compile(r"[-+]?(0|[1-9]\d{0,17})")
_DECIMAL: Final = re.compile(r"[-+]?\d{1,18}\.\d{1,12}")
_PLAIN: Final[dict[str, Scalar]] = {"true": True, "false": False, "null": None, "~": None, "": None}
MAX_NODES: Final = 200_000
"""Values in one file; more are refused."""


class Node:
    """A value with its place. `map` and `list` are None where the value is of another shape."""

    __slots__ = ("_keys", "list", "map", "name", "place", "raw", "scalar")

    def __init__(self, name: str, place: Place) -> None:
        self.name = name
        self.place = place
        self.scalar: Scalar = None
        self.raw = ""
        self.map: dict[str, Node] | None = None
        self.list: list[Node] | None = None
        self._keys: dict[str, Place] = {}

    def key_place(self, key: str) -> Place:
        """Where a key of this mapping stands; the mapping's own place if it has no such key."""
        return self._keys.get(key, self.place)

    def find(self, *path: str) -> Node:
        """The value down these keys, as far as they go."""
        node = self
        for key in path:
            if node.map is None or key not in node.map:
                break
            node = node.map[key]
        return node

    def plain(self) -> object:
        """The value as plain data, decimals as text with a mark, for hashing."""
        if self.map is not None:
            return {key: node.plain() for key, node in self.map.items()}
        if self.list is not None:
            return [node.plain() for node in self.list]
        return {"decimal": str(self.scalar)} if isinstance(self.scalar, Decimal) else self.scalar

    def as_json(self) -> object:
        """The value as JSON data; decimals become numbers."""
        if self.map is not None:
            return {key: node.as_json() for key, node in self.map.items()}
        if self.list is not None:
            return [node.as_json() for node in self.list]
        return float(self.scalar) if isinstance(self.scalar, Decimal) else self.scalar

    def wrong(self, wanted_zh: str, wanted_en: str, advice_zh: str = "", advice_en: str = "") -> WrongShape:
        """The error that this value has the wrong shape."""
        return WrongShape(
            place=self.place,
            name=self.name,
            wanted_zh=wanted_zh,
            wanted_en=wanted_en,
            advice_zh=advice_zh,
            advice_en=advice_en,
        )

    def fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Node]:
        """A mapping with these keys and no others; all unknown and missing ones are reported together."""
        needed, known = tuple(required), (*required, *optional)
        members = self.members()
        found = Found()
        for key in members:
            if key not in known:
                advice = did_you_mean(key, known)
                found.add(
                    UnknownKey(
                        place=self.key_place(key),
                        where=self.name,
                        key=key,
                        advice_zh=advice.zh,
                        advice_en=advice.en,
                    )
                )
        for key in needed:
            if key not in members:
                found.add(MissingKey(place=self.place, where=self.name, key=key))
        found.stop()
        return members

    def members(self) -> dict[str, Node]:
        """A mapping, whatever its keys."""
        if self.map is None:
            raise self.wrong(
                "一组“键: 值”", "a mapping", "写成“键: 值”的若干行", "write lines of «key: value»"
            )
        return self.map

    def items(self) -> list[Node]:
        """A list."""
        if self.list is None:
            raise self.wrong(
                "列表",
                "a list",
                "写成 [甲, 乙] 或者以“- ”开头的若干行",
                "write [a, b] or lines that begin with «- »",
            )
        return self.list

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.scalar, str) or not self.scalar.strip() or self.map or self.list:
            raise self.wrong(
                "文字",
                "a text",
                "写一段文字；纯数字或 true 要加引号",
                "write a text; quote it if it is only a number or true",
            )
        return self.scalar

    def code(self) -> str:
        """A text or number as it is written (codes such as 650105)."""
        if self.map is not None or self.list is not None or not self.raw.strip():
            raise self.wrong("一个值", "one value", "只写一个值", "write one value")
        return self.raw

    def texts(self) -> tuple[str, ...]:
        """A text, or a list of texts."""
        if self.list is None:
            return (self.text(),)
        return tuple(item.text() for item in self.list)

    def whole(self, least: int = 0) -> int:
        """A whole number not below `least`."""
        if isinstance(self.scalar, bool) or not isinstance(self.scalar, int) or self.scalar < least:
            raise self.wrong(
                f"不小于 {least} 的整数",
                f"a whole number, {least} or more",
                "只写数字，不加引号和单位",
                "write digits only, without quotes or unit",
            )
        return self.scalar

    def truth(self) -> bool:
        """`true` or `false`."""
        if not isinstance(self.scalar, bool):
            raise self.wrong(
                "true 或 false",
                "true or false",
                "写 true 或 false，不加引号",
                "write true or false, without quotes",
            )
        return self.scalar

    def number(self) -> Decimal:
        """A number, read from its digits and never through binary fractions."""
        if isinstance(self.scalar, bool) or not isinstance(self.scalar, int | Decimal):
            raise self.wrong(
                "数字", "a number", "只写数字，例如 3000 或 0.03", "write digits only, such as 3000 or 0.03"
            )
        return Decimal(self.scalar)

    def date(self) -> dt.date:
        """A date `YYYY-MM-DD`."""
        try:
            if not _DATE.fullmatch(self.code()):
                raise ValueError
            return dt.date.fromisoformat(self.raw)
        except ValueError:
            raise BadDate(place=self.place, name=self.name, word=self.raw) from None

    def day(self) -> int:
        """A date as days since 1970-01-01."""
        return self.date().toordinal() - _EPOCH

    def is_single(self) -> bool:
        """Whether it is one value (perhaps an empty one) rather than a list or mapping."""
        return self.map is None and self.list is None

    def is_empty(self) -> bool:
        """Whether nothing is given: no value, `~` or `null`."""
        return self.is_single() and self.scalar is None

    def refuse(self, cause: str, mend: str) -> NoReturn:
        """Refuse a value that has the right shape but makes no sense here."""
        raise Refused(place=self.place, cause=cause, mend=mend)

    def word(self, known: Iterable[str]) -> str:
        """One word of a closed list."""
        words = tuple(known)
        written = self.code()
        if written not in words:
            advice = did_you_mean(written, words)
            raise UnknownWord(
                place=self.place, name=self.name, word=written, advice_zh=advice.zh, advice_en=advice.en
            )
        return written


def read_yaml(text: str, file: str) -> Node:
    """The root of the only document of a file. `file` is the name shown in messages."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotYaml(place=Place(file, line), problem=error.problem or "?") from None
    except (yaml.YAMLError, RecursionError) as error:
        problem = getattr(error, "reason", None) or "nested too deeply"
        raise NotYaml(place=Place(file, 1), problem=problem) from None
    if root is None:
        raise EmptyFile(place=Place(file, 1))
    return _Converter(file).node(root, file.rsplit("/", 1)[-1])


def read_file(path: Path) -> Node:
    """The root of the YAML file at `path`."""
    return read_yaml(read_text(path), path.as_posix())


def read_text(path: Path) -> str:
    """The text of a file; `FileMissing`, `NotUtf8` or `Unreadable`."""
    place = Place(path.as_posix(), 1)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FileMissing(place=place, wanted=path.name) from None
    except UnicodeDecodeError:
        raise NotUtf8(place=place) from None
    except OSError as error:
        raise Unreadable(place=place, problem=error.strerror or str(error)) from None


def content_hash(parts: Iterable[tuple[str, Node]]) -> str:
    """SHA-256 (hex) of the canonical JSON of named files: names and values as parsed, comments and layout left out."""
    data = [[name, node.plain()] for name, node in parts]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Converter:
    def __init__(self, file: str) -> None:
        self._file = file
        self._open: set[int] = set()
        self._count = 0

    def node(self, source: yaml.Node, name: str) -> Node:
        place = Place(self._file, source.start_mark.line + 1)
        if id(source) in self._open or not str(source.tag).startswith("tag:yaml.org,2002:"):
            raise AliasRefused(place=place)
        self._count += 1
        if self._count > MAX_NODES:
            raise NotYaml(place=place, problem=f"more than {MAX_NODES} values")
        node = Node(name, place)
        if isinstance(source, yaml.MappingNode):
            self._open.add(id(source))
            node.map = dict(self._pairs(source, node))
            self._open.discard(id(source))
        elif isinstance(source, yaml.SequenceNode):
            self._open.add(id(source))
            node.list = [self.node(item, name) for item in source.value]
            self._open.discard(id(source))
        else:
            node.raw = source.value
            quoted = getattr(source, "style", None)
            node.scalar = source.value if quoted else _resolved(source.value)
        return node

    def _pairs(self, source: yaml.MappingNode, node: Node) -> Iterator[tuple[str, Node]]:
        keys = node._keys
        for key, value in source.value:
            place = Place(self._file, key.start_mark.line + 1)
            if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
                raise AliasRefused(place=place)
            if key.value in keys:
                raise DuplicateKey(place=place, key=key.value, first=keys[key.value].line)
            keys[key.value] = place
            yield key.value, self.node(value, key.value)


def _resolved(text: str) -> Scalar:
    if text in _PLAIN:
        return _PLAIN[text]
    if _INT.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
