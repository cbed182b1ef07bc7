"""Where a witness reads a log: a folder or an address that holds checkpoint and hash tiles under their C2SP paths."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from plumbline.apps.witness.errors import SourceUnreadable
from plumbline.core.ledger.note import LONGEST_NOTE
from plumbline.core.ledger.tiles import Tile

CHECKPOINT: Final = "checkpoint"
TIMEOUT: Final = 20
"""Seconds that a log may take to answer."""
_LARGEST: Final = LONGEST_NOTE


class Source(Protocol):
    """A log as anyone may read it. Nothing it gives is believed before it was checked."""

    def read(self, name: str) -> bytes:
        """A file of the log by its path; raises SourceUnreadable."""


class FolderSource:
    """A log published into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes:
        """The file; raises SourceUnreadable."""
        try:
            with (self._folder / name).open("rb") as handle:
                return handle.read(_LARGEST)
        except OSError as error:
            raise SourceUnreadable(name=name, problem=error.strerror) from error


class HttpSource:
    """A log served under an address."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def read(self, name: str) -> bytes:
        """The answer's body; raises SourceUnreadable."""
        try:
            with _opener().open(f"{self._address}/{name}", timeout=TIMEOUT) as answer:
                return bytes(answer.read(_LARGEST))
        except (urllib.error.URLError, OSError, ValueError) as error:
            raise SourceUnreadable(name=name, problem=str(error)) from error


def _opener() -> urllib.request.OpenerDirector:
    """HTTP and HTTPS alone, no proxies from the environment: a witness asks whom it was told to ask."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def source_of(given: str) -> Source:
    """The source an option names: an http(s) address, or else a folder."""
    if urlsplit(given).scheme in {"http", "https"}:
        return HttpSource(given)
    return FolderSource(Path(given))


def tile_of(source: Source, tile: Tile) -> bytes:
    """A hash tile; where the partial one is gone because the full one came, the beginning of the full one."""
    try:
        return source.read(tile.path)
    except SourceUnreadable:
        full = Tile(tile.level, tile.index)
        if full == tile:
            raise
        return source.read(full.path)[: tile.width * 32]
