"""Figures of the board of a large district, counted beforehand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("supervision", "0004_fines"),)
    operations = (
        migrations.CreateModel(
            name="BoardCount",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("key", models.TextField()),
                ("organ", models.TextField()),
                ("division", models.TextField()),
                ("day", models.IntegerField()),
                ("made_at", models.BigIntegerField()),
                ("counts", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "board_count",
                "default_permissions": (),
                "indexes": [models.Index(fields=["key", "day"], name="board_count_key")],
            },
        ),
    )
