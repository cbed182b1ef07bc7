"""A store of as many looked-at cases as are asked for: some entered by the door and scanned, the others their copies.

Copies are made by the database itself, under new ids: records, what the last look at each case left behind, findings. A
tick and a scan read nothing else. Hashes and seals of copied records are not made anew, and the triggers that keep the
ledger append-only go, so this is a store to measure and none to verify. SQLite alone.

While it is filled nothing is kept safe from a crash and indexes are left out, to be built at the end: that is a choice
of filling and changes nothing of what is measured afterwards.
"""

from __future__ import annotations

from typing import Any, Final

POOL: Final = 400
"""Cases that are entered and looked at one by one; a breach is planted once for each rule, so more would not come."""
TABLES: Final = ("ledger_record", "projection_case", "case_looked", "case_rests", "finding")
LOT: Final = 25
"""Copies in one transaction."""
_MARK: Final = "char(2)"
"""Where the name of a copy goes: canonical JSON escapes that character, so no record holds it."""


def fill(cases: int, now: int) -> None:
    """Enters, scans and copies."""
    from django.db import connection, transaction  # noqa: PLC0415

    from plumbline.apps.ledger_store.actions import enter_all  # noqa: PLC0415
    from plumbline.apps.ledger_store.queries import log_size  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415
    from plumbline.apps.supervision.actions import scan_all  # noqa: PLC0415
    from plumbline.apps.supervision.store import move_place, place  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone  # noqa: PLC0415
    from plumbline.site.demo.living import living_entries  # noqa: PLC0415
    from plumbline.site.demo.people import WORKING, settle  # noqa: PLC0415

    begun = now - 400 * 86_400_000_000
    organs = settle(begun, day_in_zone(begun))
    for at, wanted in living_entries(organs, shelf(), now, cases=min(POOL, cases)):
        enter_all(wanted, now=at)
    scan_all(now=now)
    copies = max(1, round(cases / POOL)) - 1
    with connection.cursor() as cursor:
        _left_open(cursor)
        indexes = _without_indexes(cursor)
        copying = [_template(cursor, table, WORKING) for table in TABLES]
        for first in range(1, copies + 1, LOT):
            with transaction.atomic():
                for copy in range(first, min(first + LOT, copies + 1)):
                    name = f"c{copy:0{len(str(copies))}}-"  # of one length: copies lie behind each other in indexes
                    for statement in copying:
                        cursor.execute(statement, {"copy": name})
        for statement in indexes:
            cursor.execute(statement)
        size = _last(cursor, "ledger_record") + 1
        hashes = bytes(32 * size.bit_count())  # a right edge of that size, of nothing
        cursor.execute("UPDATE ledger_frontier SET size = %s, hashes = %s WHERE log = 1", [size, hashes])
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
        for told in ("journal_mode = WAL", "synchronous = FULL"):
            cursor.execute(f"PRAGMA {told}")
    place()
    move_place(log_size())


def _left_open(cursor: Any) -> None:
    """No journal and no triggers while copies are made; a crash leaves a file to be filled again."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_record'")
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')
    cursor.execute(
        "SELECT count(*) FROM case_rests WHERE \"on\" LIKE 'stream:%' AND \"on\" NOT LIKE '%/object/%'"
    )
    assert cursor.fetchone() == (0,), "streams by something else than objects would grow with the copies"
    for told in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -1000000"):
        cursor.execute(f"PRAGMA {told}")


def _without_indexes(cursor: Any) -> list[str]:
    """Drops what may be dropped; the statements that make the indexes again."""
    named = ", ".join(f"'{table}'" for table in TABLES)
    told = f"type = 'index' AND sql IS NOT NULL AND tbl_name IN ({named})"
    cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE {told}")
    found = cursor.fetchall()
    for name, _sql in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def _last(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT max(rowid) FROM {table}")
    return int(cursor.fetchone()[0] or 0)


def _template(cursor: Any, table: str, organs: tuple[str, ...]) -> str:
    """Lays aside the rows of a table with the mark where a copy's name goes; the statement that copies them once."""
    cursor.execute(f"SELECT name, type, pk FROM pragma_table_info('{table}')")
    told = [(name, kind.upper(), key) for name, kind, key in cursor.fetchall()]
    columns = [(name, kind) for name, kind, key in told if not (key and "INT" in kind)]
    case = "case_id" if table in ("ledger_record", "projection_case") else '"case"'
    mine = " OR ".join(f"{case} LIKE '{organ}-%' OR {case} LIKE 'finding:{organ}-%'" for organ in organs)
    marked = ", ".join(f'{_marked(name, kind, organs)} AS "{name}"' for name, kind in columns)
    cursor.execute(
        f"CREATE TEMP TABLE first_{table} AS SELECT {marked} FROM {table} WHERE {mine} ORDER BY rowid"
    )
    named = ", ".join(f'"{name}"' for name, _kind in columns)
    values = ", ".join(_copied(name, kind) for name, kind in columns)
    return f"INSERT INTO {table} ({named}) SELECT {values} FROM first_{table} ORDER BY rowid"


def _marked(name: str, kind: str, organs: tuple[str, ...]) -> str:
    """A column with the mark in it: ids begin with an organ's code and a stroke, wherever they stand in a text."""
    column = f'"{name}"'
    if not _is_text(name, kind):
        return column
    told = f"CAST({column} AS TEXT)" if kind == "BLOB" else column
    for organ in organs:
        told = f"REPLACE({told}, '{organ}-', '{organ}-' || {_MARK})"
    told = f"REPLACE({told}, '/object/', '/object/' || {_MARK})"
    if name == "data":
        told = f'REPLACE({told}, \'"object_key":"\', \'"object_key":"\' || {_MARK})'
        return _of_findings(f'REPLACE({told}, \'"id":"\', \'"id":"\' || {_MARK})', told)
    if name == "record_id":
        return _of_findings(f"{_MARK} || {told}", told)
    return f"{_MARK} || {told}" if name == "id" else told


def _copied(name: str, kind: str) -> str:
    """The value of a column in a copy."""
    if not _is_text(name, kind):
        return f'"{name}"'
    told = f'REPLACE("{name}", {_MARK}, %(copy)s)'
    return f"CAST({told} AS BLOB)" if kind == "BLOB" else told


def _is_text(name: str, kind: str) -> bool:
    return name != "leaf_hash" and kind in ("TEXT", "BLOB")


def _of_findings(these: str, others: str) -> str:
    """Records of findings have ids that say nothing of their case."""
    return f"CASE WHEN case_id LIKE 'finding:%' THEN {these} ELSE {others} END"
