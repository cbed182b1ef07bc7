"""The sequencer on PostgreSQL: gives committed records their leaves, so that writers never wait for each other.

`recorded_at` must not fall from leaf to leaf, and a record may become visible after others with a later one. So, each
time round:

1. Raise the floor to the latest `recorded_at` that is visible, and commit. From now on the database refuses every
   record below it (check `ledger_record_floor`). The floor is a sequence: it rises for everybody at once.
   A crash here leaves a higher floor: the next records are entered at it or later, which is always right.
2. Note which transactions are writing records at this moment: they hold the table's lock. One of them may have passed
   the check before the floor rose. Any other takes the lock after the rise, and so meets the risen floor.
3. Wait until each of those has ended. Its records are then visible, or never will be. Everything at or below the
   floor is now known, whichever order it was committed in, and however many transactions were rolled back.
   A crash in 2 or 3 leaves nothing.
4. In one transaction, in the order of (`recorded_at`, row number): write leaves, move the frontier.
   A crash leaves all of it or nothing; the next round begins at the last leaf there is.

Row numbers order only records of one instant: within a case a later record has the higher number, as it was numbered
after the earlier one was committed. Records become visible in another order than they were numbered, so the highest
number that has a leaf says nothing. But a number is given while the table's lock is held: whoever was given one before
step 2 is among those whose end step 3 awaits. So step 4 also notes the lowest number from which records wait
(`waits_from`: that of the first without a leaf, else the one after the last number given before step 2), and the next
round looks from there, by the primary key: an index of `recorded_at` would cost every writer.

One sequencer runs at a time: it holds an advisory lock, and step 4 locks the frontier's row besides.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from plumbline.apps.ledger_store import ledger_rows
from plumbline.apps.ledger_store.append_only import FLOOR
from plumbline.apps.ledger_store.ledger_rows import MOVE_FRONTIER, WITHOUT_LEAF, one_row, rows, waits_from
from plumbline.core.ledger.tree import Frontier

LOCK: Final = 0x706C756D62
"""Key of the advisory lock."""

CHUNK: Final = 100_000
"""Records sequenced in one transaction; each looks through all that wait."""

_PAUSE: Final = 0.002
_LOOK_AGAIN: Final = 0.05
_NOTICE: Final = (
    "SET client_connection_check_interval = '250ms'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; "
    "SET tcp_keepalives_count = 3"
)
"""The server looks every quarter of a second whether the sequencer still listens, while a statement runs or waits; a
machine that went away without a word is noticed after some ten seconds."""
_BEGIN = "INSERT INTO ledger_frontier (log, size, hashes, floor) VALUES (1, 0, '', %s) ON CONFLICT DO NOTHING"
_EDGE = "SELECT size, hashes, waits_from FROM ledger_frontier WHERE log = 1 FOR UPDATE"
_RAISE = (
    f"SELECT setval('{FLOOR}', latest) FROM "
    f"(SELECT MAX(recorded_at) AS latest FROM ledger_record WHERE seq >= %s) seen, {FLOOR} WHERE latest > last_value"
)
_LAST_NUMBER = "SELECT pg_sequence_last_value(pg_get_serial_sequence('ledger_record', 'seq'))"
_WRITING = (
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' "
    "AND relation = 'ledger_record'::regclass "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND mode = 'RowExclusiveLock' AND granted AND pid IS DISTINCT FROM pg_backend_pid()"
)
_HASH = "CASE length(r.leaf_hash) WHEN 32 THEN r.leaf_hash ELSE sha256('\\x00'::bytea || r.data) END"
"""What was put by hand with no hash at all must not stop the log: its leaf stands for its bytes, and verification names
the column."""
_ANY = f"SELECT 1 {WITHOUT_LEAF} AND r.recorded_at <= %s LIMIT 1"
_WAITING = (
    f"SELECT r.seq, {_HASH} {WITHOUT_LEAF} AND r.recorded_at <= %s ORDER BY r.recorded_at, r.seq LIMIT %s"
)
_FIRST = f"SELECT r.seq {WITHOUT_LEAF} AND r.seq <= %s ORDER BY r.seq LIMIT 1"
_LEAVES = (
    f"INSERT INTO ledger_leaf (leaf, seq, hash) SELECT %s + given.place - 1, r.seq, {_HASH} "
    "FROM unnest(%s::bigint[]) WITH ORDINALITY AS given (seq, place) JOIN ledger_record r ON r.seq = given.seq"
)
_WAITS_FROM = "UPDATE ledger_frontier SET waits_from = %s WHERE log = 1"
_BEFORE_ALL: Final = -(2**62)


@contextmanager
def alone(patience: float = 5.0) -> Iterator[bool]:
    """Whether this process is the only sequencer; on PostgreSQL it stays so until the block or its connection ends.

    The server frees a killed sequencer's place once it notices that nobody listens, also in the middle of a statement
    (`_NOTICE`). `patience` is how many seconds to wait for that before the place counts as taken.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute(_NOTICE)
    held = _took_place(patience)
    try:
        yield held
    finally:
        if held and connection.is_usable():
            one_row("SELECT pg_advisory_unlock(%s)", (LOCK,))


def _took_place(patience: float) -> bool:
    end = time.monotonic() + patience
    while True:
        row = one_row("SELECT pg_try_advisory_lock(%s)", (LOCK,))
        if row and row[0]:
            return True
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_AGAIN)


def sequence(patience: float = 1.0) -> int:
    """Give leaves to all records that may have theirs; returns how many got one.

    `patience` is how many seconds to wait for writers that were under way; where one takes longer, nothing is
    sequenced this time. On SQLite there is never anything to do. Not to be called inside a transaction.
    """
    if connection.vendor != "postgresql":
        return 0
    floor = _raise_floor()
    if floor is None or not _any_waiting(floor):
        return 0
    numbered = _last_number()
    if not _writers_ended(patience):
        return 0
    done = 0
    while count := _assign(floor, numbered):
        done += count
    return done


def _raise_floor() -> int | None:
    """Step 1; the floor, None while there is no record at all."""
    with transaction.atomic():
        edge = one_row(_EDGE)
        if edge is None:
            if one_row("SELECT 1 FROM ledger_record LIMIT 1") is None:
                return None
            with connection.cursor() as cursor:
                cursor.execute(_BEGIN, (_BEFORE_ALL,))
            edge = one_row(_EDGE)
            assert edge is not None
        # With the edge locked: nobody who saw less lowers what another raised meanwhile.
        one_row(_RAISE, (edge[2],))
    return ledger_rows.floor()


def _any_waiting(floor: int) -> bool:
    first = waits_from()
    return one_row(_ANY, (first, first, floor)) is not None


def _last_number() -> int:
    """The last row number given. Whoever was given it, or one before it, holds the table's lock or has ended."""
    row = one_row(_LAST_NUMBER)
    return int(row[0]) if row and row[0] is not None else 0


def _writers_ended(patience: float) -> bool:
    """Steps 2 and 3."""
    writing = {row[0] for row in rows(_WRITING)}
    end = time.monotonic() + patience
    while writing:
        if time.monotonic() > end:
            return False
        time.sleep(_PAUSE)
        writing &= {row[0] for row in rows(_WRITING)}
    return True


def _assign(floor: int, numbered: int) -> int:
    """Step 4 for the next records at or below the floor; `numbered` is the last row number given before step 2."""
    with transaction.atomic(durable=True):
        row = one_row(_EDGE)
        assert row is not None
        size, hashes, first = row[0], bytes(row[1]), row[2]
        waiting = rows(_WAITING, (first, first, floor, CHUNK))
        if not waiting:
            return 0
        frontier = Frontier.of_packed(size, hashes)
        frontier.extend(bytes(leaf_hash) for _, leaf_hash in waiting)
        with connection.cursor() as cursor:
            cursor.execute(_LEAVES, (size, [seq for seq, _ in waiting]))
            cursor.execute(MOVE_FRONTIER, (frontier.size, frontier.packed, floor))
            left = one_row(_FIRST, (first, first, numbered))
            cursor.execute(_WAITS_FROM, (left[0] if left else max(first, numbered + 1),))
    return len(waiting)
