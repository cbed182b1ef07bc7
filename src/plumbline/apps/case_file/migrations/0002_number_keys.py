"""Numbers sort as they are counted; rows that are there get their key, new ones have it from their records."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from plumbline.core.cases.number_order import order_key


def fill(apps: Any, _editor: Any) -> None:
    """The keys of the rows that are there."""
    table = apps.get_model("case_file", "KeptFile")
    for row in table._default_manager.only("number", "archive_number").iterator(chunk_size=1000):
        keys = {"number_key": order_key(row.number), "archive_key": order_key(row.archive_number)}
        table._default_manager.filter(pk=row.pk).update(**keys)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("case_file", "0001_kept_files")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(model_name="keptfile", name="number_key", field=models.TextField(default="")),
        migrations.AddField(model_name="keptfile", name="archive_key", field=models.TextField(default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
