"""What pages and acts cost against a page that reads one row and a request that writes one; in turns, in one run.

    python bench/web/run.py                           10,000 cases
    python bench/web/run.py --cases 100000 --rounds 7
    python bench/web/run.py --cases 100000 --folder /somewhere     filled once, measured as often as wanted
    python bench/web/run.py --cases 100000 --times 10 --folder /somewhere     the same ten times over (`grown.py`)

Server, load and database are on this machine: the load's own time is in every rate, which makes ratios milder than
they are between machines. Processor time is the server's alone. Data lie in a folder that is removed at the end, or
in the one that is named, which stays: a district is measured on the day on which it was filled.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from load import Answered, Request, load
from processor import spent
from server import Desk, prepare, serving

if TYPE_CHECKING:
    from large_district import Filled

CONNECTIONS, ROWS = 16, 1_000
FILLED, GROWN, SEALED = "filled.json", "grown.txt", "sealed.txt"
AGAIN = 8
"""Words of a search whose list is leafed through and filtered."""
FIRST = "case page, seen for the first time"
INVESTIGATION = {
    "attest": "1",
    "f_kind": "appraisal",
    "f_certificate_shown": "1",
    "f_in_case_centre": "0",
    "f_filming_listed": "0",
}


def pages(cases: Filled, count: int) -> dict[str, tuple[list[Request], float]]:
    """What is asked for, each with its wanted share of the plain page's rate.

    Cases of the own desk are asked for again and again, as whoever works on them does; others of the organ once each.
    """
    searches = [Request(f"/cases/?q={quote(one)}") for one in pieces()]
    return {
        "case page": ([Request(f"/cases/{cases.own[n % len(cases.own)]}/") for n in range(count)], 0.3),
        FIRST: ([Request(f"/cases/{one}/") for one in cases.further], 0.3),
        "my work": ([Request("/my-work/?tab=open")] * count, 0.25),
        "list of cases": ([Request("/cases/?tab=open")] * count, 0.25),
        "search": ([searches[n % len(searches)] for n in range(count)], 0.25),
        "search, leafed through": ([searches[n % AGAIN] for n in range(count)], 0.25),
    }


def pieces() -> list[str]:
    """Pieces of two to four characters of what cases are about, mixed: more than a process keeps answers of."""
    from plumbline.apps.casework.models import CaseStanding  # noqa: PLC0415 - once the framework is set up

    causes = set(CaseStanding.objects.order_by("case").values_list("cause", flat=True)[:20_000])
    found = {
        cause[at : at + size] for cause in causes for size in (2, 3, 4) for at in range(len(cause) - size + 1)
    }
    return sorted(found, key=lambda one: sha256(one.encode()).digest())[:160]


@dataclass(frozen=True, slots=True)
class Turn:
    """Answers a second, seconds in which 99 of 100 came, and processor time of the server for each answer."""

    answered: Answered
    cost: float


def taken(port: int, server: int, desk: Desk, wanted: Sequence[Request], connections: int) -> Turn:
    """One load, and what it cost the server."""
    before = spent(server)
    answered = load(port, wanted, desk.headers, connections)
    return Turn(answered, (spent(server) - before) / len(wanted))


def measure_pages(
    where: tuple[int, int], desk: Desk, cases: Filled, rounds: int, count: int, only: Sequence[str]
) -> list[str]:
    """A row for each page: its rate over the plain page's, 16 connections, its p99, and processor time of both."""
    plain = [Request(f"/plain/{n % ROWS + 1}/") for n in range(count * 3)]
    rows = []
    for name, (wanted, goal) in pages(cases, count).items():
        if not wanted or (only and name not in only):
            continue
        if name != FIRST:
            taken(*where, desk, wanted[: CONNECTIONS * 2], CONNECTIONS)
        turns = [
            (taken(*where, desk, plain, CONNECTIONS), taken(*where, desk, wanted, CONNECTIONS))
            for _ in range(1 if name == FIRST else rounds)
        ]
        rates = f"{turns[-1][1].answered.rate:.0f} and {turns[-1][0].answered.rate:.0f} a second"
        bare_p99, p99 = (statistics.median(one[at].answered.p99 for one in turns) * 1e3 for at in (0, 1))
        rows.append(
            _row(
                name,
                sorted(ours.answered.rate / bare.answered.rate for bare, ours in turns),
                f"≥ {goal}",
                [(bare.cost, ours.cost) for bare, ours in turns],
                f"p99 {p99:.0f} ms, of the plain page {bare_p99:.0f}; {rates}",
            )
        )
    return rows


def measure_acts(where: tuple[int, int], desk: Desk, cases: Filled, rounds: int, count: int) -> list[str]:
    """A row for acts: entered through the form against one row written, one after another."""
    ratios, costs, last = [], [], ""
    now = time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 8 * 3600 - 120))
    for _ in range(rounds):
        plain, ours = [], []
        for turn in range(count):
            path = f"/cases/{cases.own[turn % len(cases.own)]}/act/investigate/"
            form = {**desk.form(path), "at": now, **INVESTIGATION}
            sent = Request(path, urlencode(form).encode(), 302)
            plain.append(taken(*where, desk, [Request("/plain/write/", b"x=1")], 1))
            ours.append(taken(*where, desk, [sent], 1))
        bare, took = (statistics.median(one.answered.each[0] for one in turns) for turns in (plain, ours))
        ratios.append(bare / took)
        costs.append((sum(one.cost for one in plain) / count, sum(one.cost for one in ours) / count))
        last = f"{took * 1e3:.1f} and {bare * 1e3:.1f} ms"
    return [_row("an act: guards, record, projection", sorted(ratios), "≥ 0.4", costs, last)]


def _row(
    name: str, ratios: Sequence[float], goal: str, costs: Sequence[tuple[float, float]], note: str
) -> str:
    middle = statistics.median(ratios)
    bare, ours = (statistics.median(one[place] for one in costs) * 1e3 for place in (0, 1))
    spread = f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
    share = f"{bare / ours:.2f}" if ours else "—"
    return f"| {name} | {middle:.2f} | {spread} | {goal} | {share} | {ours:.1f} and {bare:.1f} ms | {note} |"


def keep(folder: Path, cases: Filled) -> None:
    """What was filled is told beside it."""
    (folder / FILLED).write_text(json.dumps([cases.own, cases.further]), "utf-8")


def kept(folder: Path) -> Filled | None:
    """What the folder was filled with."""
    from large_district import Filled  # noqa: PLC0415 - once the framework is set up

    told = folder / FILLED
    return Filled(*json.loads(told.read_text("utf-8"))) if told.exists() else None


def timed(what: str, work: Callable[[], Any]) -> Any:
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
    arguments.add_argument("--only", nargs="+", default=(), help="names of pages, or «act»")
    arguments.add_argument("--folder", type=Path, help="where the district stays, to be measured again")
    arguments.add_argument("--fill", action="store_true", help="fill only")
    arguments.add_argument("--times", type=int, default=1, help="copies of what is filled, by the database")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="plumbline-web-") as passing:
        folder = given.folder or Path(passing)
        prepare(folder)
        from grown import grow  # noqa: PLC0415 - once the framework is set up
        from large_district import fill  # noqa: PLC0415 - once the framework is set up
        from plain.models import Row  # noqa: PLC0415

        if (cases := kept(folder)) is None:
            Row.objects.bulk_create(Row(number=f"{n}号", title="测试", at=n) for n in range(1, ROWS + 1))
            cases = timed(f"{given.cases:,} cases entered", lambda: fill(given.cases))
            keep(folder, cases)
        if given.times > 1 and not (folder / GROWN).exists():
            timed(f"{given.times} times as many", lambda: grow(given.times))
            (folder / GROWN).write_text(str(given.times), "utf-8")
            (folder / SEALED).unlink(missing_ok=True)
        if not (folder / SEALED).exists():  # or the sealing process would be at it while pages are measured
            subprocess.run([sys.executable, "-m", "plumbline.site", "ledger", "seal", "--once"], check=True)
            (folder / SEALED).touch()
        if given.fill:
            return 0
        rows = []
        with serving() as where:
            desk = Desk(where[0], "officer")
            rows += measure_pages(where, desk, cases, given.rounds, given.requests, given.only)
            if not given.only or "act" in given.only:
                rows += measure_acts(where, desk, cases, given.rounds, max(10, given.requests // 16))
    print(f"\n{given.cases * given.times:,} cases, {len(cases.own)} of them measured again and again\n")
    print("| what | ratio | spread | wanted | in processor time | a request, and a plain one | |")
    print("|---|---|---|---|---|---|---|")
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
