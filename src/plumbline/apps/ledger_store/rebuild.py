"""Projections thrown away and folded again from the records, and the comparison with what they were.

Writers wait while it runs: on SQLite the transaction holds the write lock, on PostgreSQL it locks the table of records
against them (which takes the owner's role). Readers see the old rows until it commits. A crash leaves the old rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection, transaction

from plumbline.apps.ledger_store.ledger_rows import rows
from plumbline.apps.ledger_store.projections import Entered, Projection
from plumbline.core.ledger.record import read_record

CHUNK = 1_000
_NEXT = "SELECT seq, position, data FROM ledger_record WHERE seq > %s ORDER BY seq LIMIT %s"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A projection before and after: number of rows and SHA-256 of the canonical dump."""

    name: str
    rows: int
    digest: str
    rows_before: int
    digest_before: str

    @property
    def same(self) -> bool:
        """Whether folding again gave the same bytes."""
        return self.digest == self.digest_before


def rebuild(projections: Sequence[Projection], *, write: bool = True) -> list[Rebuilt]:
    """Fold every projection again from all records; without `write` only to compare, and nothing is changed."""
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE ledger_record IN SHARE MODE")
        before = [_digest(one) for one in projections]
        for projection in projections:
            projection.clear()
        for entered in _all_records():
            for projection in projections:
                projection.apply(entered)
        after = [_digest(one) for one in projections]
        if not write:
            transaction.set_rollback(True)
    return [Rebuilt(one.name, *now, *then) for one, now, then in zip(projections, after, before, strict=True)]


def _digest(projection: Projection) -> tuple[int, str]:
    """Rows and digest of the dump, a row a line."""
    running, count = sha256(), 0
    for row in projection.dump():
        running.update(row + b"\n")
        count += 1
    return count, running.hexdigest()


def _all_records() -> Iterator[list[Entered]]:
    """Every record, those that wait for a leaf too; row numbers follow positions within each case."""
    last = -1
    while found := rows(_NEXT, (last, CHUNK)):
        yield [Entered(read_record(bytes(data)), position, seq) for seq, position, data in found]
        last = found[-1][0]
