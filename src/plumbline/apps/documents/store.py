"""Reading and writing the register of numbers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from contextlib import suppress

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Q

from plumbline.apps.documents.case_marks import OUTSIDE
from plumbline.apps.documents.errors import SeriesTaken
from plumbline.apps.documents.models import NumberTaken, NumberVoided
from plumbline.apps.documents.outside import Run
from plumbline.core.reports.document_errors import NotANumber
from plumbline.core.reports.document_number import DocumentNumber, read_number

LOCK_SPACE = 0x504C  # «PL»: keeps our advisory locks apart from those of others
_BATCH = 1000


def lock_series(organ: str, kind: str, year: int) -> None:
    """Wait for whoever is numbering in this series; the end of the transaction lets go.

    SQLite needs nothing: a transaction here takes the write lock at its begin (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        digest = hashlib.sha256(f"{organ}\0{kind}\0{year}".encode()).digest()
        with connection.cursor() as cursor:
            key = int.from_bytes(digest[:4], "big", signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, key])


def last(organ: str, kind: str, year: int) -> int:
    """The last number taken; 0 where none was."""
    found: int | None = NumberTaken.objects.filter(organ=organ, kind=kind, year=year).aggregate(Max("n"))[
        "n__max"
    ]
    return found or 0


def add_next(
    *, organ: str, kind: str, authority: str, series: str, year: int, case_id: str, by: str, at: dt.datetime
) -> DocumentNumber:
    """Take the next number of a series; in a transaction that undoes it together with what it numbers."""
    lock_series(organ, kind, year)
    number = DocumentNumber(authority, series, year, last(organ, kind, year) + 1)
    try:
        with transaction.atomic():
            NumberTaken.objects.create(
                organ=organ,
                kind=kind,
                authority=authority,
                series=series,
                year=year,
                n=number.n,
                case_id=case_id,
                taken_by=by,
                taken_at=at,
            )
    except IntegrityError:
        _check_words(number, number.n, organ, kind)
        raise
    return number


def add_outside(run: Run, *, organ: str, kind: str, reason: str, by: str, at: dt.datetime) -> None:
    """Enter numbers used outside, all or none; whoever calls holds the lock of the series."""
    first = run.first
    rows = (
        NumberTaken(
            organ=organ,
            kind=kind,
            authority=first.authority,
            series=first.series,
            year=first.year,
            n=n,
            case_id=f"{OUTSIDE}{reason}",
            taken_by=by,
            taken_at=at,
        )
        for n in range(first.n, run.last + 1)
    )
    try:
        with transaction.atomic():
            NumberTaken.objects.bulk_create(rows, batch_size=_BATCH)
    except IntegrityError:
        _check_words(first, run.last, organ, kind)
        raise


def _check_words(first: DocumentNumber, until: int, organ: str, kind: str) -> None:
    """Nobody else prints these numbers; raises SeriesTaken."""
    same = NumberTaken.objects.filter(
        authority=first.authority, series=first.series, year=first.year, n__range=(first.n, until)
    )
    if same.exclude(organ=organ, kind=kind).exists():
        raise SeriesTaken(authority=first.authority, series=first.series) from None


def find(number: DocumentNumber) -> NumberTaken | None:
    """The row of a number."""
    words = {"authority": number.authority, "series": number.series, "year": number.year, "n": number.n}
    found: NumberTaken | None = NumberTaken.objects.filter(**words).first()
    return found


def find_all(organ: str, papers: Iterable[tuple[str, str]]) -> list[NumberTaken]:
    """The rows of numbers as papers carry them, each with its kind; what is no number, or unknown, is left out."""
    wanted = Q()
    for kind, text in papers:
        with suppress(NotANumber):
            _words, year, n, _style = read_number(text)
            wanted |= Q(kind=kind, year=year, n=n)
    return list(NumberTaken.objects.filter(wanted, organ=organ)) if wanted else []


def voidings(rows: Iterable[NumberTaken]) -> dict[int, NumberVoided]:
    """The voidings of these numbers, by row."""
    return {v.number: v for v in NumberVoided.objects.filter(number__in=[row.id for row in rows])}


def add_voiding(row: NumberTaken, *, reason: str, by: str, at: dt.datetime) -> bool:
    """Void a number; False where it is void already."""
    try:
        with transaction.atomic():
            NumberVoided.objects.create(number=row.id, reason=reason, voided_by=by, voided_at=at)
    except IntegrityError:
        if NumberVoided.objects.filter(number=row.id).exists():
            return False
        raise
    return True
