from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("supervision", "0002_matters")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="WeeklyDigest",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("organ", models.TextField()),
                ("division", models.TextField()),
                ("first", models.IntegerField()),
                ("made_at", models.BigIntegerField()),
                ("figures", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
            ],
            options={
                "db_table": "weekly_digest",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["first", "organ"], name="weekly_digest_week"),
                    models.Index(fields=["organ", "first"], name="weekly_digest_organ"),
                ],
            },
        ),
    ]
