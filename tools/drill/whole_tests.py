"""Runs the tests that `make test` leaves out for their length: larger districts, more formats, more counts.

python tools/drill/whole_tests.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    command = [sys.executable, "-m", "pytest", "-n", "2", "-m", "drill", "--durations=0", "tests"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
