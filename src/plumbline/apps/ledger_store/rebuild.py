"""Projections thrown away and folded again from the records, and the comparison with what they were.

Writers wait while it runs: on SQLite the transaction holds the write lock, on PostgreSQL it locks the table of records
against them (which takes the owner's role). Readers see the old rows until it commits. A crash leaves the old rows.

A case whose records cannot be folded (bytes that somebody changed by hand, or that an older program wrote) does not
stop it: the projection then holds every other case and none of that one, and the answer names it. While a record is
entered it is otherwise: there a projection that fails refuses the entry, as somebody is there to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from django.db import OperationalError, connection, transaction

from plumbline.apps.ledger_store.ledger_rows import rows
from plumbline.apps.ledger_store.projections import Entered, Projection
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.record import read_record

CHUNK = 1_000
_NEXT = "SELECT seq, case_id, position, data FROM ledger_record WHERE seq > %s ORDER BY seq LIMIT %s"


class LeftOut(NamedTuple):
    """A case that a projection does not hold, and why."""

    case: str
    problem: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A projection before and after: number of rows and SHA-256 of the canonical dump, and the cases left out."""

    name: str
    rows: int
    digest: str
    rows_before: int
    digest_before: str
    left_out: tuple[LeftOut, ...] = ()

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
        folds = [_Fold(one) for one in projections]
        _fold(folds)
        found = [
            Rebuilt(one.projection.name, *_digest(one.projection), *then, one.left_out)
            for one, then in zip(folds, before, strict=True)
        ]
        if not write:
            transaction.set_rollback(True)
    return found


def _fold(folds: Sequence[_Fold]) -> None:
    """Fold every case that can be folded.

    A case may fail at a late record, when its earlier ones are in already. So a projection in which one failed begins
    anew without it: what comes out depends on the records alone.
    """
    pending = folds
    while pending:
        for one in pending:
            one.begin()
        for entered, unread in _all_records():
            for one in pending:
                one.take(entered, unread)
        pending = [one for one in pending if one.failing]


class _Fold:
    """A projection in the making, with the cases that it leaves out and those that failed in this pass."""

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.failing: dict[str, str] = {}
        self._without: dict[str, str] = {}

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The cases that could not be folded."""
        return tuple(LeftOut(case, self._without[case]) for case in sorted(self._without))

    def begin(self) -> None:
        """Empty, without the cases that failed."""
        self._without |= self.failing
        self.failing = {}
        self.projection.clear()

    def take(self, entered: Sequence[Entered], unread: Mapping[str, str]) -> None:
        """Apply the records of a chunk; case by case where they do not go in together."""
        self.failing |= {case: problem for case, problem in unread.items() if case not in self._without}
        bad = self.failing.keys() | self._without.keys()
        rest = [one for one in entered if one.record.case not in bad]
        if self._try(rest) is None:
            return
        for case, group in groupby(sorted(rest, key=_place), key=lambda one: one.record.case):
            if (problem := self._try(list(group))) is not None:
                self.failing[case] = problem

    def _try(self, entered: Sequence[Entered]) -> str | None:
        """Apply in a savepoint; what went wrong, and then nothing was applied."""
        try:
            with transaction.atomic():
                self.projection.apply(entered)
        except OperationalError:
            raise  # the database, not a record
        except Exception as error:  # noqa: BLE001 - whatever a record may make a projection do
            return f"{type(error).__name__}: {error}"
        return None


def _place(one: Entered) -> tuple[str, int]:
    return one.record.case, one.position


def _digest(projection: Projection) -> tuple[int, str]:
    """Rows and digest of the dump, a row a line."""
    running, count = sha256(), 0
    for row in projection.dump():
        running.update(row + b"\n")
        count += 1
    return count, running.hexdigest()


def _all_records() -> Iterator[tuple[list[Entered], dict[str, str]]]:
    """Every record, those that wait for a leaf too, and the cases with bytes that are no record or of another case.

    Row numbers follow positions within each case.
    """
    last = -1
    while found := rows(_NEXT, (last, CHUNK)):
        entered: list[Entered] = []
        unread: dict[str, str] = {}
        for seq, case, position, data in found:
            try:
                record = read_record(bytes(data))
            except RecordMalformed as error:
                unread.setdefault(case, str(error))
                continue
            if record.case == case:
                entered.append(Entered(record, position, seq))
            else:
                unread.setdefault(case, f"a record of {record.case}")
        yield entered, unread
        last = found[-1][0]
