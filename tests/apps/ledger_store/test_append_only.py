"""The database itself refuses to change sealed rows, whoever asks; each way is tried with plain SQL."""

import json
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from plumbline.apps.ledger_store.append_only import KEYS, grants, tables

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DESTRUCTION = json.dumps({"fields": {"destroys": [{"record": "r-1", "personal": "name"}]}}).encode()
ROWS: dict[str, dict[str, object]] = {
    "ledger_record": {
        "seq": 1, "record_id": "r-1", "case_id": "c", "position": 1, "step": "decide", "organ": "o", "at": "2026-03-02",
        "recorded_at": 5, "corrects": None, "data": b"{}", "leaf_hash": b"h" * 32,
    },
    "ledger_leaf": {"leaf": 0, "seq": 1, "hash": b"h" * 32},
    "ledger_tile": {"id": 1, "tree": "sha256", "level": 0, "number": 0, "data": b"t" * 8192, "node": b"n" * 32},
    "ledger_checkpoint": {
        "id": 1, "tree": "sha256", "size": 1, "root": b"r" * 32, "key": "k", "note": "n", "signed_at": 6,
    },
    "ledger_cosignature": {"id": 1, "checkpoint": 1, "line": "l", "added_at": 7},
    "ledger_personal": {
        "id": 1, "record_id": "r-1", "kind": "personal", "name": "name", "salt": b"s" * 32, "value": b'"x"',
    },
    "ledger_destroyed": {"id": 1, "record_id": "r-1", "kind": "personal", "name": "name", "by_record": "r-2"},
}  # fmt: skip


def run(statement: str, values: object = ()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert(table: str, row: dict[str, object], verb: str = "INSERT", tail: str = "") -> None:
    columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    run(f"{verb} INTO {table} ({columns}) VALUES ({marks}){tail}", tuple(row.values()))


def rows_of(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(ROWS[table])} FROM {table}")
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


@pytest.fixture
def held() -> None:
    """One row in each table; the destroyed place is named by a record."""
    second = {**ROWS["ledger_record"], "seq": 2, "record_id": "r-2", "position": 2, "data": DESTRUCTION}
    insert("ledger_record", ROWS["ledger_record"])
    insert("ledger_record", {**second, "step": "destroy_personal_values"})
    for table in tables(connection.vendor):
        if table != "ledger_record":
            insert(table, ROWS[table])


@pytest.fixture(params=KEYS)
def table(request: pytest.FixtureRequest, held: None) -> Iterator[str]:
    if request.param not in tables(connection.vendor):
        pytest.skip(
            "no table on SQLite but a view of the records, which test_the_leaves_of_sqlite… writes to"
        )
    before = rows_of(request.param)
    yield request.param
    assert rows_of(request.param) == before


def refused(statement: str, values: object = ()) -> None:
    with pytest.raises(DatabaseError, match=r"append-only|destroyed"):
        run(statement, values)


def test_every_table_of_records_and_seals_is_tried(held: None) -> None:
    assert ROWS.keys() == KEYS.keys()


def test_update_is_refused(table: str) -> None:
    for column, value in ROWS[table].items():
        refused(f"UPDATE {table} SET {column} = %s", (value,))
    if connection.vendor == "postgresql":
        refused(
            f"MERGE INTO {table} USING (VALUES (1)) one ON TRUE WHEN MATCHED THEN UPDATE SET {column} = %s",
            (value,),
        )


def test_delete_is_refused(table: str) -> None:
    if table == "ledger_personal":
        pytest.skip("a value may go with the record that destroys it: test_a_personal_value_goes_only_where…")
    refused(f"DELETE FROM {table}")


def test_truncate_is_refused(table: str) -> None:
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="syntax error"):
            run(f"TRUNCATE {table}")
    else:
        refused(f"TRUNCATE {table}")


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_replace_is_refused_also_without_the_pragma(table: str, recursive: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE; its upsert is refused in the test below")
    run(f"PRAGMA recursive_triggers = {recursive}")
    for key in KEYS[table]:
        fresh = {
            name: value for name, value in ROWS[table].items() if name in key or name not in _any_key(table)
        }
        filled = {**{name: _other(value) for name, value in ROWS[table].items()}, **fresh}
        with pytest.raises(DatabaseError, match=r"append-only|destroyed|no destruction"):
            insert(table, filled, "INSERT OR REPLACE")
    run("PRAGMA recursive_triggers = ON")


def _any_key(table: str) -> set[str]:
    return {name for key in KEYS[table] for name in key}


def _other(value: object) -> object:
    return value + 1000 if isinstance(value, int) else f"{value}-other" if isinstance(value, str) else value


def test_upsert_is_refused(table: str) -> None:
    key = KEYS[table][0]
    column = next(iter(ROWS[table]))
    tail = f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {column} = excluded.{column}"
    with pytest.raises(DatabaseError, match=r"append-only|destroyed"):
        insert(table, ROWS[table], tail=tail)


def test_a_personal_value_goes_only_where_a_record_destroyed_it() -> None:
    insert("ledger_record", ROWS["ledger_record"])
    insert("ledger_personal", ROWS["ledger_personal"])
    refused("DELETE FROM ledger_personal")
    with pytest.raises(DatabaseError, match="no destruction record"):
        insert("ledger_destroyed", ROWS["ledger_destroyed"])
    second = {**ROWS["ledger_record"], "seq": 2, "record_id": "r-2", "position": 2}
    insert("ledger_record", {**second, "step": "destroy_personal_values", "data": DESTRUCTION})
    other = {**ROWS["ledger_destroyed"], "name": "address"}
    with pytest.raises(DatabaseError, match="no destruction record"):
        insert("ledger_destroyed", other)
    insert("ledger_destroyed", ROWS["ledger_destroyed"])
    run("DELETE FROM ledger_personal")
    assert rows_of("ledger_personal") == []
    with pytest.raises(DatabaseError, match="destroyed"):
        insert("ledger_personal", ROWS["ledger_personal"])


def test_a_record_below_the_floor_is_refused() -> None:
    first = {**ROWS["ledger_record"], "seq": 0, "record_id": "r-0", "position": 0, "recorded_at": 6}
    insert("ledger_record", first)
    if connection.vendor == "postgresql":  # elsewhere the last record is the floor
        run("SELECT setval('ledger_floor', 6)")
    with pytest.raises(DatabaseError, match=r"recorded_at falls|ledger_record_floor"):
        insert("ledger_record", ROWS["ledger_record"])
    insert("ledger_record", {**ROWS["ledger_record"], "recorded_at": 6})


def test_a_record_below_the_last_one_is_refused() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL numbers leaves when they are sealed, so no record can go below another")
    insert("ledger_record", ROWS["ledger_record"])
    below = {**ROWS["ledger_record"], "seq": -1, "record_id": "r-0", "position": 0}
    with pytest.raises(DatabaseError, match="append-only"):
        insert("ledger_record", below)


def test_the_leaves_of_sqlite_cannot_be_written_to(held: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL leaves are a table, which the tests above write to")
    for statement in (
        "UPDATE ledger_leaf SET seq = 9",
        "DELETE FROM ledger_leaf",
        "INSERT INTO ledger_leaf (leaf, seq, hash) VALUES (9, 9, 'h')",
        "INSERT OR REPLACE INTO ledger_leaf (leaf, seq, hash) VALUES (1, 1, 'h')",
    ):
        with pytest.raises(DatabaseError, match="it is a view"):
            run(statement)


def test_a_role_without_ownership_cannot_lift_the_triggers(held: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles that could own less than the tables")
    run("CREATE ROLE plumbline_tester")
    for statement in grants("plumbline_tester"):
        run(statement)
    run("SET ROLE plumbline_tester")
    try:
        insert("ledger_cosignature", {"id": 9, "checkpoint": 1, "line": "of another", "added_at": 8})
        run("DELETE FROM ledger_personal")
        for statement in (
            "ALTER TABLE ledger_record DISABLE TRIGGER ALL",
            "DROP TRIGGER ledger_record_append_only ON ledger_record",
            "CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NULL; END'",
            "TRUNCATE ledger_record",
            "UPDATE ledger_record SET organ = 'p'",
            "DELETE FROM ledger_record",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(DatabaseError, match=r"must be owner|permission denied"):
                run(statement)
    finally:
        run("RESET ROLE")
