"""The cost of an append to a small and to a large log: the ledger's own statements, SQLite, synchronous FULL."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench_site import prepare
from rounds import Ratio, medians, ratio

SMALL = 10_000
_CHUNK = 50_000


def lines(folder: Path, rounds: int, records: int) -> Iterator[Ratio]:
    site = folder / "site.sqlite3"
    prepare(str(site), folder)
    from sqlite_writes import by_chance, by_time, ledger_schema, ledger_step  # noqa: PLC0415 - needs the site

    logs = {}
    for name, count in (("small", SMALL), ("large", records)):
        logs[name] = ledger_schema(site, folder / f"{name}.sqlite3")
        fill(logs[name], count)
    for kind, ids in (("made by the product", by_time), ("that fall anywhere", by_chance)):
        steps = {}
        for name, connection in logs.items():
            ((size,),) = connection.execute("SELECT size FROM ledger_frontier")
            steps[name] = ledger_step(connection, size, ids)
        for step in steps.values():
            for _ in range(300):
                step()
        name = f"SQLite: append to {records:,} records with ids {kind}, against {SMALL:,}"
        yield ratio(name, medians(steps, rounds, 300), "large", "small", "flat")
        spent = medians(steps, rounds, 300, time.process_time)
        yield ratio(f"{name}, processor time", spent, "large", "small", "flat")


def fill(connection: sqlite3.Connection, count: int) -> None:
    """So many records by the ledger's own statement, past its triggers; each million is told on standard error.

    Half have ids as the product makes them, half came from another system: their ids are spread evenly (and ascend, so
    that filling is quick), so an id by chance later on falls anywhere among them.
    """
    from sqlite_writes import INSERT, NEW, Numbers, by_time  # noqa: PLC0415

    from plumbline.core.ledger.hashing import tree_hash  # noqa: PLC0415
    from plumbline.core.ledger.tree import Frontier  # noqa: PLC0415

    numbers, frontier, leaf_of, begun = Numbers(), Frontier(), tree_hash().leaf, time.monotonic()

    def rows(many: int) -> Iterator[tuple[object, ...]]:
        for _ in range(many):
            number, _id, case, position, data = numbers.row()
            digest = leaf_of(data)
            frontier.append(digest)
            record = f"{number * (2**128 // count):032x}" if number % 2 else by_time(number)
            yield number, record, case, position, "note", "o", "2026-03-02", number, None, data, digest

    connection.execute("PRAGMA synchronous = OFF")
    for start in range(0, count, _CHUNK):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(INSERT, rows(min(_CHUNK, count - start)))
        connection.execute("COMMIT")
        if (done := start + _CHUNK) % 1_000_000 == 0:
            print(f"# {done:,} records, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    connection.execute(NEW, (frontier.size, frontier.packed, count))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA synchronous = FULL")
