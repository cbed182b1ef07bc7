"""What a tick over changed cases costs against a look at every case, and whether it grows with the store; in turns.

    python bench/oversight/run.py                                    20,000 and 2,000 cases, 200 changed
    python bench/oversight/run.py --cases 1000000 --changed 1000     a million and 100,000: half an hour to fill

Each round enters a record in so many cases, unmeasured, and then the tick follows the log to them. The look at every
case is that of `scan --all` by the plain evaluator, measured over `--part` cases, other ones in each round, and
reckoned up to all. Processor time, since commits depend on the disk. Data lie in a folder that is removed at the end.
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

ROOT = Path(__file__).resolve().parents[2]
Rounds = list[tuple[float, float]]


def change(cases: list[str], now: int) -> None:
    """A record in each of the cases: who handles it is named again."""
    from uuid import uuid4  # noqa: PLC0415

    from plumbline.apps.ledger_store.actions import Draft, Wanted  # noqa: PLC0415
    from plumbline.apps.ledger_store.queries import case_records  # noqa: PLC0415
    from plumbline.apps.ledger_store.store import keep  # noqa: PLC0415
    from plumbline.core.cases.reserved import ASSIGN_CASE  # noqa: PLC0415
    from plumbline.core.ledger.moment import Moment, written_instant  # noqa: PLC0415

    wanted = []
    for case in cases:
        held = [one.record for one in case_records(case)]
        last = next(one for one in reversed(held) if one.step == ASSIGN_CASE)
        draft = Draft(
            id=uuid4().hex,
            case=case,
            step=ASSIGN_CASE,
            at=Moment(written_instant(now), "microsecond"),
            organ=last.organ,
            entered_by=last.entered_by,
            pack=last.pack,
            by=last.by,
            confirmations=last.confirmations,
            fields=dict(last.fields),
        )
        wanted.append(Wanted(draft, len(held)))
    keep(wanted, now=now, projections=())


def rounds_of(cases: int, rounds: int, changed: int, part: int) -> Rounds:
    """In a process of its own, with a database of so many cases: a tick over `changed` cases, and a look at all."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from store import fill  # noqa: PLC0415

    from plumbline.apps.supervision.models import CaseLooked  # noqa: PLC0415
    from plumbline.site.clock import server_clock  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    begun, now = time.monotonic(), server_clock()
    fill(cases, now)
    there = list(
        CaseLooked.objects.filter(case__startswith="QS").order_by("case").values_list("case", flat=True)
    )
    print(f"# {len(there)} cases in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    part, stride = min(part or len(there), len(there)), len(there) // changed
    found = []
    for number in range(rounds):
        now += 60_000_000
        change(there[number::stride][:changed], now)
        first = number * part % max(1, len(there) - part + 1)
        some = there[first : first + part]
        ours, whole = ticked(now, changed), looked_at(some, now)
        found.append((ours, whole * len(there) / len(some)))
    return found


def ticked(now: int, changed: int) -> float:
    """Processor time of a tick that must look at so many cases at least."""
    from plumbline.apps.supervision.actions import tick  # noqa: PLC0415

    begun = time.process_time()
    looked = tick(now=now).looked
    spent = time.process_time() - begun
    assert looked >= changed, looked
    return spent


def looked_at(cases: list[str], now: int) -> float:
    """Processor time of looking at these, as the scan of everything does; it must find nothing new."""
    from plumbline.apps.supervision.actions import scanning  # noqa: PLC0415

    found = scanning.Scanned()
    begun = time.process_time()
    scanning._look_at(cases, scanning._Seen(now), found, lambda _done, _all: None)
    spent = time.process_time() - begun
    assert (found.looked, found.opened, found.closed) == (len(cases), 0, 0), found
    return spent


def in_process(cases: int, asked: argparse.Namespace) -> Rounds:
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
            "PLUMBLINE_SECRET_KEY": "bench-only-" + "0" * 40,
            "PLUMBLINE_DATABASE": str(Path(folder, "oversight.sqlite3")),
            "PLUMBLINE_DATA": folder,
        }
        told = {"cases": cases, "rounds": asked.rounds, "changed": asked.changed, "part": asked.part}
        options = [text for name, value in told.items() for text in (f"--{name}", str(value))]
        command = [sys.executable, __file__, "--inside", *options]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [tuple(map(float, line.split())) for line in done.stdout.splitlines()]  # type: ignore[misc]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--changed", type=int, default=200)
    parser.add_argument("--part", type=int, default=5_000, help="cases looked at in place of all; 0: all")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        for ours, whole in rounds_of(asked.cases, asked.rounds, asked.changed, asked.part):
            print(ours, whole)
        return 0
    small, large = (in_process(n, asked) for n in (asked.cases // 10, asked.cases))
    share = sorted(ours / whole for ours, whole in large)
    growth = sorted(a[0] / b[0] for a, b in zip(large, small, strict=True))
    ours, whole = (statistics.median(one[place] for one in large) for place in (0, 1))
    print(
        f"tick over {asked.changed} of {asked.cases} cases ÷ look at all: {statistics.median(share):.4f} "
        f"({share[0]:.4f}–{share[-1]:.4f}, {asked.rounds} rounds); {ours:.2f} s and {whole:.0f} s\n"
        f"the same tick in ten times as many cases: {statistics.median(growth):.2f} ({growth[0]:.2f}–{growth[-1]:.2f})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
