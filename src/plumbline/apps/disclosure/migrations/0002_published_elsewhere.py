"""What another system tells of the publication of a case that it handled."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("disclosure", "0001_disclosure")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="duty", name="told_day", field=models.IntegerField(null=True)),
    ]
