"""What the database knows of its tables, by which it chooses an index."""

from __future__ import annotations

from typing import Any

from django.db import connection


def refresh() -> None:
    """Look at the tables anew, a part of each; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("ANALYZE")


def refresh_after_migration(*, plan: Any = (), **_told: Any) -> None:
    """SQLite makes a table anew to change a column, and what was known of it is gone: until the night every list of it
    would walk through the whole.
    """
    if plan:
        refresh()
