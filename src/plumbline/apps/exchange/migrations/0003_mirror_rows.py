"""Lists of other systems are compared with what is here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0002_differing")]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="MirrorRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=150)),
                ("state", models.CharField(max_length=10)),
                ("columns", models.JSONField(default=list)),
                ("delivery", models.BigIntegerField()),
                ("seen_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "exchange_mirror_row",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["source", "state", "subject"], name="exchange_mirror_state")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "subject"), name="exchange_mirror_once")
                ],
            },
        ),
    ]
