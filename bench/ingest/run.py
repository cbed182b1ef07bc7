"""Speed of ingest as ratios in one run: a batch of received records against bare inserts and against single calls.

python bench/ingest/run.py [--rounds 5] [--memory 1000000] [--megabytes 100] [--postgresql]

Memory alone: `--rounds 0 --megabytes 0 --memory 1000000`.

*Bare*: Django's `bulk_create` of the very rows that the batch wrote, into tables of the same columns without index or
constraint, one transaction. *Single calls*: the interface in this process, a row a call, without a network. Sending and
playing a film (`upload_part.py`) follow, in a process of their own. With `--postgresql` a server of its own, fsync on,
holds the rows; its processor time counts with that of this process, its sealing, which another process does, does not.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SINGLES = 24


def main() -> int:
    given = _arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="plumbline-bench-")))
        _site(folder, _server(folder, stack) if given.postgresql else "")
        from batch_part import Batches  # noqa: PLC0415 - the site is set up only now

        made = Batches()
        rounds = [_round(made, at) for at in range(given.rounds)]
        print("| what | ratio | spread | wanted | |\n|---|---|---|---|---|")
        if rounds:
            batch = "a batch of 1,000 records against bare bulk_create of the same rows"
            _line(batch, rounds, "bare", "batch", "≥ 0.25")
            _line("a record in a batch against one in a call of its own", rounds, "single", "batch", "≥ 8")
        if given.memory:
            _memory(made, given.memory)
    if given.megabytes:
        part = [sys.executable, str(Path(__file__).with_name("upload_part.py"))]
        told = ["--megabytes", str(given.megabytes), "--rounds", str(given.rounds)]
        return subprocess.run([*part, *told], check=False).returncode
    return 0


def _round(made: Any, at: int) -> dict[str, float]:
    """Processor time of a record, each way."""
    batch = made.batch(at)
    return {"batch": batch, "bare": made.bare(), "single": made.singles(at, SINGLES)}


def _line(name: str, rounds: list[dict[str, float]], peer: str, ours: str, wanted: str) -> None:
    values = sorted(one[peer] / one[ours] for one in rounds)
    last = rounds[-1]
    note = f"{ours} {last[ours] * 1e6:.0f} µs, {peer} {last[peer] * 1e6:.0f} µs a record"
    print(
        f"| {name} | {statistics.median(values):.2f} | {values[0]:.2f}–{values[-1]:.2f} | {wanted} | {note} |"
    )


def _memory(made: Any, most: int) -> None:
    """Peak memory after 10,000 records and after each tenfold, up to `most`; told on the way, for it takes long."""
    first, done, told_at = 0.0, 0, 10_000
    begun = time.monotonic()
    for at in _from(10_000):
        made.batch(at)
        done += 1_000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if done < min(told_at, most):
            continue
        told_at, first = told_at * 10 if done < 100_000 else told_at + 100_000, first or peak
        told = f"{first:.0f} MB, {peak:.0f} MB; {time.monotonic() - begun:.0f} s"
        name = f"peak memory, {done:,} records against 10,000"
        print(f"| {name} | {peak / first:.2f} | one run | flat | {told} |", flush=True)
        if done >= most:
            break


def _from(first: int) -> Iterator[int]:
    while True:
        yield first
        first += 1


def _server(folder: Path, stack: ExitStack) -> str:
    """The address of a PostgreSQL server that is there until the stack ends."""
    sys.path.insert(0, str(ROOT / "tools"))
    from with_postgres import server  # noqa: PLC0415 - lies among the tools

    folder.chmod(0o755)
    return stack.enter_context(server({"fsync": "on", "full_page_writes": "on", "autovacuum": "on"}))


def _site(folder: Path, database: str) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="plumbline.site.settings",
        PLUMBLINE_DATA=str(folder),
        PLUMBLINE_DATABASE=database,
        PLUMBLINE_SECRET_KEY="bench-only-" + "0" * 40,
        PLUMBLINE_HOSTS="testserver",
    )
    sys.path[:0] = [str(ROOT), str(ROOT / "bench/web"), str(Path(__file__).parent)]
    import django  # noqa: PLC0415 - the settings are known only now
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument(
        "--megabytes", type=int, default=300, help="size of the film that is sent and played; 0 leaves it out"
    )
    arguments.add_argument(
        "--memory", type=int, default=0, help="records for the line of memory; 0 leaves it out"
    )
    arguments.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own")
    return arguments.parse_args()


if __name__ == "__main__":
    sys.exit(main())
