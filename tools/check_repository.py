"""Finds what may not stand in the repository: registry hosts, machine paths, left-overs, vague names, equal numbers."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from repository_files import ROOT, repository_files, text_of

# Written in parts, so that this file does not name them either.
REGISTRY_HOSTS = tuple(
    "".join(parts)
    for parts in (
        ("python", "hosted.org"),
        ("py", "pi.org"),
        ("registry.", "npmjs"),
        ("registry.", "yarnpkg"),
        ("deb.", "debian.org"),
        ("archive.", "ubuntu.com"),
        ("crates", ".io"),
        ("proxy.", "golang.org"),
    )
)
# The one place that must know where the public Python index is: uv is not there yet to know it for us.
MAY_NAME_THE_INDEX = Path("tools/bootstrap.py")

LEFT_OVERS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b")
UNFILLED = re.compile(r"@@[A-Z_]+@@")
HOME_PATHS = re.compile(r"(?<![\w.~])/(?:home|Users)/[a-z][\w.-]*/|(?<![\w.~$}])/ro" r"ot/")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
TEXT_OF_OTHERS = {Path("LICENSE")}
# The checkout and what lies beside it; the folder's name alone may be an address of a page as well.
PATHS_HERE = tuple(str(path) for path in ROOT.parent.iterdir()) if len(ROOT.parent.parts) > 1 else ()


def host_problems(path: Path, number: int, line: str) -> Iterator[str]:
    """Registry hosts named on a line."""
    for host in REGISTRY_HOSTS:
        if host in line.lower() and not (path == MAY_NAME_THE_INDEX and host == REGISTRY_HOSTS[1]):
            yield f"{path}:{number}: names a registry host; say «the public index», let the client choose"


def line_problems(path: Path, number: int, line: str) -> Iterator[str]:
    """Everything that may not stand on a line of this file."""
    yield from host_problems(path, number, line)
    if any(path_here in line for path_here in PATHS_HERE):
        yield f"{path}:{number}: absolute path of this checkout; use a path relative to the repository"
    if HOME_PATHS.search(line):
        yield f"{path}:{number}: path of one machine's home folder"
    if UNFILLED.search(line):
        yield f"{path}:{number}: unfilled mark"
    if path.parts[0] in {"src", "packs"} and (left := LEFT_OVERS.search(line)):
        yield f"{path}:{number}: left-over {left[0]}; do it, or open an issue"


def name_problems(path: Path) -> Iterator[str]:
    """A file or folder name that says nothing about what is inside."""
    for part in (*path.parts[:-1], path.stem):
        if part.lower() in VAGUE_NAMES:
            yield f"{path}: «{part}» says nothing; name it for what it does"


def number_problems(paths: Iterable[Path]) -> Iterator[str]:
    """Two migrations of one app under one number: each fits alone, together no database can be set up."""
    numbers = Counter((one.parent, one.name[:4]) for one in paths if one.parent.name == "migrations")
    for (folder, number), times in numbers.items():
        if times > 1 and number.isdecimal():
            yield f"{folder}: {times} migrations numbered {number}; renumber the later and let it follow the other"


def problems() -> Iterator[str]:
    """All findings over all files."""
    yield from number_problems(repository_files())
    for path in repository_files():
        yield from name_problems(path)
        text = None if path in TEXT_OF_OTHERS else text_of(path)
        for number, line in enumerate((text or "").splitlines(), 1):
            yield from line_problems(path, number, line)


def main() -> int:
    found = list(problems())
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
