"""Records and seals become append-only; PostgreSQL gets the sequencer's index, SQLite its leaves as a view."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.ledger_store.append_only import VIEW, install, remove


def _install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    if vendor == "sqlite":
        editor.execute("DROP TABLE ledger_leaf")
        editor.execute(VIEW)
    for statement in install(vendor):
        editor.execute(statement, params=None)
    if vendor == "postgresql":
        editor.execute("CREATE INDEX ledger_record_entered ON ledger_record (recorded_at, seq)")


def _remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    for statement in remove(vendor):
        editor.execute(statement, params=None)
    if vendor == "postgresql":
        editor.execute("DROP INDEX ledger_record_entered")
    else:
        editor.execute("DROP VIEW ledger_leaf")
        editor.create_model(apps.get_model("ledger_store", "Leaf"))


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0002_personal_values"),)
    operations = (migrations.RunPython(_install, _remove),)
