"""Field PINs, with which a colleague confirms on the phone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("field", "0001_field")]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="FieldPin",
            fields=[
                ("officer", models.TextField(primary_key=True, serialize=False)),
                ("account", models.TextField()),
                ("salt", models.TextField()),
                ("sealed", models.TextField()),
                ("made_at", models.BigIntegerField()),
            ],
            options={"db_table": "field_pin", "default_permissions": ()},
        ),
    ]
