"""Rows of the store in the order of the leaves, in chunks, with what the database itself can compare compared there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from django.db import connection

from plumbline.apps.ledger_store.verification.segment import Doubt
from plumbline.core.ledger.hashing import Algorithm
from plumbline.core.ledger.tiles import WIDTH

CHUNK: Final = 32 * WIDTH
_TEXTS: Final = ("record_id", "case_id", "step", "organ", "at", "corrects")
_MAPPING: Final = (
    "SELECT COUNT(*), MIN(l.seq - l.leaf), MAX(l.seq - l.leaf), "
    "COALESCE(SUM(CASE WHEN l.hash = r.leaf_hash THEN 1 ELSE 0 END), 0) "
    "FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq WHERE l.leaf >= %s AND l.leaf < %s"
)


class StoredRow(NamedTuple):
    """A leaf as stored, for the exact verification: None where the row or its record is not there."""

    leaf: int
    hash: bytes | None
    leaf_hash: bytes | None
    record_id: str | None
    case_id: str | None
    position: int | None
    step: str | None
    organ: str | None
    at: str | None
    recorded_at: int | None
    corrects: str | None
    data: bytes | None
    text: str | None
    """Which column of bytes holds a text, as somebody with SQLite in hand may make it."""


def entries(first: int, end: int) -> Iterator[list[bytes]]:
    """Records' bytes in the order of the leaves; raises Doubt where one is not there."""
    for start in range(first, end, CHUNK):
        until = min(start + CHUNK, end)
        yield [data for (data,) in _in_order("r.data", start, until, ())]


def whole_rows(first: int, end: int) -> Iterator[list[tuple[Any, ...]]]:
    """Rows as `segment.check_records` takes them, texts as UTF-8; raises Doubt where one is not there."""
    texts = {name: _utf8(f"r.{name}") for name in _TEXTS}
    columns = (
        f"r.leaf_hash, {texts['record_id']}, {texts['case_id']}, r.position, {texts['step']}, {texts['organ']}, "
        f"{texts['at']}, r.recorded_at, {texts['corrects']}, r.data"
    )
    for start in range(first, end, CHUNK):
        with _texts_as(bytes):
            chunk = _in_order(columns, start, min(start + CHUNK, end))
        yield chunk


def _in_order(columns: str, start: int, end: int, texts: Sequence[str] = _TEXTS) -> list[tuple[Any, ...]]:
    """One chunk. Where row numbers run with the leaves, the records are read one after another without a look-up.

    On SQLite the row number is the leaf, and the leaf's hash is the record's own column.
    """
    count, low, high, same = end - start, 0, 0, end - start
    if connection.vendor != "sqlite":
        count, low, high, same = _rows(_MAPPING, (start, end))[0]
    if count != end - start or same != count:
        raise Doubt(start)
    if low == high:
        found = _rows(
            f"SELECT {columns} FROM ledger_record r WHERE r.seq >= %s AND r.seq < %s{_kinds(texts)} ORDER BY r.seq",
            (start + low, end + low),
        )
    else:
        found = _rows(
            f"SELECT {columns} FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq "
            "WHERE l.leaf >= %s AND l.leaf < %s ORDER BY l.leaf",
            (start, end),
        )
    if len(found) != count:
        raise Doubt(start)
    return found


def tiles(
    tree: Algorithm, level: int, first: int = 0, end: int = 2**62
) -> Iterator[tuple[int, bytes, bytes]]:
    """Full tiles of a level from tile `first` to `end`: number, hashes, node."""
    while True:
        found = _rows(
            "SELECT number, data, node FROM ledger_tile "
            "WHERE tree = %s AND level = %s AND number >= %s AND number < %s ORDER BY number LIMIT 1000",
            (tree, level, first, end),
        )
        for number, data, node in found:
            yield number, bytes(data), bytes(node)
        if len(found) < 1000:
            return
        first = found[-1][0] + 1


def records_at(leaves: Sequence[int]) -> list[tuple[int, bytes]]:
    """Leaf and bytes of the records at these leaves."""
    marks = ", ".join(["%s"] * len(leaves))
    found = _rows(
        f"SELECT l.leaf, r.data FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq WHERE l.leaf IN ({marks})",
        tuple(leaves),
    )
    return sorted((leaf, bytes(data)) for leaf, data in found)


def stored_rows(first: int, end: int) -> Iterator[list[StoredRow]]:
    """Every leaf from `first` to `end`, also those whose row or record somebody removed."""
    statement = (
        "SELECT l.leaf, l.hash, r.leaf_hash, r.record_id, r.case_id, r.position, r.step, r.organ, r.at, r.recorded_at, "
        "r.corrects, r.data FROM ledger_leaf l LEFT JOIN ledger_record r ON r.seq = l.seq "
        "WHERE l.leaf >= %s AND l.leaf < %s"
    )
    for start in range(first, end, CHUNK):
        until = min(start + CHUNK, end)
        with _texts_as(_any_text):
            found = {row[0]: _stored(row) for row in _rows(statement, (start, until))}
        yield [found.get(leaf) or StoredRow._make((leaf, *[None] * 12)) for leaf in range(start, until)]


def _stored(row: tuple[Any, ...]) -> StoredRow:
    leaf, digest, leaf_hash, *texts, data = row
    odd = next(
        (name for name, value in (("data", data), ("leaf_hash", leaf_hash)) if isinstance(value, str)), None
    )
    return StoredRow._make((leaf, _bytes(digest), _bytes(leaf_hash), *texts, _bytes(data), odd))


def _bytes(value: Any) -> bytes | None:
    if value is None:
        return None
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else bytes(value)


def _kinds(texts: Sequence[str]) -> str:
    """On SQLite any column may hold any kind of value; bytes where a text should be are found by no statement of ours.

    Any text is less than any bytes; the sign keeps the index out of it, and costs a third of asking for the type.
    """
    if connection.vendor != "sqlite":
        return ""
    asked = [
        f"(r.{name} IS NULL OR +r.{name} < x'')" if name == "corrects" else f"+r.{name} < x''"
        for name in texts
    ]
    return "".join(
        f" AND {one}" for one in (*asked, "+r.data >= x''", *(["+r.leaf_hash >= x''"] if texts else []))
    )


def _utf8(column: str) -> str:
    return column if connection.vendor == "sqlite" else f"convert_to({column}, 'UTF8')"


@contextmanager
def _texts_as(made: Callable[[bytes], object]) -> Iterator[None]:
    """On SQLite texts are stored as UTF-8: as bytes they are compared as they lie, without decoding and encoding."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    before, raw.text_factory = raw.text_factory, made
    try:
        yield
    finally:
        raw.text_factory = before


def _any_text(stored: bytes) -> str:
    """Also one that is no UTF-8: an edit that cannot be read is named like any other."""
    return stored.decode("utf-8", "surrogateescape")


def _rows(statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
