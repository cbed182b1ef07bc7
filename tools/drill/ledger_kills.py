"""Kills a thousand processes that enter and seal records, on SQLite and on PostgreSQL, then judges the whole log.

python tools/drill/ledger_kills.py [--kills 1000]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from with_postgres import server  # noqa: E402


@contextmanager
def on_sqlite(folder: Path) -> Iterator[str]:
    yield str(folder / "kills.sqlite3")


@contextmanager
def on_postgresql(_folder: Path) -> Iterator[str]:
    with server() as address:
        yield address


def storm(database: str, folder: Path, kills: int) -> int:
    """One database; fails when something acknowledged is lost or doubled, or what is stored does not verify."""
    environment = {
        **os.environ,
        "PLUMBLINE_DATABASE": database,
        "PLUMBLINE_DATA": str(folder),
        "PLUMBLINE_SECRET_KEY": "drill-only-" + "0" * 40,
    }
    weather = json.dumps([{"kills": kills, "writers": 6, "cases": 8, "batch": 3, "give_up": 0.02}])
    command = [sys.executable, "-m", "tests.builders.ledger_storm", weather]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"FAILED after {time.monotonic() - begun:.0f} s\n{done.stdout}", flush=True)
        return done.returncode
    told = json.loads(done.stdout.splitlines()[-1])[-1]
    print(
        f"{kills:,} kills (SIGKILL) of 6 writers and the sealing process at random; one to three records an entry,"
        f" one entry in fifty rolled back\n"
        f"{told['acknowledged']:,} records acknowledged, {told['entered']:,} there: none lost, none doubled\n"
        f"{told['sealed']:,} records sealed under SHA-256 and SM3 by {told['checkpoints']:,} checkpoints; all verified,"
        f" projections equal to folding again\n{time.monotonic() - begun:.0f} s",
        flush=True,
    )
    return 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--kills", type=int, default=1000)
    kills = arguments.parse_args().kills
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    failed = False
    for place in (on_sqlite, on_postgresql):
        print(f"-- {place.__name__.removeprefix('on_')}", flush=True)
        with TemporaryDirectory() as name, place(Path(name)) as database:
            if database.startswith("postgresql"):
                with psycopg.connect(database) as opened:
                    version = opened.info.server_version
                    print(f"PostgreSQL {version // 10_000}.{version % 10_000}", flush=True)
            failed |= storm(database, Path(name), kills) != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
