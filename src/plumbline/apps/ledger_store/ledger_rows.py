"""The statements of the storing function, by hand: what the framework adds to each would cost as much as the write."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from plumbline.apps import plain_sql
from plumbline.apps.ledger_store import append_only
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
_HEAD = "SELECT position, leaf_hash, recorded_at FROM ledger_record WHERE case_id = %s ORDER BY position DESC LIMIT 1"
BEFORE = (
    "SELECT edge.size, edge.hashes, edge.floor, head.position, head.leaf_hash, head.recorded_at "
    "FROM ledger_frontier edge LEFT JOIN ledger_record head ON head.seq = "
    "(SELECT seq FROM ledger_record WHERE case_id = %s ORDER BY position DESC LIMIT 1) WHERE edge.log = 1"
)
"""Right edge of the log and head of one case, in one question that makes no table of its own; no row before all."""
_FLOOR = {
    "postgresql": f"SELECT last_value FROM {append_only.FLOOR}",
    "sqlite": "SELECT floor FROM ledger_frontier WHERE log = 1",
}
LOOK = _HEAD
"""Head of one case: all that a writer on PostgreSQL asks, where edge and floor are the sequencer's."""
HEADS = (
    "SELECT given.case_id, head.* FROM unnest(%s::text[]) AS given (case_id), "
    f"LATERAL ({_HEAD.replace('%s', 'given.case_id')}) head"
)
_HEADS_IN_JSON = (
    "SELECT given.value, head.position, head.leaf_hash, head.recorded_at FROM json_each(%s) AS given "
    "JOIN ledger_record head ON head.seq = "
    "(SELECT seq FROM ledger_record WHERE case_id = given.value ORDER BY position DESC LIMIT 1)"
)
"""The same on SQLite, which knows neither unnest nor LATERAL."""
NEW_FRONTIER = "INSERT INTO ledger_frontier (size, hashes, floor, log) VALUES (%s, %s, %s, 1)"
MOVE_FRONTIER = "UPDATE ledger_frontier SET size = %s, hashes = %s, floor = %s WHERE log = 1"
INSERT_RECORDS = (
    f"INSERT INTO ledger_record (seq, {_COLUMNS}) SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], "
    "%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::bytea[], %s::bytea[])"
)
"""Many records in one statement: PostgreSQL's driver would send them one by one."""
WAITS_FROM = "SELECT COALESCE(MAX(waits_from), 0) FROM ledger_frontier WHERE log = 1"
"""The lowest row number that a record without a leaf may have."""
WITHOUT_LEAF = (
    "FROM ledger_record r WHERE r.seq >= %s "
    "AND NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.seq = r.seq AND l.seq >= %s)"
)
"""The records that wait for their leaf on PostgreSQL; both marks take `waits_from`."""
LOCK = "LOCK TABLE ledger_record IN ROW EXCLUSIVE MODE"
"""The lock of every INSERT, which hinders no other writer."""
NUMBERS = "SELECT nextval(pg_get_serial_sequence('ledger_record', 'seq')) FROM generate_series(1, %s)"


class Head(NamedTuple):
    """Where a case stands: the position of its next record, and leaf hash and entry time of its last."""

    position: int
    leaf_hash: bytes
    recorded_at: int


class Before(NamedTuple):
    """What a call finds: right edge and floor of the log (None: nothing was ever entered, or not asked), heads of its
    cases.
    """

    frontier: Frontier
    floor: int | None
    heads: dict[str, Head]


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


def before(cases: Sequence[str], *, asks_floor: bool) -> Before:
    """What stands before the records of a call, read inside its transaction; SQLite gives the floor with the edge."""
    return (
        _looked(cases, asks_floor=asks_floor) if connection.vendor == "postgresql" else _edge_and_heads(cases)
    )


def _looked(cases: Sequence[str], *, asks_floor: bool) -> Before:
    lowest = floor() if asks_floor else None
    if len(cases) == 1:
        row = one_row(LOOK, cases)
        found = {cases[0]: _head(row)} if row else {}
    else:
        found = {case: _head(more) for case, *more in rows(HEADS, (list(cases),))}
    return Before(Frontier(), lowest, found)


def floor() -> int | None:
    """The earliest `recorded_at` that may be entered; None before the first record."""
    row = one_row(_FLOOR[connection.vendor])
    return int(row[0]) if row else None


def waits_from() -> int:
    """The lowest row number that a record without a leaf may have; it only rises."""
    row = one_row(WAITS_FROM)
    assert row is not None
    return int(row[0])


def _edge_and_heads(cases: Sequence[str]) -> Before:
    first, *others = cases
    row = one_row(BEFORE, (first,))
    if row is None:
        return Before(Frontier(), None, _heads_in_json(cases))
    size, hashes, floor, *head = row
    found = {first: _head(head)} if head[0] is not None else {}
    if others:
        found |= _heads_in_json(others)
    return Before(Frontier.of_packed(size, hashes), floor, found)


def _heads_in_json(cases: Sequence[str]) -> dict[str, Head]:
    return {case: _head(more) for case, *more in rows(_HEADS_IN_JSON, (json.dumps(cases),))}


def _head(row: Sequence[Any]) -> Head:
    return Head(row[0] + 1, bytes(row[1]), row[2])


def insert_records(kept: Sequence[Kept], first_seq: int | None) -> list[int]:
    """Write the records; their row numbers are counted on from `first_seq`, or given by the database where None."""
    if first_seq is not None:
        numbers = list(range(first_seq, first_seq + len(kept)))
        write_many(INSERT_RECORD_AT, [(seq, *one.row()) for seq, one in zip(numbers, kept, strict=True)])
        return numbers
    if len(kept) == 1:
        return [row[0] for row in rows(INSERT_RECORD + " RETURNING seq", kept[0].row())]
    columns = zip(*(one.row() for one in kept), strict=True)
    with connection.cursor() as cursor:
        # Before a number is given: the sequencer awaits who holds the lock, and rests on it.
        cursor.execute(LOCK)
        cursor.execute(NUMBERS, (len(kept),))
        numbers = [row[0] for row in cursor.fetchall()]
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


def extend_log(found: Before, kept: Sequence[Kept], floor: int) -> None:
    """On SQLite, where a record's row number is its leaf: move the frontier over the records."""
    if len(kept) == 1:
        found.frontier.append(kept[0].leaf_hash)
    else:
        found.frontier.extend(one.leaf_hash for one in kept)
    move_frontier(found.frontier, floor, found.floor is None)


def move_frontier(frontier: Frontier, floor: int, is_new: bool) -> None:
    """Keep the frontier."""
    statement = NEW_FRONTIER if is_new else MOVE_FRONTIER
    plain_sql.done(statement, (frontier.size, frontier.packed, floor))


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
    found = plain_sql.rows(statement, values)
    return found[0] if found else None


def rows(statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return plain_sql.rows(statement, values)


def write_many(statement: str, values: Sequence[Sequence[object]]) -> None:
    """One statement for many rows."""
    if len(values) == 1:
        plain_sql.done(statement, values[0])
    elif values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
