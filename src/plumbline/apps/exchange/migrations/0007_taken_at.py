"""A target says when it took a notice last, beside when it was called last."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0006_left_out")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(
            model_name="hooktarget", name="taken_at", field=models.BigIntegerField(null=True)
        ),
    ]
