"""What pages and acts cost against a page that reads one row and a request that writes one; in turns, in one run.

    python bench/web/run.py                           10,000 cases
    python bench/web/run.py --cases 100000 --rounds 7

Server, load and database are on this machine: the load's own time is in every figure, which makes ratios milder than
they are between machines. Data lie in a folder that is removed at the end.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from load import Answered, Request, load
from server import Desk, prepare, serving

CONNECTIONS, ROWS = 16, 1_000
INVESTIGATION = {
    "attest": "1",
    "f_kind": "appraisal",
    "f_certificate_shown": "1",
    "f_in_case_centre": "0",
    "f_filming_listed": "0",
}


def pages(cases: Sequence[str], count: int) -> dict[str, tuple[list[Request], float]]:
    """What is asked for, each with its wanted share of the plain page's rate."""
    search = quote("机械加工")
    return {
        "case page": ([Request(f"/cases/{cases[n % len(cases)]}/") for n in range(count)], 0.3),
        "my work": ([Request("/my-work/?tab=open")] * count, 0.25),
        "list of cases": ([Request("/cases/?tab=open")] * count, 0.25),
        "search": ([Request(f"/cases/?q={search}")] * count, 0.25),
    }


def measure_pages(port: int, desk: Desk, cases: Sequence[str], rounds: int, count: int) -> list[str]:
    """A row for each page: its rate over the plain page's, 16 connections, and its p99."""
    plain = [Request(f"/plain/{n % ROWS + 1}/") for n in range(count * 3)]
    rows = []
    for name, (wanted, goal) in pages(cases, count).items():
        load(port, wanted[: CONNECTIONS * 2], desk.headers, CONNECTIONS)
        turns: list[tuple[Answered, Answered]] = [
            (
                load(port, plain, desk.headers, CONNECTIONS),
                load(port, wanted, desk.headers, CONNECTIONS),
            )
            for _ in range(rounds)
        ]
        ratios = sorted(ours.rate / bare.rate for bare, ours in turns)
        p99 = statistics.median(ours.p99 for _, ours in turns) * 1e3
        rates = f"{turns[-1][1].rate:.0f} and {turns[-1][0].rate:.0f} a second"
        rows.append(_row(name, ratios, f"≥ {goal}", f"p99 {p99:.0f} ms; {rates}"))
    return rows


def measure_acts(port: int, desk: Desk, cases: Sequence[str], rounds: int, count: int) -> list[str]:
    """A row for acts: entered through the form against one row written, one after another."""
    ratios, last = [], ""
    now = time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 8 * 3600 - 120))
    for _ in range(rounds):
        plain, ours = [], []
        for turn in range(count):
            case = cases[turn % len(cases)]
            path = f"/cases/{case}/act/investigate/"
            form = {**desk.form(path), "at": now, **INVESTIGATION}
            sent = Request(path, urlencode(form).encode(), 302)
            plain += load(port, [Request("/plain/write/", b"x=1")], desk.headers, 1).each
            ours += load(port, [sent], desk.headers, 1).each
        ratios.append(statistics.median(plain) / statistics.median(ours))
        last = f"{statistics.median(ours) * 1e3:.1f} and {statistics.median(plain) * 1e3:.1f} ms"
    return [_row("an act: guards, record, projection", sorted(ratios), "≥ 0.4", last)]


def _row(name: str, ratios: Sequence[float], goal: str, note: str) -> str:
    middle = statistics.median(ratios)
    return f"| {name} | {middle:.2f} | {ratios[0]:.2f}–{ratios[-1]:.2f} | {goal} | {note} |"


def timed(what: str, work: Callable[[], list[str]]) -> list[str]:
    """Do it, and say how long it took."""
    begun = time.monotonic()
    done = work()
    print(f"{what}: {time.monotonic() - begun:.0f} s", flush=True)
    return done


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--cases", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--requests", type=int, default=320, help="of each page in each round")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="plumbline-web-") as folder:
        prepare(Path(folder))
        from large_district import fill  # noqa: PLC0415 - once the framework is set up
        from plain.models import Row  # noqa: PLC0415

        Row.objects.bulk_create(Row(number=f"{n}号", title="测试", at=n) for n in range(1, ROWS + 1))
        cases = timed(f"{given.cases:,} cases entered", lambda: fill(given.cases))
        with serving() as port:
            desk = Desk(port, "officer")
            rows = measure_pages(port, desk, cases, given.rounds, given.requests)
            rows += measure_acts(port, desk, cases, given.rounds, max(10, given.requests // 16))
    print(f"\n{given.cases:,} cases, {len(cases)} of them measured\n")
    print("| what | ratio | spread | wanted | |\n|---|---|---|---|---|")
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
