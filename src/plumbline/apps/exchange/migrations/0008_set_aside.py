"""A delivery that did not come to its end can be set aside, with a reason."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0007_taken_at")]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("delivery", models.BigIntegerField()),
                ("at", models.BigIntegerField()),
                ("by", models.CharField(max_length=60)),
                ("why", models.CharField(max_length=300)),
                ("back_at", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "exchange_set_aside",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(back_at=None),
                        fields=["delivery"],
                        name="exchange_set_aside_once",
                    )
                ],
            },
        ),
    ]
