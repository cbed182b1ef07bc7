"""Runs what `make test` leaves out for its length: larger districts, more formats, more counts, all random examples.

python tools/drill/whole_tests.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    pytest = [sys.executable, "-m", "pytest", "-n", "2"]
    all_examples = {**os.environ, "PLUMBLINE_EXAMPLES": "all"}
    left_out = subprocess.run([*pytest, "-m", "drill", "--durations=0", "tests"], cwd=ROOT, check=False)
    random = [*pytest, "tests/agreement", "tests/core", "tests/apps/ledger_store/test_record_form.py"]
    examples = subprocess.run(random, cwd=ROOT, env=all_examples, check=False)
    return left_out.returncode or examples.returncode


if __name__ == "__main__":
    sys.exit(main())
