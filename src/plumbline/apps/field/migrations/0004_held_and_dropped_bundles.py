"""Parts of a bundle that are another organ's, and bundles that went unopened."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables of their own."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("field", "0003_bundles_of_several_keys")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            "BundleHeld",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("bundle", models.TextField()),
                ("key", models.TextField()),
                ("organ", models.TextField(blank=True)),
                ("visits", models.IntegerField()),
                ("captures", models.IntegerField()),
            ],
            options={
                "db_table": "field_bundle_held",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("bundle", "key"), name="field_bundle_held_once")
                ],
            },
        ),
        migrations.CreateModel(
            "BundleDropped",
            [
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("organ", models.TextField()),
                ("account", models.TextField()),
                ("brought_at", models.BigIntegerField()),
                ("dropped_at", models.BigIntegerField()),
                ("visits", models.IntegerField()),
                ("captures", models.IntegerField()),
            ],
            options={
                "db_table": "field_bundle_dropped",
                "default_permissions": (),
                "indexes": [models.Index(fields=["organ", "dropped_at"], name="field_bundle_dropped_organ")],
            },
        ),
    ]
