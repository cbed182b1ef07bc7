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


def kept_packs(root: Path) -> PackSet:
    """The packs below `root`. Raises `PackErrors`."""
    files = ((path.as_posix(), path.stat()) for path in sorted(root.rglob("*.yaml")))
    return _loaded(root, tuple((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in files))


@lru_cache(maxsize=2)
def _loaded(root: Path, _files: tuple[Stamp, ...]) -> PackSet:
    return load_packs(root, "skip")
