"""A row that waits is known by the number under which its source sends it again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0004_told_of_acts_and_lag")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(
            model_name="heldrow",
            name="subject",
            field=models.CharField(blank=True, default="", max_length=150),
        ),
        migrations.AddIndex(
            model_name="heldrow",
            index=models.Index(fields=["source", "subject"], name="exchange_row_subject"),
        ),
    ]
