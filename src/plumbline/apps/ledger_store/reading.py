"""What is read of the ledger by statement: records by leaf, case and id; tiles and checkpoints; personal values.

Nothing here verifies. A record or leaf that somebody removed by hand is answered with empty bytes at its leaf, so that
verification names it instead of shifting all that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from plumbline.apps import plain_sql
from plumbline.apps.ledger_store import ledger_rows
from plumbline.apps.ledger_store.held import HeldCheckpoint, HeldRecord, LogState
from plumbline.core.ledger.canonical import read_json
from plumbline.core.ledger.commitment import Opening
from plumbline.core.ledger.evidence import Entry
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace
from plumbline.core.ledger.tiles import WIDTH, Tile

_CHUNK = 2_000
_RECORD = (
    "SELECT r.seq, l.leaf, r.position, r.data, r.leaf_hash FROM ledger_record r "
    "LEFT JOIN ledger_leaf l ON l.seq = r.seq"
)
_CHECKPOINT = "SELECT id, tree, size, key, note, signed_at FROM ledger_checkpoint"


def records_from(leaf: int = 0, end: int | None = None) -> Iterator[Entry]:
    """The records of the leaves from `leaf` to `end` (exclusive; all by default) in the order of the log."""
    size = log_size()
    last = size if end is None else min(end, size)
    while leaf < last:
        until = min(leaf + _CHUNK, last)
        found = {index: bytes(data or b"") for index, data in _entries(leaf, until)}
        for index in range(leaf, until):
            yield Entry(index, found.get(index, b""))
        leaf = until


def _entries(start: int, end: int) -> list[tuple[int, Any]]:
    return _rows(
        "SELECT l.leaf, r.data FROM ledger_leaf l LEFT JOIN ledger_record r ON r.seq = l.seq "
        "WHERE l.leaf >= %s AND l.leaf < %s",
        (start, end),
    )


def cases_told(leaf: int, end: int) -> list[str]:
    """The cases of the leaves from `leaf` to `end` (exclusive), in the order of their last one; none is read."""
    rows = _rows(
        "SELECT r.case_id FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq "
        "WHERE l.leaf >= %s AND l.leaf < %s GROUP BY r.case_id ORDER BY MAX(l.leaf)",
        (leaf, end),
    )
    return [str(case) for (case,) in rows]


def destroys(leaf: int, end: int) -> bool:
    """Whether personal values were destroyed by a record of these leaves."""
    rows = _rows(
        "SELECT 1 FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq "
        "WHERE l.leaf >= %s AND l.leaf < %s AND r.step = %s LIMIT 1",
        (leaf, end, DESTROY),
    )
    return bool(rows)


_WAITING_CASES = f"SELECT r.case_id {ledger_rows.WITHOUT_LEAF} LIMIT %s"
_COUNT_WAITING = f"SELECT COUNT(*) {ledger_rows.WITHOUT_LEAF}"


def cases_from(leaf: int, most: int) -> list[str]:
    """The cases of so many leaves from `leaf` on and of records that wait for a leaf, each once; none is read."""
    rows = _rows(
        "SELECT r.case_id FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq "
        "WHERE l.leaf >= %s AND l.leaf < %s",
        (leaf, leaf + most),
    )
    if connection.vendor == "postgresql":  # elsewhere a record has its leaf when it is entered
        first = ledger_rows.waits_from()
        rows = [*rows, *_rows(_WAITING_CASES, (first, first, most))]
    return list(dict.fromkeys(str(case) for (case,) in rows))


def openings_after(case: str, most: int) -> list[str]:
    """So many cases in the order of their ids, after the given one ("" for the first)."""
    rows = _rows(
        "SELECT case_id FROM ledger_record WHERE position = 0 AND case_id > %s ORDER BY case_id LIMIT %s",
        (case, most),
    )
    return [str(found) for (found,) in rows]


def record(record_id: str) -> HeldRecord | None:
    """The record of this id."""
    rows = _rows(f"{_RECORD} WHERE r.record_id = %s", (record_id,))
    return _held(rows[0]) if rows else None


def records_of(ids: Iterable[str]) -> dict[str, HeldRecord]:
    """The records of these ids, as far as there are any."""
    found: dict[str, HeldRecord] = {}
    for chunk in _chunks(list(ids)):
        rows = _rows(f"{_RECORD} WHERE r.record_id IN ({_marks(chunk)})", chunk)
        found.update((held.record.id, held) for held in map(_held, rows))
    return found


def leaf_of(record_id: str) -> int | None:
    """The record's leaf; None while it waits for one, or when there is no such record."""
    held = record(record_id)
    return held.leaf if held else None


def leaves_of(record_ids: Iterable[str]) -> dict[str, int]:
    """The leaves of these records, as far as they have one."""
    found: dict[str, int] = {}
    for chunk in _chunks(list(record_ids)):
        marks = _marks(chunk)
        rows = _rows(
            "SELECT r.record_id, l.leaf FROM ledger_record r JOIN ledger_leaf l ON l.seq = r.seq "
            f"WHERE r.record_id IN ({marks})",
            chunk,
        )
        found.update((str(id), int(leaf)) for id, leaf in rows)
    return found


def case_records(case: str, start: int = 0) -> tuple[HeldRecord, ...]:
    """The records of a case in the order they were entered, from position `start` on."""
    rows = _rows(f"{_RECORD} WHERE r.case_id = %s AND r.position >= %s ORDER BY r.position", (case, start))
    return tuple(map(_held, rows))


def opening_records(cases: Iterable[str]) -> dict[str, str]:
    """The id of the first record of each case that there is."""
    found: dict[str, str] = {}
    for chunk in _chunks(list(cases)):
        marks = _marks(chunk)
        found.update(
            _rows(
                f"SELECT case_id, record_id FROM ledger_record WHERE position = 0 AND case_id IN ({marks})",
                chunk,
            )
        )
    return found


def log_size() -> int:
    """Leaves of the log, whatever the frontier says: one more than the last leaf."""
    return int(_rows("SELECT COALESCE(MAX(leaf), -1) + 1 FROM ledger_leaf", ())[0][0])


def log_state() -> LogState:
    """How far the log has come."""
    size = log_size()
    waiting = 0
    if connection.vendor == "postgresql":  # elsewhere every record has its leaf
        first = ledger_rows.waits_from()
        ((waiting,),) = _rows(_COUNT_WAITING, (first, first))
    last = latest_checkpoint("sha256")
    return LogState(size, waiting, last.size if last else 0, ledger_rows.floor())


def tile(tree: Algorithm, wanted: Tile) -> bytes:
    """Bytes of a tile, full or partial; raises KeyError when the tree does not hold it (yet)."""
    if wanted.width == WIDTH:
        rows = _rows(
            "SELECT data FROM ledger_tile WHERE tree = %s AND level = %s AND number = %s",
            (tree, wanted.level, wanted.index),
        )
        if rows:
            return bytes(rows[0][0])
    start = wanted.index * WIDTH
    hashes = node_hashes(tree, wanted.level, start, start + wanted.width)
    if len(hashes) != wanted.width:
        raise KeyError(wanted.path)
    return b"".join(hashes)


def node_hashes(tree: Algorithm, level: int, start: int, end: int) -> list[bytes]:
    """Hashes of the tree's nodes [start, end) of a tile level, as far as they are there without a gap."""
    if level > 0:
        rows = _rows(
            "SELECT number, node FROM ledger_tile WHERE tree = %s AND level = %s AND number >= %s AND number < %s "
            "ORDER BY number",
            (tree, level - 1, start, end),
        )
    elif tree == "sha256":
        rows = _rows(
            "SELECT leaf, hash FROM ledger_leaf WHERE leaf >= %s AND leaf < %s ORDER BY leaf", (start, end)
        )
    else:  # a second tree keeps no leaf hashes: a partial tile of it is hashed from the records
        leaf = tree_hash(tree).leaf
        rows = [(index, leaf(bytes(data or b""))) for index, data in sorted(_entries(start, end))]
    return [bytes(digest) for place, (index, digest) in enumerate(rows, start) if place == index]


def latest_checkpoint(tree: Algorithm) -> HeldCheckpoint | None:
    """The last checkpoint signed for a tree."""
    rows = _rows(f"{_CHECKPOINT} WHERE tree = %s ORDER BY size DESC, id DESC LIMIT 1", (tree,))
    return next(_checkpoints(rows), None)


def latest_checkpoints() -> tuple[HeldCheckpoint, ...]:
    """The last checkpoint of each tree that has one, the public formats' tree first."""
    found = (latest_checkpoint("sha256"), latest_checkpoint("sm3"))
    return tuple(one for one in found if one is not None)


def checkpoints(tree: Algorithm, from_size: int = 0) -> Iterator[HeldCheckpoint]:
    """Checkpoints of a tree with at least `from_size` leaves, smallest first."""
    number, size = 0, from_size
    while True:
        rows = _rows(
            f"{_CHECKPOINT} WHERE tree = %s AND (size > %s OR (size = %s AND id > %s)) ORDER BY size, id LIMIT %s",
            (tree, size, size, number, _CHUNK),
        )
        if not rows:
            return
        yield from _checkpoints(rows)
        number, size = rows[-1][0], rows[-1][2]


def _checkpoints(rows: Sequence[tuple[Any, ...]]) -> Iterator[HeldCheckpoint]:
    lines: dict[int, list[str]] = {}
    for chunk in _chunks([row[0] for row in rows]):
        for number, line in _rows(
            f"SELECT checkpoint, line FROM ledger_cosignature WHERE checkpoint IN ({_marks(chunk)}) ORDER BY id",
            chunk,
        ):
            lines.setdefault(number, []).append(line)
    for number, tree, size, key, note, signed_at in rows:
        yield HeldCheckpoint(number, tree, size, key, note, signed_at, tuple(lines.get(number, ())))


def personal_values(record_ids: Iterable[str]) -> dict[ValuePlace, Opening]:
    """Personal values and salts of files that are still held for these records."""
    found: dict[ValuePlace, Opening] = {}
    for chunk in _chunks(list(record_ids)):
        for identity, kind, name, salt, value in _rows(
            f"SELECT record_id, kind, name, salt, value FROM ledger_personal WHERE record_id IN ({_marks(chunk)})",
            chunk,
        ):
            held = None if value is None else read_json(bytes(value))
            found[ValuePlace(identity, kind, name)] = Opening(bytes(salt), held)
    return found


def destroyed_places(record_ids: Iterable[str]) -> dict[ValuePlace, str]:
    """Places of these records whose values were destroyed, each with the id of the record that did it."""
    found: dict[ValuePlace, str] = {}
    for chunk in _chunks(list(record_ids)):
        for identity, kind, name, by in _rows(
            f"SELECT record_id, kind, name, by_record FROM ledger_destroyed WHERE record_id IN ({_marks(chunk)})",
            chunk,
        ):
            found[ValuePlace(identity, kind, name)] = by
    return found


def _held(row: tuple[Any, ...]) -> HeldRecord:
    seq, leaf, position, data, leaf_hash = row
    return HeldRecord(seq, leaf, position, bytes(data), bytes(leaf_hash))


def _chunks(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), 500):
        yield values[start : start + 500]


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


_rows = plain_sql.rows
