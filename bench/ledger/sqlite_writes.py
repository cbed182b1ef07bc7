"""Writing on SQLite, synchronous FULL: our statements against plain rows, the storing function against its peer."""

from __future__ import annotations

import gc
import itertools
import os
import secrets
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bench_site import has_peer
from rounds import Ratio, Step, medians, ratio
from tests.builders.ledger import act, opening

from plumbline.apps.ledger_store import append_only, ledger_rows, store
from plumbline.apps.ledger_store.projections import CaseProjection
from plumbline.apps.ledger_store.store import Wanted
from plumbline.core.ledger.draft import Draft, id_in_order
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.tree import Frontier

PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; "
    "PRAGMA foreign_keys=ON;"
)
ORDINARY = (
    "CREATE TABLE ordinary (seq integer PRIMARY KEY, record_id text NOT NULL UNIQUE, case_id text NOT NULL, "
    "position integer NOT NULL, step text NOT NULL, organ text NOT NULL, at text NOT NULL, "
    "recorded_at integer NOT NULL, corrects text, data blob NOT NULL, leaf_hash blob NOT NULL, "
    "UNIQUE (case_id, position))"
)
CASES = 500
INSERT = ledger_rows.INSERT_RECORD_AT.replace("%s", "?")
_BEFORE = ledger_rows.BEFORE.replace("%s", "?")
_MOVE = ledger_rows.MOVE_FRONTIER.replace("%s", "?")
NEW = ledger_rows.NEW_FRONTIER.replace("%s", "?")


def opened(path: Path, statements: str = "") -> sqlite3.Connection:
    """A database file as the site opens its own."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(PRAGMAS + statements)
    return connection


def by_time(number: int) -> str:
    """An id as the product makes it: a record each millisecond."""
    return id_in_order(number * 1_000, secrets.token_bytes)


def by_chance(_number: int) -> str:
    """An id as records of other systems have it: a hash of theirs, which falls anywhere."""
    return secrets.token_hex(16)


class Numbers:
    """Rows of 300 bytes, each of the next of five hundred cases; peers get the same ids.

    The first `ahead` are made before: a quarter of what a row in a batch takes would be the bench's own.
    """

    def __init__(self, start: int = 0, ids: Callable[[int], str] = by_time, ahead: int = 0) -> None:
        made = (
            (n, ids(n), f"c-{n % CASES}", n // CASES, secrets.token_bytes(300))
            for n in itertools.count(start)
        )
        self._rows = itertools.chain(list(itertools.islice(made, ahead)), made)

    def row(self) -> tuple[int, str, str, int, bytes]:
        return next(self._rows)


def blob_step(folder: Path) -> Step:
    """The bytes alone in a table of numbered blobs."""
    connection, numbers = (
        opened(folder / "blob.sqlite3", "CREATE TABLE blob (id integer PRIMARY KEY, data blob)"),
        Numbers(),
    )

    def step() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO blob (data) VALUES (?)", (numbers.row()[4],))
        connection.execute("COMMIT")

    return step


_ORDINARY_ROW = "INSERT INTO ordinary VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def ordinary_step(folder: Path, at_once: int = 1, ahead: int = 0) -> Step:
    """The same row in an ordinary table with the same keys, and nothing else; or so many in a transaction."""
    connection = opened(folder / f"ordinary-{at_once}-{ahead}.sqlite3", ORDINARY)
    numbers = Numbers(ahead=ahead)

    def step() -> None:
        rows = [
            (number, record, case, position, "note", "o", "2026-03-02", number, None, data, data[:32])
            for number, record, case, position, data in (numbers.row() for _ in range(at_once))
        ]
        connection.execute("BEGIN IMMEDIATE")
        if at_once == 1:
            connection.execute(_ORDINARY_ROW, rows[0])
        else:
            connection.executemany(_ORDINARY_ROW, rows)
        connection.execute("COMMIT")

    return step


def ledger_schema(site: Path, path: Path) -> sqlite3.Connection:
    """Another file with the site's own tables, view and triggers of the ledger."""
    source = sqlite3.connect(site)
    found = source.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name LIKE 'ledger_%' ORDER BY type <> 'table'"
    )
    return opened(path, ";".join(row[0] for row in found if " TRIGGER " not in row[0]) + ";" + _triggers())


def _triggers() -> str:
    return ";".join(append_only.install("sqlite")) + ";"


def ledger_step(
    connection: sqlite3.Connection, filled: int = 0, ids: Callable[[int], str] = by_time, ahead: int = 0
) -> Step:
    """The ledger's own statements with their hashing: edge and head, record, frontier."""
    numbers, leaf_of = Numbers(filled, ids, ahead), tree_hash().leaf

    def step() -> None:
        number, record, case, _, data = numbers.row()
        connection.execute("BEGIN IMMEDIATE")
        size, hashes, _floor, position, *_ = connection.execute(_BEFORE, (case,)).fetchone() or [None] * 6
        frontier = Frontier.of_packed(size or 0, hashes or b"")
        digest = leaf_of(data)
        place = 0 if position is None else position + 1
        row = (frontier.size, record, case, place, "note", "o", "2026-03-02", number, None, data, digest)
        connection.execute(INSERT, row)
        frontier.append(digest)
        statement = NEW if size is None else _MOVE
        connection.execute(statement, (frontier.size, frontier.packed, number))
        connection.execute("COMMIT")

    return step


def synced_page(folder: Path) -> float:
    """Seconds until a page of 4,096 bytes is the disk's: where it takes long, singles cost more and batches gain."""
    taken = []
    with (folder / "synced").open("wb", buffering=0) as file:
        for _ in range(200):
            begun = time.perf_counter()
            file.write(bytes(4_096))
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def statement_lines(site: Path, folder: Path, rounds: int) -> Iterator[Ratio]:
    """The ledger's statements alone."""
    ours = ledger_step(ledger_schema(site, folder / "ledger.sqlite3"))
    steps = {"ledger": ours, "ordinary row": ordinary_step(folder), "bare blob": blob_step(folder)}
    for step in steps.values():
        for _ in range(600):
            step()
    found = medians(steps, rounds, 300)
    yield ratio(
        "SQLite: statements of the ledger, against an ordinary row with the same keys",
        found,
        "ledger",
        "ordinary row",
        "≥ 0.8",
    )
    yield ratio("SQLite: the same against a bare blob without keys", found, "ledger", "bare blob", "—")


def batch_lines(site: Path, folder: Path, rounds: int) -> Iterator[Ratio]:
    """The ledger's statements for a thousand records at once, against one by one; and what plain rows gain by it."""
    plain = ordinary_step(folder, ahead=rounds * 150)
    plain_thousand = ordinary_step(folder, 1_000, rounds * 5_000)
    single = ledger_step(ledger_schema(site, folder / "one-by-one.sqlite3"), ahead=rounds * 150)
    connection = ledger_schema(site, folder / "thousands.sqlite3")
    numbers, frontier, leaf_of = Numbers(ahead=rounds * 5_000), Frontier(), tree_hash().leaf
    connection.execute(NEW, (0, b"", 0))

    def thousand() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_BEFORE, ("c-0",)).fetchone()
        rows = []
        for number, record, case, position, data in (numbers.row() for _ in range(1_000)):
            digest = leaf_of(data)
            frontier.append(digest)
            rows.append(
                (number, record, case, position, "note", "o", "2026-03-02", number, None, data, digest)
            )
        connection.executemany(INSERT, rows)
        connection.execute(_MOVE, (frontier.size, frontier.packed, 0))
        connection.execute("COMMIT")

    found, bare = [], []
    for _ in range(rounds):
        one = medians({"singles": single}, 1, 150)[0]
        found.append({**one, **medians({"batch": thousand}, 1, 5)[0]})
        one = medians({"singles": plain}, 1, 150)[0]
        bare.append({**one, **medians({"batch": plain_thousand}, 1, 5)[0]})
    name = "SQLite: statements for a batch of 1,000, a record, against singles"
    line = ratio(name, found, "batch", "singles", "≥ 15", 1_000)
    yield replace(line, note=f"{line.note}, a synced page {synced_page(folder) * 1e6:.0f} µs")
    name = "SQLite: an ordinary row in a batch of 1,000, against singles: what this disk lets any row gain"
    yield ratio(name, bare, "batch", "singles", "—", 1_000)


def _drafts(prefix: str) -> Iterator[Draft]:
    for number in itertools.count():
        case = f"{prefix}-{number % CASES}"
        yield opening(case) if number < CASES else act(case, "note", id=f"{prefix}-{number}")


def entering(prefix: str, ahead: int = 0) -> Callable[[int], None]:
    """Enters the next so many records in one call of the storing function, with the projection of cases.

    The first `ahead` drafts are made before: they are the caller's work.
    """
    made = _drafts(prefix)
    drafts = itertools.chain(list(itertools.islice(made, ahead)), made)
    projections = (CaseProjection(),)
    gc.freeze()  # drafts that wait here would lie in no server's memory: they are not looked through for garbage

    def enter(count: int) -> None:
        wanted = [Wanted(next(drafts), None) for _ in range(count)]
        store.keep(wanted, now=time.time_ns() // 1000, projections=projections)

    return enter


def store_lines(rounds: int) -> Iterator[Ratio]:
    """The whole storing function: singles against the peer and against batches of 1,000."""
    single, batch = entering("single", 5_000 + rounds * 400), entering("batch", 3_000 + rounds * 6_000)
    for _ in range(2):
        single(1_000)
        batch(1_000)
    steps: dict[str, Step] = {"enter": lambda: single(1)}
    if has_peer():
        from peer.models import CaseRecord  # noqa: PLC0415 - only where it is installed

        numbers = Numbers()

        def create() -> None:
            number, record, case, position, data = numbers.row()
            CaseRecord.objects.create(
                record_id=record, case_id=case, position=position, step="note", organ="o", at="2026-03-02",
                recorded_at=number, data=data,
            )  # fmt: skip

        steps["django-simple-history"] = create
        found = medians(steps, rounds, 200)
        yield ratio(
            "SQLite: storing function, against django-simple-history",
            found,
            "enter",
            "django-simple-history",
            "≥ 1.5",
        )
    found = medians({"enter": lambda: single(1), "batch": lambda: batch(1_000)}, rounds, 5)
    singles = medians({"enter": lambda: single(1)}, rounds, 100)
    mixed = [{"batch": one["batch"], "enter": two["enter"]} for one, two in zip(found, singles, strict=True)]
    yield ratio(
        "SQLite: storing function, a record in a batch of 1,000, against singles",
        mixed,
        "batch",
        "enter",
        "≥ 15",
        1_000,
    )
