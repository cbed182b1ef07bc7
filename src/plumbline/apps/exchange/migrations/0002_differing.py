"""Rows that say something otherwise than what is here are counted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0001_deliveries")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="delivery", name="differing", field=models.IntegerField(default=0)),
    ]
