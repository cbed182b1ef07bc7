"""The floor of PostgreSQL is read once for each record that is entered; what it refuses is the same."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.ledger_store.append_only import floor_function


def _replace(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(floor_function(), params=None)


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0004_case_projection"),)
    operations = (migrations.RunPython(_replace, migrations.RunPython.noop),)
