"""Writing: numbers are taken and voided, papers sealed. Numbers run in the caller's transaction, with its record."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from plumbline.apps.documents import store
from plumbline.apps.documents.errors import NoReason, NumberMoved, NumberUnknown, VoidAlready
from plumbline.apps.documents.outside import Run, run_until
from plumbline.apps.documents.seal_server import SealServer
from plumbline.apps.documents.signing import LocalKey, SealHolder, seal_pdf
from plumbline.core.reports.document_number import DocumentNumber

__all__ = [
    "LocalKey",
    "SealHolder",
    "SealServer",
    "enter_outside",
    "hold_series",
    "seal_pdf",
    "take_number",
    "take_this",
    "void_number",
]


def take_number(
    *, organ: str, kind: str, authority: str, series: str, case_id: str, by: str, at: dt.datetime, year: int
) -> DocumentNumber:
    """The next number of this organ, kind and year. If the transaction fails, the number was never taken.

    `authority` is the organ's word 机关代字, `series` the kind's; `year` that of the document's day in China.
    """
    with transaction.atomic():
        return store.add_next(
            organ=organ,
            kind=kind,
            authority=authority,
            series=series,
            year=year,
            case_id=case_id,
            by=by,
            at=at,
        )


def take_this(
    number: DocumentNumber, *, organ: str, kind: str, case_id: str, by: str, at: dt.datetime
) -> None:
    """Take the number that a paper was made with (`queries.next_number`); raises NumberMoved where it is gone.

    A paper is set and kept before the transaction that enters its act: nobody waits for a lock while pages are set.
    """
    taken = take_number(
        organ=organ,
        kind=kind,
        authority=number.authority,
        series=number.series,
        case_id=case_id,
        by=by,
        at=at,
        year=number.year,
    )
    if taken != number:
        raise NumberMoved(number=str(number))


def hold_series(organ: str, kind: str, year: int) -> None:
    """Nobody else numbers in this series until the transaction ends, in which this is called."""
    store.lock_series(organ, kind, year)


def enter_outside(run: Run, *, organ: str, kind: str, reason: str, by: str, at: dt.datetime) -> None:
    """Enter numbers that were used before the register began or beside it, all or none; the next one follows them.

    `run` is what was shown to whoever confirmed it (`queries.used_until`). Raises `NumberMoved` where the series has
    gone on since, `NoReason`, `SeriesTaken` and what `run_until` raises.
    """
    if not reason.strip():
        raise NoReason(number=str(run))
    with transaction.atomic():
        store.lock_series(organ, kind, run.first.year)
        if run.first.n != store.last(organ, kind, run.first.year) + 1:
            raise NumberMoved(number=str(run.first))
        run_until(run.first, run.last)
        store.add_outside(run, organ=organ, kind=kind, reason=reason.strip(), by=by, at=at)


def void_number(number: DocumentNumber, *, reason: str, by: str, at: dt.datetime) -> None:
    """Void a number for good: it stays used and is shown with its reason.

    Raises `NoReason`, `NumberUnknown`, `VoidAlready`.
    """
    if not reason.strip():
        raise NoReason(number=str(number))
    with transaction.atomic():
        row = store.find(number)
        if row is None:
            raise NumberUnknown(number=str(number))
        if not store.add_voiding(row, reason=reason.strip(), by=by, at=at):
            raise VoidAlready(number=str(number))
