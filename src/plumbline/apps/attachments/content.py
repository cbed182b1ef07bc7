"""The content under inspection, and what inspecting it found."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plumbline.apps.attachments.errors import HoldsActive, NotWhole, TwoThings
from plumbline.apps.attachments.foreign import Words
from plumbline.apps.attachments.kinds import Kind

Piece = tuple[int, int] | bytes
"""A span of the content, or bytes that stand in its place."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes, mapped, under the name it came with."""

    path: Path
    name: str
    data: mmap.mmap

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    def damaged(self, zh: str, en: str) -> NotWhole:
        """It cannot be read to its end."""
        return NotWhole(name=self.name, problem_zh=zh, problem_en=en)

    def cut_off(self) -> NotWhole:
        """It ends before it should."""
        return self.damaged("内容不完整", "it ends too early")

    def two_things(self, kind: Kind, other: Words) -> TwoThings:
        """It is `kind` and something else."""
        return TwoThings(
            name=self.name, kind_zh=kind.zh, kind_en=kind.en, other_zh=other[0], other_en=other[1]
        )

    def active(self, zh: str, en: str) -> HoldsActive:
        """It holds something that could act."""
        return HoldsActive(name=self.name, what_zh=zh, what_en=en)


@contextmanager
def opened(path: Path, name: str) -> Iterator[Content]:
    """The content of a file that is not empty."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield Content(path, name, data)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is, and what it says; `without_place` are the pieces that it has without coordinates."""

    kind: Kind
    pages: int | None = None
    text: str = ""
    without_place: Sequence[Piece] | None = None
    """None where it holds no coordinates and nothing is cut off."""


Checker = Callable[[Content], Found]
