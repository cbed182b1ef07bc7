"""Locks that hold on every machine of a site, for storages that several of them fill."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_SPACE = 0x504C
"""Sets these locks of PostgreSQL apart from others of the same number."""


@contextmanager
def guarded_by_database(digest: str) -> Iterator[None]:
    """One at a time may fill or empty an address; goes with the connection where a process ends within."""
    number = int(digest[:7], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_SPACE, number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_SPACE, number])
