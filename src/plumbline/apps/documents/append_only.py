"""Triggers of the register of numbers on both databases: nothing changed, nothing removed, no gap.

A gap is refused where it would arise: a row's `n` must follow the highest of its organ, kind and year. Two writers at
once cannot both pass, because the second waits at the unique key and is then refused; the store takes the series' lock
first, so that in practice it waits and goes on.
"""

from __future__ import annotations

from typing import Final

TABLES: Final = ("documents_number", "documents_number_void")
_KEYS: Final = {
    "documents_number": "id = NEW.id OR (organ = NEW.organ AND kind = NEW.kind AND year = NEW.year AND n = NEW.n)",
    "documents_number_void": "id = NEW.id OR number = NEW.number",
}
_NEXT: Final = (
    "SELECT COALESCE(MAX(n), 0) + 1 FROM documents_number "
    "WHERE organ = NEW.organ AND kind = NEW.kind AND year = NEW.year"
)
_REFUSED: Final = "append-only: nothing in {table} is changed or removed"
_GAP: Final = "gap: numbers of a series follow one another"


def install(vendor: str) -> list[str]:
    """Statements that create the triggers."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def remove(vendor: str) -> list[str]:
    """Statements that drop them."""
    if vendor == "sqlite":
        names = [f"{table}_{what}" for table in TABLES for what in ("update", "delete", "again")]
        return [f"DROP TRIGGER IF EXISTS {name}" for name in (*names, "documents_number_gap")]
    drops = [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES]
    return [
        *drops,
        "DROP TRIGGER IF EXISTS documents_number_gap ON documents_number",
        "DROP FUNCTION IF EXISTS documents_refuse_change()",
        "DROP FUNCTION IF EXISTS documents_refuse_gap()",
    ]


def _sqlite() -> list[str]:
    found = []
    for table in TABLES:
        refuse = f"SELECT RAISE(ABORT, '{_REFUSED.format(table=table)}'); END"
        found += [
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN {refuse}",
            f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} BEGIN {refuse}",
            f"CREATE TRIGGER {table}_again BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_KEYS[table]}) BEGIN {refuse}",
        ]
    found.append(
        f"CREATE TRIGGER documents_number_gap BEFORE INSERT ON documents_number WHEN NEW.n <> ({_NEXT}) "
        f"BEGIN SELECT RAISE(ABORT, '{_GAP}'); END"
    )
    return found


def _postgresql() -> list[str]:
    found = [
        "CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'append-only: nothing in % is changed or removed', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE FUNCTION documents_refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NEW.n <> ({_NEXT}) THEN RAISE EXCEPTION '{_GAP}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER documents_number_gap BEFORE INSERT ON documents_number "
        "FOR EACH ROW EXECUTE FUNCTION documents_refuse_gap()",
    ]
    found += [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change()"
        for table in TABLES
    ]
    return found
