"""Who keeps a thing is told by number where it is an officer: two of one name are two persons."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("goods", "0003_number_keys")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(
            model_name="goodsitem", name="keeper_no", field=models.TextField(blank=True, default="")
        ),
    ]
