"""Access records become append-only."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.people.store.append_only import install, remove


def _install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in install(editor.connection.vendor):
        editor.execute(statement, params=None)


def _remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in remove(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = (("people", "0002_registers"),)
    operations = (migrations.RunPython(_install, _remove),)
