"""Numbers sort as they are counted; rows that are there get their key, new ones have it from their records."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from plumbline.core.cases.number_order import order_key


def fill(apps: Any, _editor: Any) -> None:
    """The keys of the rows that are there."""
    table = apps.get_model("casework", "CaseStanding")
    for row in table._default_manager.only("number").iterator(chunk_size=1000):
        table._default_manager.filter(pk=row.pk).update(number_key=order_key(row.number))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("casework", "0002_awaits")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(model_name="casestanding", name="number_key", field=models.TextField(default="")),
        migrations.AddIndex(
            model_name="casestanding",
            index=models.Index(fields=["number_key"], name="case_standing_number_key"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
