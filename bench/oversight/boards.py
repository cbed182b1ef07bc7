"""What the dashboards of supervision cost in a large district, against a page that reads one row; in turns.

    python bench/oversight/boards.py                        100,000 cases
    python bench/oversight/boards.py --cases 1000000 --rounds 7
    python bench/oversight/boards.py --cases 1000000 --work FOLDER      the district stays there for the next run
    python bench/oversight/boards.py --postgres                         on a PostgreSQL server of its own

Pages read two projections, `case_standing` and `finding`, and nothing of the ledger but its size: so the rows of the
projections are written straight, without the records from which they follow. Processor time of the whole request in
one process: session, person, policy, page; on PostgreSQL without the server's, so there by the clock. Data lie in a
folder that is removed at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[2]
BARE: Final = 40
"""Requests of the plain page in a turn."""
PAGES: Final = (
    ("board, this month", "/supervision/board/", 5),
    ("board, this year", "/supervision/board/?period=year", 5),
    ("wall page", "/supervision/wall/", 5),
    ("morning page", "/supervision/", 5),
    ("red cases", "/supervision/board/red/", 10),
    ("cases opened this year", "/supervision/board/begun/?period=year", 10),
    ("breaches found this month", "/supervision/board/found/", 10),
    ("open findings", "/supervision/findings/?tab=open", 10),
)
"""Name, address, how many times the plain page it may take."""
RUNNING, BROKEN, OPEN = 0.05, 0.03, 0.15
"""Shares: of cases under way, of cases with a breach, of breaches still open where the case has ended."""
LOT: Final = 5_000


def rows(cases: int, today: int, organs: list[str], division: str) -> Iterator[tuple[Any, Any]]:
    """A case as lists show it, and a breach in it or None: three years of cases in the organs of a district."""
    from plumbline.apps.casework.models import CaseStanding  # noqa: PLC0415
    from plumbline.apps.supervision.models import FindingRow  # noqa: PLC0415

    rng = random.Random(7)
    for n in range(cases):
        is_running = rng.random() < RUNNING
        opened = today - rng.randrange(0, 90 if is_running else 1_095)
        ended = None if is_running else min(today, opened + rng.randrange(1, 90))
        organ, procedure = rng.choice(organs), rng.choice(("penalty.ordinary", "permit", "inspection"))
        due = opened + 90 if is_running and rng.random() < 0.8 else None
        standing = CaseStanding(
            case=f"c{n:08}", number=f"青〔2026〕{n}号", number_key=f"{n:010}", procedure=procedure, organ=organ,
            division=division, cause="未按规定明码标价", opened_day=opened, last_day=opened, stage="investigate",
            next_step="decide" if is_running else "", waiting_for="officer", ended_day=ended, due_day=due,
        )  # fmt: skip
        if rng.random() >= BROKEN:
            yield standing, None
            continue
        state = "open" if is_running or rng.random() < OPEN else "mended"
        at = (opened + rng.randrange(0, 30)) * 86_400_000_000
        yield standing, FindingRow(
            id=f"f{n:08}", case=standing.case, key="k", number=standing.number, procedure=procedure, organ=organ,
            division=division, rule="two-officers", record=f"r{n}", step="investigate", outcome="violated",
            state=state, day=opened, late_entry=False, opened_at=at, changed_at=at, waits=False,
            closed_at=None if state == "open" else at + 86_400_000_000,
        )  # fmt: skip


def fill(cases: int) -> Any:
    """The district's people by the real acts, the projections straight; a browser signed in as the supervisor."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from plain.models import Row  # noqa: PLC0415

    from plumbline.apps.casework.models import CaseClock  # noqa: PLC0415
    from plumbline.apps.people.queries import login_of  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415
    from plumbline.site.demo.people import WORKING, settle  # noqa: PLC0415

    now = server_clock()
    if not Row.objects.exists():
        settle(now - 400 * 86_400_000_000, day_in_zone(now) - 400)
        waiting: list[tuple[Any, Any]] = []
        for pair in rows(cases, day_in_zone(now), list(WORKING), "650105"):
            waiting.append(pair)
            if len(waiting) == LOT:
                _write(waiting)
        _write(waiting)
        Row.objects.create(number="青市监罚〔2026〕1号", title="未按规定明码标价", at=now)
    with connection.cursor() as cursor:
        if not CaseClock.objects.exists():  # a limit of each case that has a day due
            cursor.execute(
                'INSERT INTO case_clock (key, "case", rule, opened_by, bearer, due_day, working) '
                "SELECT \"case\" || '/due', \"case\", 'decide-in-90-days', '', 'organ', due_day, false "
                "FROM case_standing WHERE due_day IS NOT NULL"
            )
        cursor.execute("ANALYZE")
    client = Client(headers={"accept-language": "zh", "host": "127.0.0.1"})
    found = login_of("demo-supervisor")
    assert found is not None
    client.force_login(found, backend="plumbline.apps.people.login_backend.LoginBackend")
    return client


def _write(waiting: list[tuple[Any, Any]]) -> None:
    for place in (0, 1):
        made = [pair[place] for pair in waiting if pair[place] is not None]
        if made:
            type(made[0])._default_manager.bulk_create(made, batch_size=500)
    waiting.clear()


def counted() -> int:
    """What the job does every ten minutes."""
    from plumbline.apps.supervision.actions import count_board  # noqa: PLC0415
    from plumbline.apps.supervision.periods import (  # noqa: PLC0415
        PERIODS,
        day_now,
        days_of,
        last_mondays,
        period_of,
        since_of,
    )
    from plumbline.site.clock import server_clock  # noqa: PLC0415

    now = server_clock()
    today = day_now(now)
    periods = [(key, period_of(*days_of(key, today))) for key in PERIODS]
    return count_board(now=now, since=since_of(now, today), periods=periods, mondays=last_mondays(today))


def spent(client: Any, address: str, times: int = 1) -> float:
    """Processor time of one request; where the database is a server, the time by the clock, which holds its work."""
    from django.db import connection  # noqa: PLC0415

    now = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    begun = now()
    for _ in range(times):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    return (now() - begun) / times


def inside(cases: int, rounds: int) -> None:
    """Prints a line a page: the ratios of the rounds and the milliseconds of the last."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, run_syncdb=True)
    client = fill(cases)
    begun = time.process_time()
    kept = counted()
    print(f"(the job that counts the board: {time.process_time() - begun:.1f} s, {kept} rows)", flush=True)
    for _name, address, _most in PAGES:
        spent(client, address)
    for name, address, most in PAGES:
        turns = [(spent(client, "/plain/1/", BARE), spent(client, address)) for _ in range(rounds)]
        ratios = sorted(ours / bare for bare, ours in turns)
        bare, ours = (statistics.median(one[place] for one in turns) * 1e3 for place in (0, 1))
        told = f"{statistics.median(ratios):.1f} | {ratios[0]:.1f}–{ratios[-1]:.1f} | ≤ {most}"
        print(f"| {name} | {told} | {ours:.1f} and {bare:.1f} ms |", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--work", type=Path, help="folder for the district, which stays there for the next run"
    )
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        inside(asked.cases, asked.rounds)
        return 0
    print(f"| page, {asked.cases:,} cases | ÷ plain page | spread | wanted | page and plain page |")
    with _folder(asked.work) as folder, _database(folder, asked.postgres) as database:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "web_settings",
            "PYTHONPATH": str(ROOT / "bench" / "web"),
            "PLUMBLINE_DEMO": "1",
            "PLUMBLINE_DATABASE": database,
            "PLUMBLINE_DATA": folder,
        }
        command = [sys.executable, __file__, "--inside", "--cases", str(asked.cases)]
        subprocess.run([*command, "--rounds", str(asked.rounds)], env=environment, check=True)
    return 0


@contextmanager
def _database(folder: str, on_postgres: bool) -> Iterator[str]:
    if not on_postgres:
        yield str(Path(folder, "boards.sqlite3"))
        return
    sys.path.insert(0, str(ROOT / "tools"))
    from with_postgres import server  # noqa: PLC0415

    with server({"autovacuum": "on", "shared_buffers": "1GB"}) as address:
        yield address


def _folder(work: Path | None) -> AbstractContextManager[str]:
    if work is None:
        return TemporaryDirectory()
    work.mkdir(parents=True, exist_ok=True)
    return nullcontext(str(work))


if __name__ == "__main__":
    sys.exit(main())
