"""The list of checksums that comes with a recorder's memory: one line a file, as `sha256sum` writes it.

    listed = read_manifest(sent, "SHA256SUMS")
    listed["R01_20260922_095900.mp4"]   # SHA-256, 64 hexadecimal digits, small letters

A line is the checksum, two blanks or a blank and `*`, the name; with `--tag` it is `SHA256 (name) = checksum`. A name
with a backslash or a line break is written with a backslash before the whole line. Folders before a name do not
count: a browser sends names alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from plumbline.core.errors import InputError

_LINE: Final = re.compile(r"(?P<escaped>\\?)(?P<hash>[0-9A-Fa-f]{64}) [ *](?P<name>.+)")
_TAGGED: Final = re.compile(r"(?P<escaped>\\?)SHA256 \((?P<name>.+)\) = (?P<hash>[0-9A-Fa-f]{64})")
_ESCAPE: Final = re.compile(r"\\(.)")
_MEANT: Final = {"n": "\n", "r": "\r", "\\": "\\"}
_NAMES: Final = ("sha256sums", "sha256sum", "checksums")
_MOST: Final = 4 << 20
"""Bytes that a list may have: some ten thousand files."""


class ManifestError(InputError):
    """Something is wrong with a list of checksums; nothing is taken in by it."""


class ManifestUnreadable(ManifestError):
    """A line is no checksum with a name."""

    zh = "校验清单“{name}”第 {line} 行不是“SHA-256 值和文件名”"
    en = "line {line} of the list “{name}” is no SHA-256 with the name of a file"
    remedy_zh = "用 sha256sum 重新生成清单后再导入；没有导入任何文件"
    remedy_en = "make the list again with sha256sum and read out again; no file was taken in"


class ManifestUnclear(ManifestError):
    """The same name with two checksums."""

    zh = "校验清单“{name}”中“{file}”有两个不同的校验值"
    en = "the list “{name}” gives two checksums for “{file}”"
    remedy_zh = "核对清单，同名文件分批导入；没有导入任何文件"
    remedy_en = "check the list, and read files of one name out one after the other; no file was taken in"


def is_manifest(name: str) -> bool:
    """Whether a file found among the files of a recorder is such a list, by its name."""
    low = base_name(name).lower()
    return low.endswith(".sha256") or low.removesuffix(".txt") in _NAMES


def base_name(name: str) -> str:
    """The name without the folders before it."""
    return name.replace("\\", "/").rpartition("/")[2]


def read_manifest(sent: bytes, name: str) -> dict[str, str]:
    """What the list says of each file. Raises ManifestUnreadable, ManifestUnclear."""
    listed: dict[str, str] = {}
    for number, line in enumerate(_lines(sent, name), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line) or _TAGGED.fullmatch(line)
        if found is None:
            raise ManifestUnreadable(name=name, line=number)
        said = found["name"]
        if found["escaped"]:
            said = _ESCAPE.sub(lambda one: _MEANT.get(one[1], one[0]), said).rpartition("/")[2]
        else:
            said = base_name(said)
        hash = found["hash"].lower()
        if listed.setdefault(said, hash) != hash:
            raise ManifestUnclear(name=name, file=said)
    return listed


def together(lists: Iterable[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """Several lists as one. Raises ManifestUnclear."""
    whole: dict[str, str] = {}
    for name, listed in lists:
        for file, hash in listed.items():
            if whole.setdefault(file, hash) != hash:
                raise ManifestUnclear(name=name, file=file)
    return whole


def _lines(sent: bytes, name: str) -> list[str]:
    if len(sent) > _MOST:
        raise ManifestUnreadable(name=name, line=1)
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = sent.decode("gb18030")  # as Windows writes names in Chinese
        except UnicodeDecodeError:
            raise ManifestUnreadable(name=name, line=1) from None
    return re.split(r"\r?\n", text)
