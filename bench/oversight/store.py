"""A store of as many looked-at cases as are asked for: some entered by the door and scanned, the others their copies.

Copies are made by the database itself, under new ids: records, what the last look at each case left behind, findings. A
tick and a scan read nothing else. Hashes and seals of copied records are not made anew, and the triggers that keep the
ledger append-only go, so this is a store to measure and none to verify. SQLite alone.
"""

from __future__ import annotations

from typing import Any, Final

POOL: Final = 400
"""Cases that are entered and looked at one by one; a breach is planted once for each rule, so more would not come."""
TABLES: Final = ("ledger_record", "projection_case", "case_looked", "case_rests", "finding")


def fill(cases: int, now: int) -> None:
    """Enters, scans and copies."""
    from django.db import connection  # noqa: PLC0415

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
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_record'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(
            "SELECT count(*) FROM case_rests WHERE \"on\" LIKE 'stream:%' AND \"on\" NOT LIKE '%/object/%'"
        )
        assert cursor.fetchone() == (0,), "streams by something else than objects would grow with the copies"
        last = {table: _last(cursor, table) for table in TABLES}
        for copy in range(1, max(1, round(cases / POOL))):
            for table in TABLES:
                _copy(cursor, table, copy, WORKING, last[table])
        size = _last(cursor, "ledger_record") + 1
        hashes = bytes(32 * size.bit_count())  # a right edge of that size, of nothing
        cursor.execute("UPDATE ledger_frontier SET size = %s, hashes = %s WHERE log = 1", [size, hashes])
        cursor.execute("ANALYZE")
    place()
    move_place(log_size())


def _last(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT max(rowid) FROM {table}")
    return int(cursor.fetchone()[0] or 0)


def _copy(cursor: Any, table: str, copy: int, organs: tuple[str, ...], last: int) -> None:
    """The rows up to `last` once more, under the ids of this copy; the officers' entries stay alone."""
    cursor.execute(f"SELECT name, type, pk FROM pragma_table_info('{table}')")
    told = [(name, kind.upper(), key) for name, kind, key in cursor.fetchall()]
    columns = [(name, kind) for name, kind, key in told if not (key and "INT" in kind)]
    values = ", ".join(_value(name, kind, copy, organs) for name, kind in columns)
    case = "case_id" if table in ("ledger_record", "projection_case") else '"case"'
    mine = " OR ".join(f"{case} LIKE '{organ}-%' OR {case} LIKE 'finding:{organ}-%'" for organ in organs)
    named = ", ".join(f'"{name}"' for name, _kind in columns)
    cursor.execute(
        f"INSERT INTO {table} ({named}) SELECT {values} FROM {table} WHERE rowid <= {last} AND ({mine}) "
        "ORDER BY rowid"
    )


def _value(name: str, kind: str, copy: int, organs: tuple[str, ...]) -> str:
    """The value of a column in a copy: ids begin with an organ's code and a stroke, wherever they stand in a text."""
    column = f'"{name}"'
    if name == "leaf_hash" or kind not in ("TEXT", "BLOB"):
        return column
    told = f"CAST({column} AS TEXT)" if kind == "BLOB" else column
    for organ in organs:
        told = f"REPLACE({told}, '{organ}-', '{organ}-c{copy}-')"
    told = f"REPLACE({told}, '/object/', '/object/c{copy}-')"
    if name == "data":
        told = f'REPLACE({told}, \'"object_key":"\', \'"object_key":"c{copy}-\')'
        told = _of_findings(f'REPLACE({told}, \'"id":"\', \'"id":"c{copy}-\')', told)
        return f"CAST({told} AS BLOB)"
    if name == "record_id":
        return _of_findings(f"'c{copy}-' || {told}", told)
    return f"'c{copy}-' || {told}" if name == "id" else told


def _of_findings(these: str, others: str) -> str:
    """Records of findings have ids that say nothing of their case."""
    return f"CASE WHEN case_id LIKE 'finding:%' THEN {these} ELSE {others} END"
