"""Files of a portal apart that were not taken in, for a page of the desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of its own."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("public_service", "0003_service_ratings")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            "RefusedSubmission",
            [
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("data", models.BinaryField(default=bytes)),
                ("reason", models.JSONField()),
                ("first_at", models.BigIntegerField()),
                ("last_at", models.BigIntegerField()),
                ("tries", models.IntegerField(default=1)),
                ("again_by", models.TextField(default="")),
                ("again_at", models.BigIntegerField(null=True)),
                ("left_by", models.TextField(default="")),
                ("left_at", models.BigIntegerField(null=True)),
                ("left_why", models.TextField(default="")),
                ("taken_at", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "public_refused_submission",
                "default_permissions": (),
                "indexes": [models.Index(fields=["last_at"], name="public_refused_last")],
            },
        ),
    ]
