"""Kills the scan at random moments while cases go on, on SQLite and PostgreSQL; compares with one look at the end.

python tools/drill/scan_kills.py [--kills 60] [--cases 300]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from with_postgres import server  # noqa: E402

_LONGEST = 4.0
"""Seconds after which a kill comes at the latest; a start takes about half of that."""


@contextmanager
def on_sqlite(folder: Path) -> Iterator[str]:
    yield str(folder / "scan.sqlite3")


@contextmanager
def on_postgresql(_folder: Path) -> Iterator[str]:
    with server() as address:
        yield address


def settings_for(database: str, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PLUMBLINE_DATABASE": database,
        "PLUMBLINE_DATA": str(folder),
        "PLUMBLINE_SECRET_KEY": "drill-only-" + "0" * 40,
        "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
        "PLUMBLINE_LEDGER_KEY": str(folder / "ledger.key"),
        "PLUMBLINE_LEDGER_ORIGIN": "plumbline.invalid/drill",
    }


def storm(kills: int, cases: int) -> int:
    """In a process with one database: the number of differences found at the end."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from plumbline.apps.ledger_store.actions import enter_all, new_key_file  # noqa: PLC0415
    from plumbline.apps.ledger_store.queries import log_state  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415
    from plumbline.apps.supervision.actions import scan_all, tick  # noqa: PLC0415
    from plumbline.apps.supervision.models import FindingRow  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415
    from plumbline.site.demo.living import living_entries  # noqa: PLC0415
    from plumbline.site.demo.people import settle  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    new_key_file(Path(os.environ["PLUMBLINE_LEDGER_KEY"]), os.environ["PLUMBLINE_LEDGER_ORIGIN"])
    sealing = subprocess.Popen(
        [sys.executable, "-m", "plumbline.site", "ledger", "seal"], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    rng, now = random.Random(5), server_clock()
    begun = now - 400 * 86_400_000_000
    days = list(living_entries(settle(begun, day_in_zone(begun)), shelf(), now, cases=cases))
    killed, waiting = 0, list(days)
    share = max(1, len(days) // max(1, kills))
    while killed < kills:
        for _ in range(share):
            if waiting:
                at, wanted = waiting.pop(0)
                enter_all(wanted, now=at)
        killed += _killed(rng.uniform(0.2, _LONGEST))
    for at, wanted in waiting:
        enter_all(wanted, now=at)
    while log_state().waiting:  # on PostgreSQL a record has its leaf a moment after it was entered
        time.sleep(0.2)
    sealing.terminate()
    sealing.wait(timeout=30)
    end = server_clock()
    last = tick(now=end)
    doubled = FindingRow.objects.count() - FindingRow.objects.values("case", "key").distinct().count()
    found = scan_all(now=end)
    differences = found.opened + found.changed + found.closed + doubled
    print(
        f"{kills} kills (SIGKILL) of the scan over {cases} cases; the tick after them looked at {last.looked}\n"
        f"{FindingRow.objects.count()} findings there; a look at every case finds {differences} different, "
        f"{doubled} doubled, {len(found.left_out)} cases left out",
        flush=True,
    )
    return int(differences) + len(found.left_out)


def _killed(seconds: float) -> bool:
    """Starts a scan and kills it after so long; whether it still ran."""
    command = [sys.executable, "-m", "plumbline.site", "scan", "--json"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL) if running else None
    process.wait()
    return running


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return min(storm(asked.kills, asked.cases), 1)
    failed = 0
    for name, database in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        with TemporaryDirectory() as folder, database(Path(folder)) as address:
            print(f"{name}:", flush=True)
            command = [
                sys.executable,
                __file__,
                "--inside",
                "--kills",
                str(asked.kills),
                "--cases",
                str(asked.cases),
            ]
            failed += subprocess.run(command, env=settings_for(address, Path(folder)), check=False).returncode
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
