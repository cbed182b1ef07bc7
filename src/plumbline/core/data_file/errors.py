"""Errors of data files. Each knows its file and line, says what is wrong and how to mend it, in Chinese and English.

PackErrors (PlumblineError)      everything found wrong at once, in `errors`
PackError (PlumblineError)       `place`, `file`, `line`
├── FileError                    NotUtf8, NotYaml, EmptyFile, FileMissing, Unreadable
├── ShapeError                   AliasRefused, DuplicateKey, UnknownKey, MissingKey, WrongShape, UnknownWord
├── BadDate
└── Refused                      `cause`, `mend`: what only the part of the product that reads the file can tell
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plumbline.core.errors import Language, PlumblineError


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file, for messages and for the reader of a finding."""

    file: str
    line: int


class PackError(PlumblineError):
    """Root of what can be wrong in a data file, most often a pack; `place` is the file and line (from 1)."""

    place: Place

    def __init__(self, *, place: Place, **data: object) -> None:
        super().__init__(place=place, **data)
        self.place = place

    @property
    def file(self) -> str:
        """The file at fault."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line at fault, from 1."""
        return self.place.line

    def report(self, language: Language = "zh") -> str:
        """`file:line: what is wrong` and, below it, how to mend it."""
        text = f"{self.file}:{self.line}: {self.message(language)}"
        remedy = self.remedy(language)
        return f"{text}\n    {'改法：' if language == 'zh' else 'mend: '}{remedy}" if remedy else text


class PackErrors(PlumblineError):
    """All errors found in one go, in order of file and line."""

    zh = "数据文件有 {count} 处错误\n{text_zh}"
    en = "faults in data files: {count}\n{text_en}"
    errors: tuple[PackError, ...]

    def __init__(self, *, errors: Iterable[PackError], **_: object) -> None:
        ordered = tuple(sorted(errors, key=lambda e: (e.file, e.line, e.message("en"))))
        super().__init__(
            errors=ordered,
            count=len(ordered),
            text_zh="\n".join(e.report("zh") for e in ordered),
            text_en="\n".join(e.report("en") for e in ordered),
        )
        self.errors = ordered


class Found:
    """Collects the errors of parts that can be read independently of each other."""

    def __init__(self) -> None:
        self.errors: list[PackError] = []

    def part(self) -> _Part:
        """Read one part: `with found.part(): …` keeps its errors, and the rest is read on."""
        return _Part(self)

    def add(self, error: PackError) -> None:
        """Keep an error, once."""
        if all((e.place, str(e)) != (error.place, str(error)) for e in self.errors):
            self.errors.append(error)

    def stop(self) -> None:
        """Raise `PackErrors` if anything was found."""
        if self.errors:
            raise PackErrors(errors=self.errors)


class _Part:
    """Hands the pack errors of one part to `Found`."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, PackError):
            self._found.add(error)
            return True
        if isinstance(error, PackErrors):
            for member in error.errors:
                self._found.add(member)
            return True
        return False


class FileError(PackError):
    """A file that cannot be read at all."""


class NotUtf8(FileError):
    """The file is in another encoding."""

    zh = "文件不是 UTF-8 编码"
    en = "the file is not UTF-8"
    remedy_zh = "另存为 UTF-8"
    remedy_en = "save it as UTF-8"


class NotYaml(FileError):
    """The text is not YAML."""

    zh = "YAML 语法错误（{problem}）"
    en = "not YAML ({problem})"
    remedy_zh = "检查缩进、冒号后的空格、括号和引号；含冒号或 # 的文字加引号"
    remedy_en = (
        "check indentation, the space after colons, brackets and quotes; quote texts that hold a colon or #"
    )


class EmptyFile(FileError):
    """Nothing in the file."""

    zh = "文件是空的"
    en = "the file is empty"
    remedy_zh = "填写内容或者删除文件"
    remedy_en = "fill it or remove it"


class FileMissing(FileError):
    """A file or folder that should be there."""

    zh = "找不到 {wanted}"
    en = "there is no {wanted} here"
    remedy_zh = "核对路径和文件名"
    remedy_en = "check path and name"


class Unreadable(FileError):
    """The system does not give the file out."""

    zh = "读不出来（{problem}）"
    en = "cannot be read ({problem})"
    remedy_zh = "核对路径和权限"
    remedy_en = "check path and permissions"


class ShapeError(PackError):
    """The YAML has another shape than the format."""


class AliasRefused(ShapeError):
    """Tags, merges and circular aliases hide what a lawyer reads."""

    zh = "规则包不用 YAML 的标签（!）、合并（<<）和指向自身的别名"
    en = "packs use no YAML tags (!), merges (<<) or aliases of themselves"
    remedy_zh = "把内容直接写出来"
    remedy_en = "write the content out"


class DuplicateKey(ShapeError):
    """One key twice in a mapping."""

    zh = "“{key}”写了两次（前一处在第 {first} 行）"
    en = "“{key}” is given twice (first on line {first})"
    remedy_zh = "保留一处"
    remedy_en = "keep one of them"


class UnknownKey(ShapeError):
    """A key that the format does not have at this place."""

    zh = "“{where}”里没有“{key}”这一项"
    en = "“{where}” has no key “{key}”"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class MissingKey(ShapeError):
    """A key that must be there."""

    zh = "“{where}”缺少“{key}”"
    en = "“{where}” lacks “{key}”"
    remedy_zh = "补上 {key}"
    remedy_en = "add {key}"


class WrongShape(ShapeError):
    """A value of the wrong shape."""

    zh = "“{name}”应当是{wanted_zh}"
    en = "“{name}” should be {wanted_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class UnknownWord(ShapeError):
    """A word outside a closed list."""

    zh = "“{name}”不能写“{word}”"
    en = "“{name}” cannot be “{word}”"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class BadDate(PackError):
    """No date."""

    zh = "“{name}”的“{word}”不是日期"
    en = "“{name}”: “{word}” is no date"
    remedy_zh = "写成 2024-01-31（需要时刻时写 2024-01-31T09:00）"
    remedy_en = "write 2024-01-31 (with a time where one is needed: 2024-01-31T09:00)"


class Refused(PackError):
    """A value of the right shape that makes no sense where it stands; told in English, for whoever edits the data."""

    zh = "数据有误：{cause}"
    en = "{cause}"
    remedy_zh = "{mend}"
    remedy_en = "{mend}"
