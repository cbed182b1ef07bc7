"""The files that belong to the repository: what git tracks or would track."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SKIPPED_FOLDERS = {".git", ".venv", "node_modules", "__pycache__", "build", "dist", "out", "var"}


@cache
def repository_files() -> tuple[Path, ...]:
    """Existing files, relative to the root; from git where there is a work tree, else from the folder itself."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode(
            "utf-8", "surrogateescape"
        )
    except (OSError, subprocess.CalledProcessError):
        walked = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return tuple(sorted(path for path in walked if not SKIPPED_FOLDERS & set(path.parts)))
    return tuple(
        sorted(path for path in map(Path, filter(None, listed.split("\0"))) if (ROOT / path).is_file())
    )


def text_of(path: Path) -> str | None:
    """The text of a repository file, or None when it is no text."""
    data = (ROOT / path).read_bytes()
    if b"\0" in data[:8192]:
        return None
    return data.decode("utf-8", "replace")
