"""Rows that wait to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from plumbline.apps.people.models import QuarantineBatch, QuarantineRow

Waiting = Mapping[int, tuple[Mapping[str, str], Sequence[Mapping[str, str]]]]
"""Row number → the cells as received, and what is wrong."""


def open_batch(rows: Waiting, **told: Any) -> int:
    """A new batch with its rows; its number."""
    with transaction.atomic():
        batch = QuarantineBatch.objects.create(**told)
        _add(batch, rows)
    return int(batch.pk)


def batch(number: int) -> QuarantineBatch | None:
    """The batch of that number."""
    found: QuarantineBatch | None = QuarantineBatch.objects.filter(pk=number).first()
    return found


def batches(organ: str | None) -> Iterable[QuarantineBatch]:
    """Batches in which rows wait, newest first, of an organ or of all."""
    found = QuarantineBatch.objects.filter(rows__isnull=False).distinct().order_by("-at", "-pk")
    rows: Iterable[QuarantineBatch] = found if organ is None else found.filter(organ=organ)
    return rows


def rows_of(number: int) -> list[QuarantineRow]:
    """The rows that wait, in the order of the sheet."""
    return list(QuarantineRow.objects.filter(batch_id=number).order_by("row"))


def settle(number: int, taken: Iterable[int], still: Waiting) -> None:
    """After a batch was sent again: rows taken go, rows still wrong say what is wrong now."""
    done = list(taken)
    with transaction.atomic():
        found = QuarantineBatch.objects.get(pk=number)
        found.taken += len(done)
        found.save(update_fields=["taken"])
        for start in range(0, len(done), 500):
            QuarantineRow.objects.filter(batch=found, row__in=done[start : start + 500]).delete()
        QuarantineRow.objects.filter(batch=found, row__in=list(still)).delete()
        _add(found, still)


def _add(batch: QuarantineBatch, rows: Waiting) -> None:
    QuarantineRow.objects.bulk_create(
        [
            QuarantineRow(batch=batch, row=row, cells=dict(cells), problems=[dict(one) for one in wrong])
            for row, (cells, wrong) in rows.items()
        ],
        batch_size=200,
    )
