"""The one storing function: records, what opens their commitments, and projections, in one transaction.

What a crash leaves, whatever the moment: before COMMIT nothing of the call; after COMMIT all of it, though perhaps no
answer. A caller without an answer sends the same draft again and finds `RecordKept`. There is nothing to recover.

SQLite: the transaction holds the write lock from its beginning, so heads of cases, leaf and frontier are read and
moved without anybody in between. PostgreSQL: nothing is locked. The records are inserted plainly; that a place in a
case is taken once is the unique key's word, and leaves are assigned afterwards by `sequencing`. Cases are written in
the order of their ids, so that two batches never wait for each other in a circle.

`recorded_at` is the caller's `now`, lifted where the clock fell behind what is entered already. On PostgreSQL nobody
asks for the floor that the sequencer raises: the database refuses a record below it, and the call begins anew and
asks. That meets whoever was on the way while it rose; asking first would be one question more for every call.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import NamedTuple, Never

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from plumbline.apps.ledger_store import ledger_rows, reading
from plumbline.apps.ledger_store.append_only import FLOOR_CHECK
from plumbline.apps.ledger_store.errors import (
    Busy,
    CaseMoved,
    CaseOpened,
    CaseUnknown,
    NothingToCorrect,
    NothingToDestroy,
    RecordKept,
)
from plumbline.apps.ledger_store.ledger_rows import Head, Kept
from plumbline.apps.ledger_store.projections import Entered, Projection
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.hashing import tree_hash, written_hash
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import DESTROY, LOG_CASE, read_destruction

TRIES = 8
_FELL = ("recorded_at falls", FLOOR_CHECK)
"""How SQLite and PostgreSQL say that a record is below the floor."""
_AGAIN = frozenset({"40P01", "40001"})
"""SQLSTATE of a deadlock and of a serialization failure: the whole transaction may be tried again."""


class Wanted(NamedTuple):
    """A draft and the number of records of its case that the caller saw; None: at the end, whatever is there."""

    draft: Draft
    expected: int | None


class Receipt(NamedTuple):
    """What was entered. `leaf` is None on PostgreSQL until the sequencer came by; a checkpoint covers it later still.

    `lifted` says by how many microseconds the clock was behind what had been entered already.
    """

    record: Record
    data: bytes
    position: int
    seq: int
    leaf: int | None
    lifted: int


def keep(
    wanted: Sequence[Wanted],
    *,
    now: int,
    projections: Sequence[Projection],
    along: Callable[[], object] | None = None,
    then: Callable[[], object] | None = None,
) -> list[Receipt]:
    """Enter the drafts, all or none, and return only after COMMIT; `now` is microseconds since 1970-01-01 UTC.

    `along` is done first, `then` last in the same transaction, both again with each try. Raises StoreError;
    LedgerError for a draft that is no record.
    """
    problem = ""
    for turn in range(TRIES):
        try:
            with transaction.atomic(durable=True):
                if along is not None:
                    along()
                receipts = _keep(wanted, now, projections, asks_floor=turn > 0)
                if then is not None:
                    then()
                return receipts
        except IntegrityError as error:
            _explain(wanted, error)
        except DatabaseError as error:
            if not _may_repeat(error):
                if not connection.in_atomic_block:
                    connection.close()  # nobody knows what state its transaction was left in
                raise
            problem = str(error).strip()
    raise Busy(problem=problem)


def _may_repeat(error: DatabaseError) -> bool:
    code = getattr(error.__cause__, "sqlstate", None)
    if isinstance(error, OperationalError) and code in _AGAIN:
        return True
    return _has_fallen(error)


def _has_fallen(error: DatabaseError) -> bool:
    return any(word in str(error) for word in _FELL)


def _explain(wanted: Sequence[Wanted], error: IntegrityError) -> None:
    """Say what stood against an insert; returns where trying again is right. Nothing of the call was entered."""
    for one in wanted:
        _refuse_kept(one)
    if _has_fallen(error):
        return
    for one in wanted:
        held = reading.case_records(one.draft.case, one.expected or 0)
        if one.expected is not None and held:
            _moved(one, held[-1].position + 1)
    if all(one.expected is not None for one in wanted):
        raise error


def _refuse_kept(one: Wanted) -> None:
    if held := reading.record(one.draft.id):
        raise RecordKept(record=one.draft.id, as_held=held)


def _keep(
    wanted: Sequence[Wanted], now: int, projections: Sequence[Projection], *, asks_floor: bool
) -> list[Receipt]:
    """Inside the transaction."""
    chained = connection.vendor == "sqlite"
    order = sorted(range(len(wanted)), key=lambda at: wanted[at].draft.case)
    before = ledger_rows.before(sorted({one.draft.case for one in wanted}), asks_floor=asks_floor)
    floor = now if before.floor is None else before.floor
    recorded_at = max(now, floor, *(head.recorded_at for head in before.heads.values()))
    kept = [_next(wanted[at], before.heads, recorded_at) for at in order]
    _check_corrections(kept)
    numbers = ledger_rows.insert_records(kept, before.frontier.size if chained else None)
    ledger_rows.insert_values(kept)
    if chained:
        ledger_rows.extend_log(before, kept, recorded_at)
    for one in kept:
        if one.record.step == DESTROY:
            _destroy(one.record)
    told = [Entered(one.record, one.position, seq) for one, seq in zip(kept, numbers, strict=True)]
    for projection in projections:
        projection.apply(told)
    receipts = {
        at: Receipt(
            one.record,
            one.data,
            one.position,
            numbers[place],
            numbers[place] if chained else None,
            recorded_at - now,
        )
        for place, (at, one) in enumerate(zip(order, kept, strict=True))
    }
    return [receipts[at] for at in range(len(wanted))]


def _next(one: Wanted, heads: dict[str, Head], recorded_at: int) -> Kept:
    """The draft as the next record of its case; moves the case's head."""
    draft = one.draft
    head = heads.get(draft.case)
    position = head.position if head else 0
    _check_place(one, position)
    previous = written_hash(head.leaf_hash) if head else None
    record, openings = entered(draft, recorded_at=recorded_at, previous=previous, chance=secrets.token_bytes)
    data = record.to_bytes()
    leaf_hash = tree_hash().leaf(data)
    heads[draft.case] = Head(position + 1, leaf_hash, recorded_at)
    return Kept(record, position, data, leaf_hash, openings)


def _check_place(one: Wanted, position: int) -> None:
    """The case is as the caller saw it, and is opened once, first."""
    if one.expected is not None and one.expected != position:
        _refuse_kept(one)
        _moved(one, position)
    opens = one.draft.step == OPEN_CASE and one.draft.corrects is None
    if position == 0 and not opens and one.draft.case != LOG_CASE:
        raise CaseUnknown(case=one.draft.case)
    if position > 0 and opens:
        _refuse_kept(one)
        raise CaseOpened(case=one.draft.case)


def _check_corrections(kept: Sequence[Kept]) -> None:
    """What is corrected is an earlier record of the same case, of this call or before."""
    known = {(one.record.case, one.record.id): one.position for one in kept}
    for one in kept:
        corrects, case = one.record.corrects, one.record.case
        if corrects is None or known.get((case, corrects), one.position) < one.position:
            continue
        held = reading.record(corrects)
        if held is None or held.record.case != case:
            raise NothingToCorrect(corrects=corrects, case=case)


def _moved(one: Wanted, position: int) -> Never:
    expected = one.expected or 0
    records = reading.case_records(one.draft.case, expected)
    raise CaseMoved(case=one.draft.case, expected=expected, position=position, records=records)


def _destroy(record: Record) -> None:
    destruction = read_destruction(record)
    assert destruction is not None
    for place in destruction.places:
        held = reading.record(place.record)
        if held is None or held.record.case != record.case:
            raise NothingToDestroy(record=place.record, name=place.name)
    if (empty := ledger_rows.destroy(destruction)) is not None:
        raise NothingToDestroy(record=empty.record, name=empty.name)
