"""A district that is there, many times over: rows copied by the database's own statements under new names.

What goes through the storing function takes milliseconds a case, a million of them an hour. To learn what a page costs
among so many, rows and indexes have to be there, not proofs of them: records are copied with the leaf hashes of those
they are copied from, the tree is built over them and sealed, and no copy would verify. All copies belong to further
organs, officers and numbers, so the lists of a person stay as long as they were. The search is not grown: what it takes
among a million texts is measured by `bench/search`.
"""

from __future__ import annotations

from django.db import connection, transaction

from plumbline.apps.ledger_store.ledger_rows import move_frontier
from plumbline.apps.ledger_store.queries import log_size
from plumbline.core.ledger.tree import Frontier
from plumbline.site.clock import server_clock

NAMES = frozenset(
    {
        "case",
        "case_id",
        "record",
        "record_id",
        "key",
        "other",
        "source",
        "opened_by",
        "organ",
        "officer",
        "keeper",
    }
    | {"number", "number_key", "archive_number", "archive_key"}
)
"""Columns whose texts are names, other ones in each copy."""
# Registers stay as they are, so do what people typed, and what is no table or one row.
_BESIDE = ("ledger_leaf", "ledger_frontier", "case_saved_view", "case_form_draft")


def grow(times: int) -> None:
    """Make of what is there so many times as much; SQLite alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in cursor.fetchall():
            cursor.execute(f'PRAGMA table_info("{table}")')
            columns = [(name, kind, bool(key)) for _at, name, kind, _null, _default, key in cursor.fetchall()]
            is_beside = table in _BESIDE or table.startswith("people_")
            if not is_beside and {"case", "case_id", "record_id"} & {name for name, *_more in columns}:
                _copy(table, columns, times)
    with transaction.atomic():
        frontier = Frontier()
        with connection.cursor() as cursor:
            cursor.execute("SELECT leaf_hash FROM ledger_record ORDER BY seq")
            frontier.extend(bytes(leaf) for (leaf,) in cursor.fetchall())
        move_frontier(frontier, server_clock(), is_new=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert frontier.size == log_size()


def _copy(table: str, columns: list[tuple[str, str, bool]], times: int) -> None:
    """Times of entry may not fall: all copied records have the last one's."""
    entered = "(SELECT MAX(recorded_at) FROM ledger_record)"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*), MIN(rowid), MAX(rowid) FROM "{table}"')
        ((count, first, last),) = cursor.fetchall()
        for copy in range(1, times if count else 0):
            given = {}
            for name, kind, is_key in columns:
                if kind.upper() == "TEXT" and name in NAMES:
                    given[name] = f"CASE \"{name}\" WHEN '' THEN '' ELSE \"{name}\" || '~{copy}' END"
                elif (table, name) == ("ledger_record", "recorded_at"):
                    given[name] = entered
                elif is_key and kind.upper() == "INTEGER":
                    given[name] = f'"{name}" + {copy * (last - first + 1)}'
                else:
                    given[name] = f'"{name}"'
            names = ", ".join(f'"{name}"' for name in given)
            cursor.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {", ".join(given.values())} FROM "{table}" '
                f"WHERE rowid <= {last} ORDER BY rowid"
            )
