"""Five hundred people write an exam at once, the server is killed (SIGKILL) in the middle, every answer is looked for.

python tools/drill/exam_storm.py [--people 500] [--questions 20] [--kills 2] [--pause 8]

Server and people share this machine. An answer counts as given when the server said that it has it. What it prints is
kept in docs/drills/exam_storm.txt (`make drill`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WRONG = ("lost", "other", "unsealed", "marked_wrong")


def storm(told: dict[str, Any]) -> dict[str, Any]:
    """The storm on a SQLite database of its own, and what was found after it."""
    with TemporaryDirectory(prefix="exam-storm-") as folder:
        environment = {
            **os.environ,
            "PLUMBLINE_DATABASE": str(Path(folder) / "storm.sqlite3"),
            "PLUMBLINE_DATA": folder,
            "PLUMBLINE_SECRET_KEY": "drill-only-" + "0" * 40,
        }
        command = [sys.executable, "-m", "tests.builders.exam_storm", json.dumps(told)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def said(asked: dict[str, Any], found: dict[str, Any]) -> str:
    """What is kept."""
    return "\n".join(
        (
            f"{found['people']} people, {asked['questions']} questions each, {os.cpu_count()} cores for all",
            f"{found['saved']:,} answers taken in {found['seconds']} s; the server was killed {found['kills']} times "
            f"and was away {found['away']} s in all; {found['again']:,} requests were sent again",
            f"an answer was on the server after {found['median_ms']} ms (median), {found['p95_ms']} ms (95 of 100), "
            f"{found['longest_s']} s (longest, over a killed server)",
            f"papers handed in by their holders: {found['papers']} of {found['people']}",
            f"answers looked for: {found['answers']:,}; lost {found['lost']}, other than given {found['other']}, "
            f"papers whose sealed hash does not fit {found['unsealed']}, marked wrong {found['marked_wrong']}",
            "",
        )
    )


def main() -> int:
    """The drill; 1 where anything was lost."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--people", type=int, default=500)
    options.add_argument("--questions", type=int, default=20)
    options.add_argument("--kills", type=int, default=2)
    options.add_argument("--pause", type=float, default=8.0, help="mean seconds between two answers")
    asked = vars(options.parse_args())
    found = storm(asked)
    print(said(asked, found), end="")
    return int(any(found[name] for name in WRONG) or found["papers"] != found["people"])


if __name__ == "__main__":
    sys.exit(main())
