"""Of a record PostgreSQL checks the floor alone: a check costs every entry, and verification compares the columns.

Tables of SQLite keep the two checks they were made with: they cost nothing there, and dropping one makes a table anew.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.ledger_store.append_only import floor

_CHECKS = {"ledger_record_position": "position >= 0", "ledger_record_leaf_hash": "length(leaf_hash) = 32"}


def _drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for name in _CHECKS:
        editor.execute(f"ALTER TABLE ledger_record DROP CONSTRAINT {name}")
    for statement in floor():
        editor.execute(statement, params=None)


def _put_back(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name, condition in _CHECKS.items():
            editor.execute(f"ALTER TABLE ledger_record ADD CONSTRAINT {name} CHECK ({condition})")


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0009_waits_from"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(_drop, _put_back)],
            [migrations.RemoveConstraint("storedrecord", name) for name in _CHECKS],
        ),
    )
