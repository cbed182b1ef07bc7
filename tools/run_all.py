"""Runs every script that matches a pattern, one after another, and says so when there is none yet.

python tools/run_all.py 'bench/*/run.py'
python tools/run_all.py --keep docs/drills 'tools/drill/*.py'   also keeps each one's output, named for the script
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(script: Path, keep: Path | None) -> int:
    """One script; its output goes to the terminal and, with `keep`, to a text file as well."""
    name = script.parent.name if script.stem == "run" else script.stem
    print(f"== {name}", flush=True)
    process = subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines = []
    for line in process.stdout or ():
        print(line, end="", flush=True)
        lines.append(line)
    code = process.wait()
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{name}.txt").write_text("".join(lines) + f"exit code {code}\n", "utf-8")
    return code


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("pattern", help="which scripts, from the root of the repository")
    arguments.add_argument(
        "--keep", metavar="FOLDER", type=Path, help="also write each output into this folder"
    )
    given = arguments.parse_args()
    scripts = sorted(path for path in ROOT.glob(given.pattern) if not path.name.startswith("_"))
    if not scripts:
        print(f"nothing to run yet: no file matches {given.pattern}")
        return 0
    failed = [script for script in scripts if run(script, ROOT / given.keep if given.keep else None)]
    for script in failed:
        print(f"failed: {script.relative_to(ROOT)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
