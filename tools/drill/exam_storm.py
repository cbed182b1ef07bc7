"""Five hundred people write an exam at once, the server is killed (SIGKILL) in the middle, every answer is looked for.

python tools/drill/exam_storm.py [--people 500] [--questions 20] [--kills 2] [--pause 8] [--database sqlite,postgresql]

On SQLite and on PostgreSQL. Server and people share this machine. An answer counts as given when the server said that
it has it. What it prints is kept in docs/drills/exam_storm.txt (`make drill`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from with_postgres import server  # noqa: E402

WRONG = ("lost", "other", "unsealed", "marked_wrong")
DATABASES = ("sqlite", "postgresql")


@contextmanager
def address(database: str, folder: str) -> Iterator[str]:
    """Where the database is: a file, or a PostgreSQL server that ends with the storm."""
    if database == "sqlite":
        yield str(Path(folder) / "storm.sqlite3")
        return
    with server() as found:
        yield found


def storm(told: dict[str, Any], database: str) -> dict[str, Any]:
    """The storm on a database of its own, and what was found after it."""
    with TemporaryDirectory(prefix="exam-storm-") as folder, address(database, folder) as place:
        environment = {
            **os.environ,
            "PLUMBLINE_DATABASE": place,
            "PLUMBLINE_DATA": folder,
            "PLUMBLINE_SECRET_KEY": "drill-only-" + "0" * 40,
        }
        command = [sys.executable, "-m", "tests.builders.exam_storm", json.dumps(told)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def said(asked: dict[str, Any], database: str, found: dict[str, Any]) -> str:
    """What is kept."""
    return "\n".join(
        (
            f"-- {database}",
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
    options.add_argument(
        "--database", default=",".join(DATABASES), help="sqlite, postgresql, or both with a comma"
    )
    asked = vars(options.parse_args())
    failed = False
    for database in str(asked.pop("database")).split(","):
        found = storm(asked, database)
        print(said(asked, database, found), end="", flush=True)
        failed |= any(found[name] for name in WRONG) or found["papers"] != found["people"]
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
