"""Who read whose personal data: rows are added and read, the database refuses everything else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from plumbline.apps.people.models import AccessRecord


def add(rows: Iterable[AccessRecord]) -> None:
    """Keep readings."""
    AccessRecord.objects.bulk_create(list(rows))


def find(account: str = "", subject: str = "") -> QuerySet[AccessRecord]:
    """Readings, newest first, of an account or of a subject."""
    rows = AccessRecord.objects.order_by("-at", "-id")
    if account:
        rows = rows.filter(account=account)
    return rows.filter(subject=subject) if subject else rows
