"""Targets that wish it are told what is done here, from a leaf of the log on; a delivery says how old its acts were."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0003_mirror_rows")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(
            model_name="hooktarget", name="told_leaf", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(model_name="delivery", name="lag", field=models.IntegerField(default=0)),
    ]
