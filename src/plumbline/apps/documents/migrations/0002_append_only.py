"""The register of numbers becomes append-only and free of gaps in the database itself."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from plumbline.apps.documents.append_only import install, remove


def _install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in install(editor.connection.vendor):
        editor.execute(statement, params=None)


def _remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in remove(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = (("documents", "0001_number_register"),)
    operations = (migrations.RunPython(_install, _remove),)
