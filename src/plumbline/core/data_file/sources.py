"""Data files that belong together: their names and texts, from files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from plumbline.core.data_file.errors import FileMissing, Found, Place
from plumbline.core.data_file.nodes import read_text


class Source(NamedTuple):
    """A data file: the name shown in errors and its text."""

    name: str
    text: str


def read_sources(*places: Path) -> list[Source]:
    """The YAML files of the given files and folders (each folder's in order of name). Raises `PackErrors`."""
    found = Found()
    sources: list[Source] = []
    for place in places:
        files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
        if not files:
            found.add(FileMissing(place=Place(place.as_posix(), 1), wanted="*.yaml"))
        for file in files:
            with found.part():
                sources.append(Source(file.as_posix(), read_text(file)))
    found.stop()
    return sources
