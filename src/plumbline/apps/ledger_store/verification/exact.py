"""The exact verification: every record through the core's rules, its columns and values; the first wrong one is named.

A record whose bytes do not hold is named before a later one, whatever was wrong with that. Where the bytes hold and a
column or a value does not, the columns of the earliest such record are named.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import connection

from plumbline.apps.ledger_store.ledger_rows import WAITS_FROM
from plumbline.apps.ledger_store.reading import log_size, log_state, tile
from plumbline.apps.ledger_store.verification.errors import ColumnChanged, RecordBesideLog
from plumbline.apps.ledger_store.verification.rows import StoredRow, stored_rows
from plumbline.apps.ledger_store.verification.stored_tiles import check_tiles
from plumbline.apps.ledger_store.verification.values import check_values
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.evidence import Report, Trust
from plumbline.core.ledger.findings import Untrue
from plumbline.core.ledger.hashing import Algorithm, tree_hash, written_hash
from plumbline.core.ledger.log import LogVerifier, Start
from plumbline.core.ledger.record import Record, read_record
from plumbline.core.ledger.trusted_log import TimedTree

Progress = Callable[[int, int], None]
"""Told the leaves done and all leaves."""


class _Columns:
    """The stored columns of one record after another against what its bytes say."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def check(self, row: StoredRow, record: Record, digest: bytes) -> None:
        """Raises ColumnChanged."""
        if row.text is not None:
            raise _changed(row, record, row.text, "text", "bytes")
        said: dict[str, object] = {
            "record_id": record.id,
            "case_id": record.case,
            "position": self._place(row, record),
            "step": record.step,
            "organ": record.organ,
            "at": record.at.value,
            "recorded_at": record.recorded_at,
            "corrects": record.corrects,
            "leaf_hash": digest,
        }
        for column, value in said.items():
            if getattr(row, column) != value:
                raise _changed(row, record, column, getattr(row, column), value)
        if row.hash != digest:
            raise _changed(row, record, "ledger_leaf.hash", row.hash, digest)

    def _place(self, row: StoredRow, record: Record) -> int:
        """Its place in the case: one after the record before it, which may lie before the start of this run."""
        if record.previous is None:
            place = 0
        elif (before := self._places.get(record.case)) is not None:
            place = before + 1
        else:
            place = (_position_before(record.case, row.leaf) or 0) + 1
        self._places[record.case] = place
        return place


def _changed(row: StoredRow, record: Record, column: str, stored: object, said: object) -> ColumnChanged:
    shown = [value.hex() if isinstance(value, bytes) else value for value in (stored, said)]
    return ColumnChanged(leaf=row.leaf, record=record.id, column=column, stored=shown[0], said=shown[1])


def verify_exactly(
    known: list[TimedTree],
    trust: Trust,
    algorithm: Algorithm = "sha256",
    start: Start | None = None,
    progress: Progress | None = None,
) -> tuple[Report, LogVerifier]:
    """What the stored records prove from `start` on, and the verifier with where it came to. Raises Untrue."""
    tree = tree_hash(algorithm)
    verifier = LogVerifier(known, trust, partial(tile, algorithm), start, tree, tree_hash())
    first, end = verifier.frontier.size, log_size()
    columns, fault = _Columns(), None
    try:
        for rows in stored_rows(first, end):
            for row in rows:
                verifier.take(row.data or b"")
            fault = fault or _first_fault(columns, rows)
            if progress:
                progress(rows[-1].leaf + 1 - first, end - first)
        report = verifier.finish(log_state().waiting)
    except Untrue as error:
        if (
            fault is not None
            and fault.leaf is not None
            and error.leaf is not None
            and fault.leaf < error.leaf
        ):
            raise fault from error
        raise
    if fault is not None:
        raise fault
    check_tiles(algorithm, first, known[-1].checkpoint.size if known else 0)
    return report, verifier


def _first_fault(columns: _Columns, rows: list[StoredRow]) -> Untrue | None:
    """The first column or value among these rows that does not hold."""
    readable: list[tuple[int, Record]] = []
    fault: Untrue | None = None
    for row in rows:
        data = row.data or b""
        try:
            record = read_record(data)
            columns.check(row, record, tree_hash().leaf(data))
        except RecordMalformed:
            break  # the verifier has taken the same bytes and says so
        except ColumnChanged as error:
            fault = error
            break
        readable.append((row.leaf, record))
    try:
        check_values(readable)
    except Untrue as error:
        return error
    return fault


_LAST = (
    "(SELECT last.recorded_at FROM ledger_leaf edge JOIN ledger_record last ON last.seq = edge.seq "
    "ORDER BY edge.leaf DESC LIMIT 1)"
)
_NO_LEAF = "NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.seq = r.seq)"
_COUNT_BESIDE = (
    "SELECT (SELECT COUNT(*) FROM ledger_record) - (SELECT COUNT(*) FROM ledger_leaf) "
    f"- (SELECT COUNT(*) FROM ledger_record r "
    f"WHERE r.recorded_at >= {_LAST} AND r.seq >= ({WAITS_FROM}) AND {_NO_LEAF})"
)
_BELOW = (
    "SELECT r.case_id, r.record_id FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq WHERE l.leaf < 0"
)
_LATE = (
    "SELECT r.case_id, r.record_id FROM ledger_record r "
    f"WHERE (r.recorded_at < {_LAST} OR r.seq < ({WAITS_FROM})) AND {_NO_LEAF}"
)


def check_none_beside() -> None:
    """No stored record stands outside the log; raises RecordBesideLog for the first in the order of row numbers.

    Leaves are counted from 0, so what has one below was put there by hand. A record that waits for its leaf was entered
    no earlier than the last that has one, under a number not below where the sequencer looks from (`sequencing`):
    whatever lacks a leaf besides those was put there too.
    """
    with connection.cursor() as cursor:
        late = False
        if connection.vendor != "sqlite":  # there every record has a leaf
            cursor.execute(_COUNT_BESIDE)
            late = bool(cursor.fetchone()[0])
        for statement in (_BELOW, _LATE) if late else (_BELOW,):
            cursor.execute(f"{statement} ORDER BY r.seq LIMIT 1")
            if row := cursor.fetchone():
                raise RecordBesideLog(case=row[0], record=row[1])


def head_of(first: int) -> Callable[[str], str | None]:
    """Written leaf hash of a case's last record before leaf `first`, by its stored bytes."""

    def head(case: str) -> str | None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.data FROM ledger_record r JOIN ledger_leaf l ON l.seq = r.seq "
                "WHERE r.case_id = %s AND l.leaf < %s ORDER BY r.position DESC LIMIT 1",
                (case, first),
            )
            row = cursor.fetchone()
        return written_hash(tree_hash().leaf(bytes(row[0]))) if row else None

    return head


def _position_before(case: str, leaf: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MAX(r.position) FROM ledger_record r JOIN ledger_leaf l ON l.seq = r.seq "
            "WHERE r.case_id = %s AND l.leaf < %s",
            (case, leaf),
        )
        row = cursor.fetchone()
    return row[0] if row else None
