"""Kills a thousand processes that enter and seal records, on SQLite and on PostgreSQL, then judges the whole log.

python tools/drill/ledger_kills.py [--kills 1000]
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

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from with_postgres import server  # noqa: E402


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    yield str(folder / "kills.sqlite3")


@contextmanager
def postgresql(_folder: Path) -> Iterator[str]:
    with server() as address:
        yield address


def storm(database: str, folder: Path, kills: int) -> int:
    """One database; the storm prints what happened, and fails when something acknowledged is lost or wrong."""
    environment = {
        **os.environ,
        "PLUMBLINE_DATABASE": database,
        "PLUMBLINE_DATA": str(folder),
        "PLUMBLINE_SECRET_KEY": "drill-only-" + "0" * 40,
    }
    weather = json.dumps([{"kills": kills, "writers": 6, "cases": 8, "give_up": 0.02}])
    command = [sys.executable, "-m", "tests.builders.ledger_storm", weather]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--kills", type=int, default=1000)
    kills = arguments.parse_args().kills
    failed = False
    for place in (sqlite, postgresql):
        print(f"-- {place.__name__}, {kills} kills", flush=True)
        with TemporaryDirectory() as name, place(Path(name)) as database:
            failed |= storm(database, Path(name), kills) != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
