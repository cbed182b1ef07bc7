"""Where case files that were made wait to be taken away: a folder of the site, emptied after a day."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from django.conf import settings

from plumbline.apps.jobs.errors import NoSuchJob
from plumbline.apps.jobs.queries import job

Part = Literal["main", "internal", "evidence"]
PARTS: tuple[Part, ...] = ("main", "internal", "evidence")
KEPT = 86_400
"""Seconds for which a file waits."""


def path_of(job: int, part: Part) -> Path:
    """Where what the job makes lies."""
    return folder() / f"{job}.{'zip' if part == 'evidence' else 'pdf'}"


def folder() -> Path:
    """The folder, made where it is not there; open to this account alone."""
    found = Path(settings.DATA) / "case-files"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def forget(case: str) -> int:
    """Remove what was made of a case and still waits, and what nobody can tell whose it is; how many."""
    gone = 0
    for path in folder().iterdir():
        if _case_of(path) in (case, None):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _case_of(path: Path) -> object:
    number = path.name.partition(".")[0]
    try:
        return job(int(number)).arguments.get("case")
    except (ValueError, NoSuchJob):
        return None


def sweep(now: int) -> int:
    """Remove what waited longer; how many. `now` in microseconds."""
    gone = 0
    for path in folder().iterdir():
        if path.stat().st_mtime < now / 1_000_000 - KEPT:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
