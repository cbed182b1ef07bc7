"""Numbers sort as they are counted, rows of the bank can be set aside; rows that are there get their key."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from plumbline.core.cases.number_order import order_key


def fill(apps: Any, _editor: Any) -> None:
    """The keys of the rows that are there."""
    table = apps.get_model("goods", "MoneyStanding")
    for row in table._default_manager.only("number").iterator(chunk_size=1000):
        table._default_manager.filter(pk=row.pk).update(number_key=order_key(row.number))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("goods", "0002_standing")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(
            model_name="moneystanding", name="number_key", field=models.TextField(default="")
        ),
        migrations.AddField(
            model_name="bankrow", name="returned_at", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(model_name="bankrow", name="returned_by", field=models.TextField(default="")),
        migrations.AddField(model_name="bankrow", name="returned_why", field=models.TextField(default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
