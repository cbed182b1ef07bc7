"""Every procedure of the packs in a real Chromium: each step with what its examples enter, each guard broken.

python tools/drill/browser_walks.py [--size desktop|phone] [--jobs N] [PROCEDURE ...]

A browser with one page before a site on loopback, whose database is put back for each example; one on each core. What
it prints is kept in docs/drills/browser_walks.txt (`make drill`).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """The drill; 1 where anything was not as it must be."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tools")}
    command = [sys.executable, "-m", "tests.builders.walked_site", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
