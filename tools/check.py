"""Runs every check of the house, two at a time, and prints one line each; what a failing check said follows it.

python tools/check.py             all
python tools/check.py lint sizes  some (the names the first column shows)
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

PROGRAM = str(BIN / "python")
CHECKS: dict[str, list[str]] = {
    "types": [str(BIN / "mypy"), "--no-error-summary", "src", "tools"],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--quiet", "--check", "--diff", "."],
    "layers": [str(BIN / "lint-imports"), "--no-logo"],
    "sizes": [PROGRAM, "tools/check_sizes.py"],
    "repository": [PROGRAM, "tools/check_repository.py"],
    "licences": [PROGRAM, "tools/check_licences.py"],
    "messages": [PROGRAM, "tools/messages.py", "--check"],
    "locks": [PROGRAM, "tools/lock.py", "--check"],
    "generated": [PROGRAM, "tools/generated.py", "--check"],
}


def run(name: str) -> tuple[str, bool, float, str]:
    """One check: its name, whether it held, seconds, what it said."""
    begun = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, capture_output=True, text=True, check=False)
    return name, done.returncode == 0, time.monotonic() - begun, (done.stdout + done.stderr).strip()


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("names", nargs="*", metavar="CHECK", help=f"one or more of: {', '.join(CHECKS)}")
    names = arguments.parse_args().names or list(CHECKS)
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        arguments.error(f"no check {', '.join(unknown)}; there are: {', '.join(CHECKS)}")
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, held, seconds, said in pool.map(run, names):
            print(f"{'ok  ' if held else 'FAIL'} {name:<10} {seconds:5.1f} s", flush=True)
            if not held:
                failed.append(name)
                print("\n".join(f"     {line}" for line in said.splitlines()), flush=True)
    if failed:
        print(f"checks failed: {', '.join(failed)} (make fix mends what can be mended by itself)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
