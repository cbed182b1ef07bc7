"""Opening a file: compressed or not, guarded against bombs, its encoding found."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from plumbline.apps.record_intake.errors import DecompressionBomb, NotThatFormat, Truncated

GZIP_MAGIC = b"\x1f\x8b"
_SAMPLE = 1 << 20
_LINE_LIMIT = 8 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """A compressed file is refused when it unpacks to more than `size` bytes and more than `ratio` times its size."""

    size: int = 1 << 30
    ratio: int = 200


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip file; stops at a bomb, names the place of damage."""

    def __init__(self, path: Path, limits: UnpackLimits) -> None:
        self._raw = path.open("rb")
        self._zip = gzip.GzipFile(fileobj=self._raw)
        self._name, self._limits, self._given = path.name, limits, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._zip.read1(len(buffer))
        except EOFError as error:
            raise self._cut(str(error)) from None
        except (OSError, zlib.error) as error:
            if self._given:
                raise self._cut(str(error)) from None
            raise NotThatFormat(file=self._name, format="gzip", detail=str(error)) from None
        self._given += len(data)
        consumed = max(self._raw.tell(), 1)
        if self._given > self._limits.size and self._given > self._limits.ratio * consumed:
            raise DecompressionBomb(file=self._name, limit=self._limits.size, ratio=self._limits.ratio)
        buffer[: len(data)] = data
        return len(data)

    def _cut(self, detail: str) -> Truncated:
        return Truncated(file=self._name, where=f"byte {self._given}", detail=detail)

    def close(self) -> None:
        if not self.closed:
            self._zip.close()
            self._raw.close()
        super().close()


def open_bytes(path: Path, limits: UnpackLimits) -> BinaryIO:
    """The bytes of a file, unpacked when it is gzip (told by its first bytes, not by its name)."""
    with path.open("rb") as probe:
        packed = probe.read(2) == GZIP_MAGIC
    if packed:
        return cast(BinaryIO, io.BufferedReader(_Unpacked(path, limits), 1 << 18))
    return path.open("rb", buffering=1 << 18)


def peek(path: Path, limits: UnpackLimits, size: int = _SAMPLE) -> bytes:
    """The first bytes of a file, unpacked; what can be read of a damaged one."""
    parts: list[bytes] = []
    with open_bytes(path, limits) as stream:
        try:
            while size > 0 and (part := stream.read1(size)):  # type: ignore[attr-defined]
                parts.append(part)
                size -= len(part)
        except Truncated:
            pass
    return b"".join(parts)


def find_encoding(sample: bytes) -> str:
    """`utf-8-sig`, `utf-16` or `gb18030`: by mark, else by which of them the lines really are.

    GB18030 text is hardly ever valid UTF-8, so the lines that are not ASCII vote; one broken line changes nothing.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    telling = [
        line for line in sample.split(b"\n")[: None if len(sample) < _SAMPLE else -1] if not line.isascii()
    ]
    valid = sum(_decodes(line, "utf-8") for line in telling)
    if 2 * valid >= len(telling):
        return "utf-8-sig"
    return "gb18030" if sum(_decodes(line, "gb18030") for line in telling) > valid else "utf-8-sig"


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


class Lines:
    """The lines of a text file, bytes that cannot be decoded kept as surrogates; never more than `_LINE_LIMIT` at once.

    The rest of an overlong line is read past and its number noted in `overlong`.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
        self.number = 0
        self.overlong: set[int] = set()

    def __iter__(self) -> Iterator[str]:
        read = self._text.readline
        while line := read(_LINE_LIMIT):
            self.number += 1
            if len(line) == _LINE_LIMIT and not line.endswith("\n"):
                self.overlong.add(self.number)
                while (rest := read(_LINE_LIMIT)) and not rest.endswith("\n"):
                    pass
                line = f"{line[: _LINE_LIMIT - 1]}\n"
            yield line


def undecodable(text: str) -> bool:
    """Whether the text holds bytes that its encoding does not know."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def readable(text: str) -> str:
    """The text with undecodable bytes shown as �."""
    return text.encode("utf-8", "replace").decode("utf-8") if undecodable(text) else text


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size of a file as it lies on disk."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
