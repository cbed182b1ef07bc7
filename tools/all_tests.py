"""The checks and all tests with no core waiting: checks, then tests on PostgreSQL, go on beside those on SQLite.

What goes on beside is one thing after another and goes first; the tests on SQLite, which divide among workers, take
what it leaves. As equals, four processes on two cores, it was still at work when the others were through. It is printed
when it has ended; a check that fails is told at once.

    python tools/all_tests.py --jobs 3
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sys.executable
PYTEST = str(Path(PROGRAM).parent / "pytest")
GIVE_WAY = ("nice", "-n", "5")
Step: TypeAlias = tuple[str, tuple[str, ...]]
BESIDE: tuple[Step, ...] = (
    ("checks", (PROGRAM, "tools/check.py")),
    # In one process: each further worker would read every test and load the packs again.
    ("PostgreSQL", (PROGRAM, "tools/with_postgres.py", PYTEST, "-m", "database and not drill", "tests")),
)


def one_after_another(steps: Sequence[Step]) -> tuple[list[str], str]:
    """Runs steps quietly; which failed, and what all of them said."""
    failed: list[str] = []
    said = ""
    for name, command in steps:
        begun = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        told = f"== {name}: {time.monotonic() - begun:.0f} s\n{done.stdout}"
        said += told
        if done.returncode:
            failed.append(name)
            print(f"\n{told}", flush=True)
    return failed, said


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--jobs", default="3", help="workers for the tests on SQLite")
    jobs = arguments.parse_args().jobs
    with tempfile.TemporaryDirectory(prefix="plumbline-run-") as shared, ThreadPoolExecutor(1) as pool:
        os.environ["PLUMBLINE_TEST_RUN"] = shared  # what one run has made ready, the other finds there
        beside = pool.submit(one_after_another, BESIDE)
        # Each worker takes a share of the tests, and from the others' when it is through.
        plain = subprocess.run(
            [*GIVE_WAY, PYTEST, "-n", jobs, "--dist", "worksteal", "tests"], cwd=ROOT, check=False
        ).returncode
        failed, said = beside.result()
    print(said, flush=True)
    if plain:
        failed.insert(0, "SQLite")
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
