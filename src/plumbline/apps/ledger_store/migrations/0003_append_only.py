"""Records and seals become append-only; on PostgreSQL the sequencer gets the index it reads unsequenced records by."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.ledger_store.append_only import install, remove


def _install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
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


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0002_personal_values"),)
    operations = (migrations.RunPython(_install, _remove),)
