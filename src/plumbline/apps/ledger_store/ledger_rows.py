"""The statements of the storing function, by hand: what the framework adds to each would cost as much as the write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from plumbline.core.ledger.canonical import canonical
from plumbline.core.ledger.commitment import Opening
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import Destruction, ValuePlace
from plumbline.core.ledger.tree import Frontier

_COLUMNS = "record_id, case_id, position, step, organ, at, recorded_at, corrects, data, leaf_hash"
INSERT_RECORD = f"INSERT INTO ledger_record ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
INSERT_RECORD_AT = (
    f"INSERT INTO ledger_record (seq, {_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
HEAD = "SELECT position, leaf_hash, recorded_at FROM ledger_record WHERE case_id = %s ORDER BY position DESC LIMIT 1"
INSERT_LEAF = "INSERT INTO ledger_leaf (leaf, seq, hash) VALUES (%s, %s, %s)"
FRONTIER = (
    "SELECT size, hashes, floor, (SELECT MAX(seq) FROM ledger_record) FROM ledger_frontier WHERE log = 1"
)
NEW_FRONTIER = "INSERT INTO ledger_frontier (size, hashes, floor, log) VALUES (%s, %s, %s, 1)"
MOVE_FRONTIER = "UPDATE ledger_frontier SET size = %s, hashes = %s, floor = %s WHERE log = 1"
FLOOR = "SELECT floor FROM ledger_frontier WHERE log = 1"
INSERT_RECORDS = (
    f"INSERT INTO ledger_record (seq, {_COLUMNS}) SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], "
    "%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::bytea[], %s::bytea[])"
)
"""Many records in one statement: PostgreSQL's driver would send them one by one."""
NUMBERS = "SELECT nextval(pg_get_serial_sequence('ledger_record', 'seq')) FROM generate_series(1, %s)"


class Head(NamedTuple):
    """Where a case stands: the position of its next record, and leaf hash and entry time of its last."""

    position: int
    leaf_hash: bytes
    recorded_at: int


class Edge(NamedTuple):
    """Right edge of the log on SQLite, and the row number that the next record gets."""

    frontier: Frontier
    floor: int | None
    next_seq: int


class Kept(NamedTuple):
    """A record ready to be written."""

    record: Record
    position: int
    data: bytes
    leaf_hash: bytes
    openings: Mapping[ValuePlace, Opening]

    def row(self) -> tuple[object, ...]:
        """Its columns."""
        one = self.record
        return (
            one.id,
            one.case,
            self.position,
            one.step,
            one.organ,
            one.at.value,
            one.recorded_at,
            one.corrects,
            self.data,
            self.leaf_hash,
        )


def heads(cases: Iterable[str]) -> dict[str, Head]:
    """Heads of those of the cases that are there."""
    found = {}
    with connection.cursor() as cursor:
        for case in cases:
            cursor.execute(HEAD, (case,))
            if row := cursor.fetchone():
                found[case] = Head(row[0] + 1, bytes(row[1]), row[2])
    return found


def edge() -> Edge:
    """The right edge of the log, read inside the transaction that will move it."""
    row = one_row(FRONTIER)
    if row is None:
        return Edge(Frontier(), None, 1)
    size, hashes, floor, last = row
    data = bytes(hashes)
    pieces = [data[at : at + 32] for at in range(0, len(data), 32)]
    return Edge(Frontier(size, pieces), floor, (last or 0) + 1)


def insert_records(kept: Sequence[Kept], first_seq: int | None) -> list[int]:
    """Write the records; their row numbers are counted on from `first_seq`, or given by the database where None."""
    if first_seq is not None:
        numbers = list(range(first_seq, first_seq + len(kept)))
        write_many(INSERT_RECORD_AT, [(seq, *one.row()) for seq, one in zip(numbers, kept, strict=True)])
        return numbers
    if len(kept) == 1:
        return [row[0] for row in rows(INSERT_RECORD + " RETURNING seq", kept[0].row())]
    numbers = [row[0] for row in rows(NUMBERS, (len(kept),))]
    columns = zip(*(one.row() for one in kept), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(INSERT_RECORDS, (numbers, *map(list, columns)))
    return numbers


def insert_values(kept: Sequence[Kept]) -> None:
    """Write what opens the commitments of the records."""
    write_many(
        "INSERT INTO ledger_personal (record_id, kind, name, salt, value) VALUES (%s, %s, %s, %s, %s)",
        [
            (place.record, place.kind, place.name, opening.salt, _written(place, opening))
            for one in kept
            for place, opening in one.openings.items()
        ],
    )


def _written(place: ValuePlace, opening: Opening) -> bytes | None:
    return canonical(opening.value) if place.kind == "personal" else None


def extend_log(at: Edge, numbers: Sequence[int], kept: Sequence[Kept], floor: int) -> int:
    """Give the records the next leaves and move the frontier; returns the first leaf."""
    first, frontier = at.frontier.size, at.frontier
    write_many(
        INSERT_LEAF,
        [(first + n, seq, one.leaf_hash) for n, (seq, one) in enumerate(zip(numbers, kept, strict=True))],
    )
    frontier.extend(one.leaf_hash for one in kept)
    move_frontier(frontier, floor, at.floor is None)
    return first


def move_frontier(frontier: Frontier, floor: int, is_new: bool) -> None:
    """Keep the frontier."""
    statement = NEW_FRONTIER if is_new else MOVE_FRONTIER
    with connection.cursor() as cursor:
        cursor.execute(statement, (frontier.size, b"".join(frontier.hashes), floor))


def destroy(destruction: Destruction) -> ValuePlace | None:
    """Mark the places of a destruction record and remove their values; the first place that held none, or None."""
    with connection.cursor() as cursor:
        for place in destruction.places:
            where = (place.record, place.kind, place.name)
            cursor.execute(
                "INSERT INTO ledger_destroyed (record_id, kind, name, by_record) VALUES (%s, %s, %s, %s)",
                (*where, destruction.record),
            )
            cursor.execute(
                "DELETE FROM ledger_personal WHERE record_id = %s AND kind = %s AND name = %s", where
            )
            if cursor.rowcount == 0 and place.kind == "personal":
                return place
    return None


def one_row(statement: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
    """The first row of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def rows(statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def write_many(statement: str, values: Sequence[Sequence[object]]) -> None:
    """One statement for many rows."""
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(statement, values[0])
        elif values:
            cursor.executemany(statement, values)
