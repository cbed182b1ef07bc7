"""The sequencer of PostgreSQL looks from a row number on, so writers keep no index of `recorded_at` for it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.ledger_store.models import Wide

_INDEX = "ledger_record_entered"


def _drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX {_INDEX}")


def _put_back(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE INDEX {_INDEX} ON ledger_record (recorded_at, seq)")


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0008_floor_in_a_sequence"),)
    operations = (
        migrations.AddField(model_name="frontier", name="waits_from", field=Wide(db_default=0)),
        migrations.RunPython(_drop, _put_back),
    )
