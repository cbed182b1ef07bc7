"""The packs of a folder, loaded once a process and kept while its files stay as they are.

    packs = kept_packs(Path("packs"))

Loading takes a second; the desk, the scan and the commands of one process share what was loaded. Worked examples are
left to `pack check`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from plumbline.core.procedures.pack_set import PackSet, load_packs

Stamp: TypeAlias = tuple[str, int, int, int]
"""Name, time of change, size and inode of a file."""


def kept_packs(root: Path, own_calendars: Path | None = None) -> PackSet:
    """The packs below `root`, with the notices of holidays that a site keeps. Raises `PackErrors`."""
    return _loaded(root, own_calendars, (*_stamps(root), *(_stamps(own_calendars) if own_calendars else ())))


def _stamps(folder: Path) -> tuple[Stamp, ...]:
    files = ((path.as_posix(), path.stat()) for path in sorted(folder.rglob("*.yaml")))
    return tuple((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in files)


@lru_cache(maxsize=2)
def _loaded(root: Path, own_calendars: Path | None, _files: tuple[Stamp, ...]) -> PackSet:
    return load_packs(root, "skip", own_calendars=own_calendars)
