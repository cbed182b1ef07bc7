"""An attacker with the whole database: every table, the hidden columns that tell an order, the bytes of files and log.

The attacker is also told in which order the voters took their ballots, which the rows of `evaluation_voter` may
betray, and knows that each cast at once. What is left to find is any order of the ballots that follows it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from plumbline.core.ballots.ballot import Ballot
from plumbline.core.ballots.box import Box
from plumbline.core.ballots.errors import BoxBroken

_HIDDEN = {"sqlite": ("rowid",), "postgresql": ("ctid", "xmin")}
_KEY = re.compile(rb"[0-9a-f]{64}")


@dataclass
class Loot:
    """What was copied at one moment: rows with their hidden columns, by table, and files."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def loot() -> Loot:
    """A copy of everything."""
    taken = Loot()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            hidden = ", ".join(f'"{table}".{one}' for one in _HIDDEN[connection.vendor])
            try:
                cursor.execute(f'SELECT {hidden}, * FROM "{table}"')
            except Exception:  # a table without such columns
                cursor.execute(f'SELECT * FROM "{table}"')
            taken.rows[table] = cursor.fetchall()
    taken.files = dict(_files())
    return taken


def orders(
    evaluation: str, seen: Sequence[Loot], ballots: Sequence[Ballot]
) -> Iterator[tuple[str, list[str]]]:
    """Every order of the ballots' serials that the loot gives, with where it comes from."""
    names = {one.serial: _names_of(one) for one in ballots}
    for moment, taken in enumerate(seen):
        opened = _opened(evaluation, seen, taken)
        for table, rows in taken.rows.items():
            yield from _of_rows(f"{moment} {table}", rows, names)
            if table == "evaluation_box" and opened:
                told = [(*row, *[opened[cell] for cell in row if cell in opened]) for row in rows]
                yield from _of_rows(f"{moment} {table} opened", told, names)
        for file, data in taken.files.items():
            yield from _of_text(f"{moment} {file}", data, names)


def hits(order: Sequence[str], truth: Sequence[str]) -> int:
    """How many voters the order gives the right ballot, read from either end."""
    either = (order, list(reversed(order)))
    return max(sum(one == other for one, other in zip(way, truth, strict=False)) for way in either)


def _names_of(ballot: Ballot) -> tuple[bytes, ...]:
    raw = bytes.fromhex(ballot.serial)
    digests = [hashlib.sha256(one).digest() for one in (raw, ballot.serial.encode())]
    known = [raw, bytes.fromhex(ballot.signature)[:32], *digests]
    return tuple(text for one in known for text in (one, one.hex().encode(), base64.b64encode(one)))


def _of_rows(
    where: str, rows: Sequence[tuple[Any, ...]], names: dict[str, tuple[bytes, ...]]
) -> Iterator[tuple[str, list[str]]]:
    """Rows that name a ballot, by each column, and the order within a cell that names many."""
    naming: list[tuple[str, tuple[Any, ...]]] = []
    for row in rows:
        texts = [_bytes(cell) for cell in row]
        found = [
            serial for serial, known in names.items() if any(one in text for one in known for text in texts)
        ]
        if len(found) > 1:
            for text in texts:
                yield from _of_text(where, text, names)
        elif found:
            naming.append((found[0], row))
    if len(naming) > 1:
        for place in range(len(naming[0][1])):
            ordered = sorted(naming, key=lambda one: _sortable(one[1][place]))
            yield f"{where} column {place}", [serial for serial, _row in ordered]


def _of_text(where: str, text: bytes, names: dict[str, tuple[bytes, ...]]) -> Iterator[tuple[str, list[str]]]:
    for way in range(len(next(iter(names.values())))):
        for kind, find in (("first", bytes.find), ("last", bytes.rfind)):
            places = {serial: find(text, known[way]) for serial, known in names.items()}
            if all(place >= 0 for place in places.values()):
                yield f"{where} {kind} of writing {way}", sorted(places, key=lambda one: places[one])


def _opened(evaluation: str, seen: Sequence[Loot], taken: Loot) -> dict[str, str]:
    """The box opened with whatever in the loot could be its key: the serials by their sealed texts."""
    cells = {_bytes(cell) for one in seen for rows in one.rows.values() for row in rows for cell in row}
    keys = {bytes.fromhex(key.decode()) for cell in cells for key in _KEY.findall(cell)}
    keys |= {cell for cell in cells if len(cell) == 32}
    sealed = [cell for row in taken.rows.get("evaluation_box", ()) for cell in row if _looks_sealed(cell)]
    found: dict[str, str] = {}
    for key in keys if sealed else ():
        try:
            Box(evaluation, key).open(sealed[0])
        except BoxBroken:
            continue
        found = {one: Box(evaluation, key).open(one).serial for one in sealed}
    return found


def _looks_sealed(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) > 200 and re.fullmatch(r"[0-9a-f]+", cell) is not None


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def _sortable(cell: object) -> tuple[int, Any]:
    if isinstance(cell, int | float):
        return 0, cell
    text = str(cell)
    pair = re.fullmatch(r"\((\d+),(\d+)\)", text)  # a place in a table of PostgreSQL
    return (1, (int(pair[1]), int(pair[2]))) if pair else (2, text)


def _files() -> Iterator[tuple[str, bytes]]:
    """The files of the database and its log, as they lie on the disk."""
    if connection.vendor == "sqlite":
        path = str(connection.settings_dict["NAME"])
        for name in (path, f"{path}-wal"):
            if Path(name).exists():
                yield Path(name).name, Path(name).read_bytes()
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute(
            "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname LIKE 'evaluation%' AND relkind IN ('r', 'i')"
        )
        own = [folder / row[0] for row in cursor.fetchall()]
    newest = sorted((folder / "pg_wal").glob("0*"), key=lambda path: path.stat().st_mtime)[-2:]
    for path in (*own, *newest):
        yield path.name, path.read_bytes()
