"""Where sheets that were sent wait for their import: a folder of the site, emptied once they are in."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings

KEPT = 7 * 86_400
"""Seconds after which a sheet that nobody took in goes."""


def keep(data: bytes) -> str:
    """Keeps a sheet, for this account of the machine alone; its name."""
    name = uuid4().hex
    descriptor = os.open(_folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
    return name


def read(name: str) -> bytes | None:
    """The sheet; None where it is gone."""
    path = _folder() / Path(name).name
    return path.read_bytes() if path.exists() else None


def drop(name: str) -> None:
    """The sheet is in, or given up."""
    (_folder() / Path(name).name).unlink(missing_ok=True)


def sweep(now: int) -> int:
    """Removes what waited too long; how many. `now` in microseconds."""
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < now / 1_000_000 - KEPT]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    found = Path(settings.DATA) / "sheets"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found
