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
after the earlier one was committed. Nothing asks for the highest number, so gaps and late ones do not matter.

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
from plumbline.apps.ledger_store.ledger_rows import MOVE_FRONTIER, one_row, rows
from plumbline.core.ledger.tree import Frontier

LOCK: Final = 0x706C756D62
"""Key of the advisory lock."""

CHUNK: Final = 20_000
"""Records sequenced in one transaction."""

_PAUSE: Final = 0.002
_LOOK_AGAIN: Final = 0.05
_NOTICE: Final = (
    "SET client_connection_check_interval = '250ms'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; "
    "SET tcp_keepalives_count = 3"
)
"""The server looks every quarter of a second whether the sequencer still listens, while a statement runs or waits; a
machine that went away without a word is noticed after some ten seconds."""
_BEGIN = "INSERT INTO ledger_frontier (log, size, hashes, floor) VALUES (1, 0, '', %s) ON CONFLICT DO NOTHING"
_EDGE = "SELECT size, hashes FROM ledger_frontier WHERE log = 1 FOR UPDATE"
_RAISE = (
    f"SELECT setval('{FLOOR}', latest) FROM (SELECT MAX(recorded_at) AS latest FROM ledger_record) seen, {FLOOR} "
    "WHERE latest > last_value"
)
_WRITING = (
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' "
    "AND relation = 'ledger_record'::regclass "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND mode = 'RowExclusiveLock' AND granted AND pid <> pg_backend_pid()"
)
_LAST_ENTERED = (
    "SELECT recorded_at FROM ledger_leaf JOIN ledger_record USING (seq) ORDER BY leaf DESC LIMIT 1"
)
_WAITING = (
    "SELECT r.seq, r.leaf_hash FROM ledger_record r WHERE r.recorded_at >= %s AND r.recorded_at <= %s "
    "AND NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.seq = r.seq) ORDER BY r.recorded_at, r.seq LIMIT %s"
)
_LEAVES = (
    "INSERT INTO ledger_leaf (leaf, seq, hash) SELECT %s + given.place - 1, r.seq, r.leaf_hash "
    "FROM unnest(%s::bigint[]) WITH ORDINALITY AS given (seq, place) JOIN ledger_record r ON r.seq = given.seq"
)
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
    if floor is None or not _any_waiting(floor) or not _writers_ended(patience):
        return 0
    done = 0
    while count := _assign(floor):
        done += count
    return done


def _raise_floor() -> int | None:
    """Step 1; the floor, None while there is no record at all."""
    with transaction.atomic():
        if one_row(_EDGE) is None:
            if one_row("SELECT 1 FROM ledger_record LIMIT 1") is None:
                return None
            with connection.cursor() as cursor:
                cursor.execute(_BEGIN, (_BEFORE_ALL,))
            one_row(_EDGE)
        one_row(_RAISE)  # with the edge locked: nobody who saw less lowers what another raised meanwhile
    return ledger_rows.floor()


def _any_waiting(floor: int) -> bool:
    return bool(rows(_WAITING, (_last_entered(), floor, 1)))


def _last_entered() -> int:
    """`recorded_at` of the record at the last leaf: no record that waits has an earlier one."""
    row = one_row(_LAST_ENTERED)
    return int(row[0]) if row else _BEFORE_ALL


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


def _assign(floor: int) -> int:
    """Step 4 for the next records at or below the floor."""
    with transaction.atomic(durable=True):
        row = one_row(_EDGE)
        assert row is not None
        size, hashes = row[0], bytes(row[1])
        waiting = rows(_WAITING, (_last_entered(), floor, CHUNK))
        if not waiting:
            return 0
        frontier = Frontier.of_packed(size, hashes)
        frontier.extend(bytes(leaf_hash) for _, leaf_hash in waiting)
        with connection.cursor() as cursor:
            cursor.execute(_LEAVES, (size, [seq for seq, _ in waiting]))
            cursor.execute(MOVE_FRONTIER, (frontier.size, frontier.packed, floor))
    return len(waiting)
