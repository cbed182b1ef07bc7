"""Until when a publication is displayed, where its field's law knows a term."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("disclosure", "0002_published_elsewhere")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="release", name="stop_day", field=models.IntegerField(null=True)),
    ]
