"""Triggers that keep sealed tables append-only on both databases, and the rights of a role that does not own them.

SQLite: UPDATE and DELETE are refused. `INSERT OR REPLACE` removes the old row past the DELETE trigger unless the
connection sets recursive_triggers, so a BEFORE INSERT trigger refuses every key that is there already: that also
closes REPLACE and upsert for connections that are not ours. A record goes behind the
last one. TRUNCATE does not exist there.

PostgreSQL: one statement trigger refuses UPDATE (upsert too), DELETE and TRUNCATE, and fires also for replication
roles. The owner of a table can drop its triggers; the web process therefore runs under a role that owns nothing
(`grants`). Whoever drops triggers and edits rows all the same is found by verification, not stopped here.

Personal values may be deleted, and only where a destruction record names their place; the database reads the record's
own bytes for that, so no statement can pretend a destruction. A destroyed place is never filled again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

KEYS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "ledger_record": (("seq",), ("record_id",), ("case_id", "position")),
    "ledger_leaf": (("leaf",), ("seq",)),
    "ledger_tile": (("id",), ("tree", "level", "number")),
    "ledger_checkpoint": (("id",), ("tree", "size", "key")),
    "ledger_cosignature": (("id",), ("checkpoint", "line")),
    "ledger_personal": (("id",), ("record_id", "kind", "name")),
    "ledger_destroyed": (("id",), ("record_id", "kind", "name")),
}
"""Append-only tables and every key by which a row could be replaced."""

VIEW: Final = "CREATE VIEW ledger_leaf AS SELECT seq AS leaf, seq, leaf_hash AS hash FROM ledger_record"
"""On SQLite the row number, given inside the one write lock, is the leaf: two tables would say the same thing twice."""

REFUSED: Final = "append-only: nothing in {table} is changed or removed"
DELETABLE: Final = "ledger_personal"
FLOOR: Final = "ledger_floor"
"""Sequence of PostgreSQL whose value is the earliest `recorded_at` that may still be entered."""
FLOOR_CHECK: Final = "ledger_record_floor"

_LAST = "FROM ledger_record ORDER BY seq DESC LIMIT 1"
_NOT_AFTER_LAST = f"(SELECT seq >= NEW.seq OR recorded_at > NEW.recorded_at {_LAST})"
_EARLY = f"NEW.recorded_at < (SELECT recorded_at {_LAST})"
_SQLITE_PLACE = (
    "SELECT 1 FROM ledger_destroyed d WHERE d.record_id = {row}.record_id AND d.kind = {row}.kind "
    "AND d.name = {row}.name"
)
_SQLITE_NAMED = (
    "SELECT 1 FROM ledger_record r, json_each(CAST(r.data AS TEXT), '$.fields.destroys') place "
    "WHERE r.record_id = NEW.by_record AND r.step = 'destroy_personal_values' "
    "AND json_extract(place.value, '$.record') = NEW.record_id "
    "AND EXISTS (SELECT 1 FROM json_each(place.value) part WHERE part.key = NEW.kind AND part.value = NEW.name)"
)


def tables(vendor: str) -> list[str]:
    """The append-only tables; the leaves of SQLite are a view, which cannot be written to at all."""
    return [table for table in KEYS if vendor != "sqlite" or table != "ledger_leaf"]


def install(vendor: str) -> list[str]:
    """Statements that create the triggers."""
    return list(_sqlite() if vendor == "sqlite" else _postgresql())


def remove(vendor: str) -> list[str]:
    """Statements that drop them: for undoing the migration, and for tests that show what verification finds then."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _ in _sqlite_triggers()]
    tables = [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in KEYS]
    others = (
        "DROP TRIGGER IF EXISTS ledger_personal_destroyed ON ledger_personal",
        "DROP TRIGGER IF EXISTS ledger_personal_again ON ledger_personal",
        "DROP TRIGGER IF EXISTS ledger_destroyed_named ON ledger_destroyed",
        f"ALTER TABLE ledger_record DROP CONSTRAINT IF EXISTS {FLOOR_CHECK}",
    )
    functions = ("refuse_change", "refuse_delete", "refuse_again", "refuse_unnamed")
    return [*tables, *others, *(f"DROP FUNCTION IF EXISTS ledger_{name}()" for name in functions)]


def grants(role: str) -> list[str]:
    """Rights of the role of web and sealing processes on PostgreSQL; it must not own the tables or the schema."""
    tables = ", ".join(KEYS)
    return [
        f"GRANT SELECT, INSERT ON {tables} TO {role}",
        f"GRANT DELETE ON {DELETABLE} TO {role}",
        f"GRANT SELECT, INSERT, UPDATE ON ledger_frontier TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON projection_case TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT SELECT, UPDATE ON SEQUENCE {FLOOR} TO {role}",
    ]


def _sqlite() -> Iterator[str]:
    for name, body in _sqlite_triggers():
        yield f"CREATE TRIGGER {name} {body}"


def _sqlite_triggers() -> Iterator[tuple[str, str]]:
    for table in tables("sqlite"):
        keys = KEYS[table]
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED.format(table=table)}'); END"
        yield f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}"
        lawful = f"WHEN NOT EXISTS ({_SQLITE_PLACE.format(row='OLD')}) " if table == DELETABLE else ""
        yield f"{table}_no_delete", f"BEFORE DELETE ON {table} {lawful}{refuse}"
        probes = [
            f"EXISTS (SELECT 1 FROM {table} WHERE {_equal(key)})" for key in keys
        ]  # one index probe a key
        if table == "ledger_record":  # its row is its leaf, and times do not fall: one question for both
            probes[0] = _NOT_AFTER_LAST
            refuse = f"BEGIN SELECT RAISE(ABORT, 'recorded_at falls') WHERE {_EARLY}; {refuse.removeprefix('BEGIN ')}"
        same = " OR ".join(probes)
        yield f"{table}_no_replace", f"BEFORE INSERT ON {table} WHEN {same} {refuse}"
    yield (
        "ledger_personal_again",
        f"BEFORE INSERT ON ledger_personal WHEN EXISTS ({_SQLITE_PLACE.format(row='NEW')}) "
        "BEGIN SELECT RAISE(ABORT, 'destroyed: no value may be put there again'); END",
    )
    yield (
        "ledger_destroyed_named",
        f"BEFORE INSERT ON ledger_destroyed WHEN NOT EXISTS ({_SQLITE_NAMED}) "
        "BEGIN SELECT RAISE(ABORT, 'no destruction record names this place'); END",
    )


def _equal(key: tuple[str, ...]) -> str:
    return " AND ".join(f'"{column}" = NEW."{column}"' for column in key)


def _postgresql() -> Iterator[str]:
    yield _function("refuse_change", "", "'append-only: nothing in % is changed or removed', TG_TABLE_NAME")
    for table in KEYS:
        events = "UPDATE OR TRUNCATE" if table == DELETABLE else "UPDATE OR DELETE OR TRUNCATE"
        yield _trigger(f"{table}_append_only", events, table, "STATEMENT", "refuse_change")
    place = (
        "SELECT 1 FROM ledger_destroyed d WHERE d.record_id = {row}.record_id AND d.kind = {row}.kind "
        "AND d.name = {row}.name"
    )
    yield _function(
        "refuse_delete",
        f"IF EXISTS ({place.format(row='OLD')}) THEN RETURN OLD; END IF;",
        "'append-only: nothing in % is changed or removed', TG_TABLE_NAME",
    )
    yield _trigger("ledger_personal_destroyed", "DELETE", "ledger_personal", "ROW", "refuse_delete")
    yield _function(
        "refuse_again",
        f"IF NOT EXISTS ({place.format(row='NEW')}) THEN RETURN NEW; END IF;",
        "'destroyed: no value may be put there again'",
    )
    yield _trigger("ledger_personal_again", "INSERT", "ledger_personal", "ROW", "refuse_again")
    named = (
        "SELECT 1 FROM ledger_record r, json_array_elements("
        "convert_from(r.data, 'UTF8')::json #> '{fields,destroys}') place "
        "WHERE r.record_id = NEW.by_record AND r.step = 'destroy_personal_values' "
        "AND place ->> 'record' = NEW.record_id AND place ->> NEW.kind = NEW.name"
    )
    yield _function(
        "refuse_unnamed",
        f"IF EXISTS ({named}) THEN RETURN NEW; END IF;",
        "'no destruction record names this place'",
    )
    yield _trigger("ledger_destroyed_named", "INSERT", "ledger_destroyed", "ROW", "refuse_unnamed")
    yield from floor()


def floor() -> Iterator[str]:
    """No record below the floor on PostgreSQL, where the sequencer raises it.

    The floor is a sequence: whoever asks for it is given its value of this moment, whatever snapshot his statement or
    transaction has, and he holds the table's lock when he asks (`sequencing` rests on both). Before it first rises its
    value is unknown, which a check lets pass. A trigger that asked a table would cost every entry a tenth of its time.
    NOT VALID: a dump sets the check up after the records.
    """
    yield f"CREATE SEQUENCE IF NOT EXISTS {FLOOR} AS bigint MINVALUE 0 START 0"
    yield f"ALTER TABLE ledger_record DROP CONSTRAINT IF EXISTS {FLOOR_CHECK}"
    yield (
        f"ALTER TABLE ledger_record ADD CONSTRAINT {FLOOR_CHECK} "
        f"CHECK (recorded_at >= pg_sequence_last_value('{FLOOR}'::regclass)) NOT VALID"
    )


def _function(name: str, lawful: str, message: str) -> str:
    return (
        f"CREATE FUNCTION ledger_{name}() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$ BEGIN {lawful} "
        f"RAISE EXCEPTION {message} USING ERRCODE = 'restrict_violation'; END $$"
    )


def _trigger(name: str, events: str, table: str, each: str, function: str) -> str:
    made = f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {each} EXECUTE FUNCTION ledger_{function}()"
    return f"{made}; ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
