"""A district that is there, many times over: rows copied by the database's own statements under new names.

What goes through the storing function takes milliseconds a case, a million of them an hour. To learn what a page costs
among so many, rows and indexes have to be there, not proofs of them: records are copied with the leaf hashes of those
they are copied from, the tree is built over them and sealed, and no copy would verify. All copies belong to further
organs, officers and numbers, so the lists of a person stay as long as they were. The search is not grown: what it takes
among a million texts is measured by `bench/search`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from plumbline.apps.ledger_store.ledger_rows import move_frontier
from plumbline.apps.ledger_store.queries import log_size
from plumbline.apps.search_index.actions import site_index
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
        "authority",
        "officer",
        "keeper",
    }
    | {"number", "number_key", "archive_number", "archive_key"}
)
"""Columns whose texts are names, other ones in each copy; so are texts of a key that has none of these."""
# Registers stay as they are, so do what people typed, and what is no table or one row.
_BESIDE = ("ledger_leaf", "ledger_frontier", "case_saved_view", "case_form_draft")
_QUICK = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4000000", "temp_store = MEMORY")
_CAREFUL = ("journal_mode = WAL", "synchronous = FULL", "cache_size = -64000", "temp_store = DEFAULT")


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    kind: str
    is_row_number: bool
    is_name: bool


def grow(times: int) -> None:
    """Make of what is there so many times as much; SQLite alone. What breaks off is to be filled anew."""
    tables = {
        table: _columns(table)
        for (table,) in _rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    }
    with _put_by():
        for table, columns in tables.items():
            is_beside = table in _BESIDE or table.startswith("people_")
            if not is_beside and {"case", "case_id", "record_id"} & {one.name for one in columns}:
                with transaction.atomic():
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
    site_index().add(
        (), log_size()
    )  # or every search would look besides through what it has not followed yet


@contextmanager
def _put_by() -> Iterator[None]:
    """Without triggers, and indexes made at the end in one go: row by row a copy would take hours."""
    kinds = ("trigger", "index")
    kept = [
        (kind, name, sql)
        for kind in kinds
        for name, sql in _rows(
            f"SELECT name, sql FROM sqlite_master WHERE type = '{kind}' AND sql IS NOT NULL"
        )
    ]
    _do(f"PRAGMA {one}" for one in _QUICK)
    _do(f'DROP {kind} "{name}"' for kind, name, _sql in kept)
    yield
    _do(sql for kind, _name, sql in reversed(kept))
    _do(f"PRAGMA {one}" for one in _CAREFUL)


def _columns(table: str) -> list[_Column]:
    told = _rows(f'PRAGMA table_info("{table}")')
    numbers = {name for _at, name, kind, _null, _default, key in told if key and kind.upper() == "INTEGER"}
    keys = [
        {column for _no, _cid, column in _rows(f'PRAGMA index_info("{index}")')}
        for _at, index, unique, *_more in _rows(f'PRAGMA index_list("{table}")')
        if unique
    ]
    alone = {name for key in keys if not key & (NAMES | numbers) for name in key}
    return [
        _Column(name, kind.upper(), name in numbers, name in NAMES or name in alone)
        for _at, name, kind, *_more in told
    ]


def _copy(table: str, columns: list[_Column], times: int) -> None:
    """Times of entry may not fall: all copied records have the last one's."""
    entered = "(SELECT MAX(recorded_at) FROM ledger_record)"
    ((count, first, last),) = _rows(f'SELECT COUNT(*), MIN(rowid), MAX(rowid) FROM "{table}"')
    for copy in range(1, times if count else 0):
        given = {}
        for one in columns:
            if (table, one.name) == ("ledger_record", "recorded_at"):
                given[one.name] = entered
            elif one.is_row_number:
                given[one.name] = f'"{one.name}" + {copy * (last - first + 1)}'
            elif one.is_name and one.kind.startswith(("TEXT", "VARCHAR")):
                given[one.name] = f"CASE \"{one.name}\" WHEN '' THEN '' ELSE \"{one.name}\" || '~{copy}' END"
            else:
                given[one.name] = f'"{one.name}"'
        names = ", ".join(f'"{name}"' for name in given)
        _do(
            [
                f'INSERT INTO "{table}" ({names}) SELECT {", ".join(given.values())} FROM "{table}" '
                f"WHERE rowid <= {last} ORDER BY rowid"
            ]
        )


def _do(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
