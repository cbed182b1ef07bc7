"""Triggers that keep access records append-only on both databases, in the manner of the ledger's own."""

from __future__ import annotations

from typing import Final

TABLE: Final = "people_accessrecord"
REFUSED: Final = "append-only: access records are neither changed nor removed"


def install(vendor: str) -> list[str]:
    """Statements that create the triggers."""
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        there = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"
        return [
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} {refuse}",
            f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {refuse}",
            f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} WHEN {there} {refuse}",
        ]
    body = f"BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation'; END"
    function = "people_refuse_change"
    return [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {TABLE}_append_only",
    ]


def remove(vendor: str) -> list[str]:
    """Statements that drop them, for undoing the migration."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {TABLE}_no_{what}" for what in ("update", "delete", "replace")]
    return [
        f"DROP TRIGGER IF EXISTS {TABLE}_append_only ON {TABLE}",
        "DROP FUNCTION IF EXISTS people_refuse_change()",
    ]
