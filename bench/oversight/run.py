"""What a tick over changed cases costs against a look at every case, and whether it grows with the store; in turns.

    python bench/oversight/run.py                      1,000 and 100 cases, one in a hundred changed
    python bench/oversight/run.py --cases 5000 --rounds 7

A scan of everything by the plain evaluator reads every case; `bench/scan` measures the scan by columns. Processor time,
since commits depend on the disk. Data lie in a folder that is removed at the end.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_DAY = 86_400_000_000


def measured(work: Any) -> float:
    """Processor time of it."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def rounds_of(cases: int, rounds: int, changed: int) -> list[tuple[float, float]]:
    """In a process of its own, with a database of so many cases: a tick over `changed` cases, and a scan of all."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from plumbline.apps.ledger_store.actions import enter_all  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415
    from plumbline.apps.supervision.actions import scan_all, tick  # noqa: PLC0415
    from plumbline.apps.supervision.models import CaseLooked  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415
    from plumbline.site.demo.living import living_entries  # noqa: PLC0415
    from plumbline.site.demo.people import settle  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now = server_clock()
    begun = now - 400 * _DAY
    for at, wanted in living_entries(settle(begun, day_in_zone(begun)), shelf(), now, cases=cases):
        enter_all(wanted, now=at)
    scan_all(now=now)
    tick(now=now)
    there = list(CaseLooked.objects.order_by("case").values_list("case", flat=True))
    found = []
    for number in range(rounds):
        chosen = there[number * changed : (number + 1) * changed] or there[:changed]
        CaseLooked.objects.filter(case__in=chosen).update(again_at=now)  # as if a clock of theirs had run out
        ours = measured(lambda: tick(now=now))
        found.append((ours, measured(lambda: scan_all(now=now))))
    return found


def in_process(cases: int, rounds: int, changed: int) -> list[tuple[float, float]]:
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
            "PLUMBLINE_SECRET_KEY": "bench-only-" + "0" * 40,
            "PLUMBLINE_DATABASE": str(Path(folder, "oversight.sqlite3")),
            "PLUMBLINE_DATA": folder,
        }
        asked = ["--inside", "--cases", str(cases), "--rounds", str(rounds), "--changed", str(changed)]
        done = subprocess.run(
            [sys.executable, __file__, *asked], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    return [tuple(map(float, line.split())) for line in done.stdout.splitlines()]  # type: ignore[misc]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        for ours, whole in rounds_of(asked.cases, asked.rounds, asked.changed):
            print(ours, whole)
        return 0
    small, large = (in_process(n, asked.rounds, asked.changed) for n in (asked.cases // 10, asked.cases))
    share = sorted(ours / whole for ours, whole in large)
    growth = sorted(a[0] / b[0] for a, b in zip(large, small, strict=True))
    ours = statistics.median(one[0] for one in large) * 1e3
    print(
        f"tick over {asked.changed} of {asked.cases} cases ÷ scan of all: {statistics.median(share):.3f} "
        f"({share[0]:.3f}–{share[-1]:.3f}, {asked.rounds} rounds); {ours:.0f} ms\n"
        f"the same tick in ten times as many cases: {statistics.median(growth):.2f} ({growth[0]:.2f}–{growth[-1]:.2f})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
