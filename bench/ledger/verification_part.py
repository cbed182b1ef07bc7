"""Full verification of a stored log on two processes against the bare hashing of the same bytes; the nightly one.

The floor reads the records as fast as the table gives them and hashes each, on the same two processes. Beside it the
note names the floor without reading, hashing alone. All of it is processor time, summed over the processes.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

from bench_site import prepare
from rounds import Ratio, medians, ratio, spent_by

PROCESSES = 2
NEW = 2_000
FORMED = 1_000_000
"""Beyond so many records the line without a goal, the form of each, is left out: it takes half of the time."""
FIRST = 1_772_400_000_000_000


def lines(folder: Path, rounds: int, records: int) -> Iterator[Ratio]:
    prepare(str(folder / "log.sqlite3"), folder)
    from verification_log import SIGNER, fill  # noqa: PLC0415 - once the framework is set up

    from plumbline.apps.ledger_store.reading import log_size  # noqa: PLC0415
    from plumbline.apps.ledger_store.verification.full import verify_fully, worker_pool  # noqa: PLC0415
    from plumbline.apps.ledger_store.verification.known import believed  # noqa: PLC0415
    from plumbline.core.ledger.evidence import Trust  # noqa: PLC0415

    records = max(records, log_size())  # of a log that was kept; the nights below went on with it
    fill(log_size(), records)
    trust = Trust((SIGNER.key,))
    known = believed("sha256", SIGNER.key.name, trust)
    alone: list[float] = []
    with worker_pool(PROCESSES) as pool:
        steps = {
            "bare": lambda: alone.append(bare(pool, records)),
            "leaves": lambda: done(verify_fully(known, trust, records, columns=False, pool=pool)),
            "columns": lambda: done(verify_fully(known, trust, records, formed=False, pool=pool)),
            "form": lambda: done(verify_fully(known, trust, records, pool=pool)),
        }
        if records > FORMED:
            del steps["form"]
        medians(steps, 1, 1)  # the table is in memory for all of them
        workers = list(pool._processes)
        found = medians(steps, rounds, 1, lambda: spent_by(workers))
        most = [memory_of(pid) for pid in (os.getpid(), *workers)]
    memory = f"at most {most[0]} MiB here, {max(most[1:])} a worker"
    hashing = f"; hashing without reading {min(alone) * 1e3:.0f} ms; {memory}"
    for name, step, wanted in (
        ("full verification, leaves against tiles and root", "leaves", "≤ 1.5"),
        ("full verification with every column compared", "columns", "≤ 4"),
        ("full verification as the command does it, with the form of each record", "form", "—"),
    ):
        if step not in steps:
            continue
        line = ratio(f"{name}, {records:,} records, time over bare hashing", found, "bare", step, wanted)
        yield Ratio(line.name, line.value, line.low, line.high, line.target, line.note + hashing)
    yield nightly(folder, records, trust)


def memory_of(pid: int) -> int:
    """The most memory a process ever had, MiB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def done(_frontier: object) -> None:
    """A step has no result; it raises where something does not hold."""


def bare(pool: Executor, records: int) -> float:
    """Hash every record's bytes; seconds that the slower process spent in hashing alone."""
    from plumbline.apps.ledger_store.verification.full import ranges_of  # noqa: PLC0415

    return max(
        one.result() for one in [pool.submit(hash_range, *span) for span in ranges_of(records, PROCESSES)]
    )


def hash_range(first: int, end: int) -> float:
    from django.db import connection  # noqa: PLC0415

    sha256, spent = hashlib.sha256, 0.0
    with connection.cursor() as cursor:
        for start in range(first, end, 8192):
            cursor.execute(
                "SELECT data FROM ledger_record WHERE seq >= %s AND seq < %s ORDER BY seq",
                (start, min(start + 8192, end)),
            )
            rows = cursor.fetchall()
            begun = time.perf_counter()
            for (data,) in rows:
                sha256(data).digest()
            spent += time.perf_counter() - begun
    return spent


def nightly(folder: Path, records: int, trust: object) -> Ratio:
    """Verification since the last night costs what was added, whatever lies before it."""
    from verification_log import SIGNER, fill  # noqa: PLC0415

    from plumbline.apps.ledger_store.verification.checking import Check, verify_store  # noqa: PLC0415
    from plumbline.apps.ledger_store.verification.exact import head_of  # noqa: PLC0415
    from plumbline.apps.ledger_store.verification.full import verify_fully  # noqa: PLC0415
    from plumbline.apps.ledger_store.verification.known import believed  # noqa: PLC0415
    from plumbline.apps.ledger_store.verification.verified_head import head_path, write_head  # noqa: PLC0415
    from plumbline.core.ledger.evidence import Trust  # noqa: PLC0415
    from plumbline.core.ledger.log import Start  # noqa: PLC0415

    assert isinstance(trust, Trust)
    origin = SIGNER.key.name
    times = []
    frontier = verify_fully(
        believed("sha256", origin, trust, records), trust, records, processes=1, columns=False
    )
    write_head(head_path(folder, origin), origin, Start(frontier, FIRST, head_of(records)))
    for night in range(8):
        size = records + night * NEW
        fill(size, size + NEW)
        begun = time.perf_counter()
        (report,) = verify_store(Check(trust, folder))
        times.append(time.perf_counter() - begun)
        assert report.records == NEW
    times = sorted(times[1:])
    each = [one / NEW * 1e6 for one in times]
    note = f"{each[len(each) // 2]:.0f} µs a new record, every rule and value; the {records:,} before it are not read"
    return Ratio(
        "nightly verification, ms for 1,000 new records",
        each[len(each) // 2],
        each[0],
        each[-1],
        "incremental",
        note,
    )
