"""Statements that are asked as they stand, for what every page and act asks of the database.

Django's cursor makes two wrappers, turns the marks of the statement and looks for listeners at each question; on SQLite
that takes as long as a short question. Here the driver is asked at once, within Django's transaction and with its
errors. Where somebody listens (whoever counts or logs questions), and on PostgreSQL, the way is Django's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_MARK = re.compile(r"(?<!%)%s")


def rows(statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """All rows of a question; its values stand where `%s` does. Raises DatabaseError."""
    held = connections[DEFAULT_DB_ALIAS]
    if _by_django(held):
        with held.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    with held.wrap_database_errors:
        found: list[tuple[Any, ...]] = held.connection.execute(_marked(statement), values).fetchall()
        return found


def done(statement: str, values: Sequence[object] = ()) -> int:
    """Do what the statement says; how many rows it touched. Raises DatabaseError."""
    held = connections[DEFAULT_DB_ALIAS]
    if _by_django(held):
        with held.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
    with held.wrap_database_errors:
        return int(held.connection.execute(_marked(statement), values).rowcount)


def _by_django(held: BaseDatabaseWrapper) -> bool:
    """Whether Django is to ask; else its connection stands ready, in a transaction that is not broken."""
    if held.vendor != "sqlite" or held.execute_wrappers or held.queries_logged:
        return True
    held.ensure_connection()
    held.validate_no_broken_transaction()
    return False


@lru_cache(1_024)
def _marked(statement: str) -> str:
    """The statement with the driver's marks."""
    return _MARK.sub("?", statement).replace("%%", "%")
