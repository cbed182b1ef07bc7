"""What a tick over changed cases costs against a look at every case, and whether it grows with the store; in turns.

    python bench/oversight/run.py                                    20,000 and 2,000 cases, 200 changed
    python bench/oversight/run.py --cases 1000000 --work FOLDER --fill              fills the folder, measures nothing
    python bench/oversight/run.py --cases 1000000 --changed 1000 --work FOLDER      a million and 100,000

With `--work` both stores stay in the folder for the next run, at the instant at which they were filled, so that no
clock runs out between filling and measuring; without, they are filled anew and removed at the end.

Each round enters a record in so many cases, unmeasured, and then the tick follows the log to them; the two stores take
turns. The look at every case is that of `scan --all` by the plain evaluator, measured over `--part` cases, other ones
in each round, and reckoned up to all. Processor time, since commits depend on the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


def rounds_of(cases: int, rounds: int, changed: int, part: int) -> None:
    """In a process of its own, with a database of so many cases: a tick over `changed` cases, and a look at all.

    A round is done when a line comes in, and told in a line: so two stores take turns.
    """
    now = filled(cases)
    from plumbline.apps.supervision.models import CaseLooked  # noqa: PLC0415

    there = list(
        CaseLooked.objects.filter(case__startswith="QS").order_by("case").values_list("case", flat=True)
    )
    part, stride = min(part or len(there), len(there)), len(there) // changed
    ticked(now, 0)  # what a run that was cut off entered and did not look at
    print("ready", flush=True)
    for number in range(rounds):
        sys.stdin.readline()
        now += 60_000_000
        change(there[number::stride][:changed], now)
        first = number * part % max(1, len(there) - part + 1)
        some = there[first : first + part]
        ours, whole = ticked(now, changed), looked_at(some, now)
        _note(now)
        print(ours, whole * len(there) / len(some), flush=True)


def filled(cases: int) -> int:
    """A store of so many cases, filled unless it is there; the instant (µs UTC) at which it stands."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from store import fill  # noqa: PLC0415

    from plumbline.site.clock import server_clock  # noqa: PLC0415

    if _noted().exists():
        return int(json.loads(_noted().read_text())["now"])
    for end in ("", "-wal", "-shm", "-journal"):  # of one that was not filled to its end
        Path(f"{os.environ['PLUMBLINE_DATABASE']}{end}").unlink(missing_ok=True)
    call_command("migrate", verbosity=0)
    begun, now = time.monotonic(), server_clock()
    fill(cases, now)
    print(f"# {cases} cases in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    _note(now)
    return now


def _noted() -> Path:
    return Path(os.environ["PLUMBLINE_DATABASE"]).with_suffix(".json")


def _note(now: int) -> None:
    _noted().write_text(json.dumps({"now": now}))


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


def begun(cases: int, asked: argparse.Namespace, folder: Path) -> subprocess.Popen[str]:
    """A process with its store filled, that waits for its first round."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
        "PLUMBLINE_SECRET_KEY": "bench-only-" + "0" * 40,
        "PLUMBLINE_DATABASE": str(folder / f"oversight-{cases}.sqlite3"),
        "PLUMBLINE_DATA": str(folder),
    }
    told = {"cases": cases, "rounds": asked.rounds, "changed": asked.changed, "part": asked.part}
    options = [text for name, value in told.items() for text in (f"--{name}", str(value))]
    command = [sys.executable, __file__, "--inside", *options, *(["--fill"] if asked.fill else [])]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
    _line(process)
    return process


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        sys.exit(f"the process of a store ended with {process.wait()}")
    return line


def one_round(process: subprocess.Popen[str]) -> tuple[float, float]:
    """Processor time of a tick, and of a look at all."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    ours, whole = _line(process).split()
    return float(ours), float(whole)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--changed", type=int, default=200)
    parser.add_argument("--part", type=int, default=5_000, help="cases looked at in place of all; 0: all")
    parser.add_argument("--work", type=Path, help="folder for both stores, which stay there")
    parser.add_argument("--fill", action="store_true", help="fill the folder and measure nothing")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill and asked.inside:
        print("filled", filled(asked.cases))
        return 0
    if asked.inside:
        rounds_of(asked.cases, asked.rounds, asked.changed, asked.part)
        return 0
    with _folder(asked.work) as folder:
        both = [begun(n, asked, folder) for n in (asked.cases // 10, asked.cases)]
        turns = [] if asked.fill else [[one_round(one) for one in both] for _ in range(asked.rounds)]
        for one in both:
            one.wait()
    if asked.fill:
        return 0
    small: Rounds = [one for one, _other in turns]
    large: Rounds = [other for _one, other in turns]
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
