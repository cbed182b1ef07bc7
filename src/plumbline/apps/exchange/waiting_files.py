"""Files on their way in: those sent in a page, and the folder into which systems of organs drop theirs.

DROP/<source>/<name>            taken in when nothing has been written to it for a minute; then removed
DROP/<source>/results/<name>.json   what became of it: counts and what is wrong by row, no contents
DROP/<source>/failed/<name>     a file whose rows cannot be read at all
DROP/<source>/again/<id>-<name>     a file whose taking in broke off: a job of its own tries it again
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.conf import settings

STILL: Final = 60_000_000
"""Microseconds for which a file must have lain untouched before it is taken for whole."""
_OWN: Final = frozenset({"results", "failed", "again"})


def keep(chunks: Iterable[bytes]) -> str:
    """Keeps a file that a page sent, for this account of the machine alone; its name."""
    name = uuid4().hex
    descriptor = os.open(_uploads() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for chunk in chunks:
            out.write(chunk)
    return name


def kept(name: str) -> Path:
    """Where it lies."""
    return _uploads() / Path(name).name


def dropped(now: int) -> Iterator[tuple[str, Path]]:
    """(source, file) of each file that lies whole in the drop folder, the oldest first."""
    root = drop_folder()
    if not root.is_dir():
        return
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        whole = [path for path in folder.iterdir() if _is_whole(path, now)]
        for path in sorted(whole, key=lambda one: (one.stat().st_mtime, one.name)):
            yield folder.name, path


def report(source: str, name: str, told: Mapping[str, Any]) -> None:
    """Lays down what became of a dropped file."""
    folder = drop_folder() / source / "results"
    folder.mkdir(mode=0o750, exist_ok=True)
    part = folder / f".{name}.json"
    part.write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")
    part.replace(folder / f"{name}.json")


def put_aside(path: Path) -> None:
    """A file that cannot be read at all goes out of the way."""
    folder = path.parent / "failed"
    folder.mkdir(mode=0o750, exist_ok=True)
    path.replace(folder / path.name)


def set_apart(path: Path) -> str:
    """A file whose taking in broke off goes where nothing behind it waits for it; the name that it has there."""
    folder = path.parent / "again"
    folder.mkdir(mode=0o750, exist_ok=True)
    name = f"{uuid4().hex}-{path.name}"
    path.replace(folder / name)
    return name


def apart(source: str, name: str) -> Path:
    """Where it lies."""
    return drop_folder() / source / "again" / Path(name).name


def drop_folder() -> Path:
    """The folder that is watched."""
    return Path(settings.EXCHANGE_DROP)


def _is_whole(path: Path, now: int) -> bool:
    if path.is_symlink() or not path.is_file() or path.name.startswith(".") or path.name in _OWN:
        return False
    return not path.name.endswith((".part", ".tmp")) and path.stat().st_mtime * 1_000_000 < now - STILL


def _uploads() -> Path:
    found = Path(settings.DATA) / "exchange"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found
