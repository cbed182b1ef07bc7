"""On SQLite a record goes behind the last one: what is refused besides is a row number below it, and one look less."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.ledger_store.append_only import install


def _replace(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        name = "ledger_record_no_replace"
        editor.execute(f"DROP TRIGGER {name}")
        for statement in install("sqlite"):
            if f" {name} " in statement:
                editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0006_reopened"),)
    operations = (migrations.RunPython(_replace, migrations.RunPython.noop),)
