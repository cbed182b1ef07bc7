"""When the database had no turn for a call: somebody else was writing. Nothing of it was stored; it may come again."""

from __future__ import annotations

from typing import Final

from django.db import OperationalError

_NO_TURN: Final = frozenset({"40P01", "40001", "55P03"})
"""SQLSTATE of a deadlock, of a serialization failure and of a lock that was not to be had."""


def had_no_turn(error: Exception) -> bool:
    """Whether it is that and no defect: SQLite has one writer at a time, and a turn that does not come ends so."""
    if not isinstance(error, OperationalError):
        return False
    return getattr(error.__cause__, "sqlstate", None) in _NO_TURN or "database is locked" in str(error)
