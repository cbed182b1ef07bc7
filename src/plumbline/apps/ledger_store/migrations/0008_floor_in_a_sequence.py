"""The floor of PostgreSQL is a sequence, and a check asks for it: no trigger runs for each record that is entered."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.ledger_store.append_only import FLOOR, floor


def _replace(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("DROP TRIGGER IF EXISTS ledger_record_floor ON ledger_record")
    editor.execute("DROP FUNCTION IF EXISTS ledger_refuse_early()")
    for statement in floor():
        editor.execute(statement, params=None)
    editor.execute(f"SELECT setval('{FLOOR}', floor) FROM ledger_frontier WHERE log = 1 AND floor > 0")


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0007_behind_the_last"),)
    operations = (migrations.RunPython(_replace, migrations.RunPython.noop),)
