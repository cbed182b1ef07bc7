"""A bundle under several recovery keys: what each of them opens, the shares that wait; since when a key is in force.

What waited before lay under one key and waits on under it, with the share that was given; how many captures were in it
nobody counted. A key was told to the phones from the day it was made on, as nothing else is known.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


def carry(apps: Any, schema_editor: Any) -> None:
    """The bundles that wait, and the keys with both holders."""
    bundle, by_key, share = (
        apps.get_model("field", one) for one in ("BundleWaiting", "BundleKey", "BundleShare")
    )
    for row in bundle.objects.all():
        by_key.objects.create(bundle=row.id, key=row.key, visits=row.visits, captures=0)
        share.objects.create(
            id=row.id, bundle=row.id, account=row.account, key="", share=row.share, given_at=row.brought_at
        )
    keys = apps.get_model("field", "RecoveryKey").objects.exclude(second_by="")
    keys.update(in_force_at=models.F("made_at"))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("field", "0002_pins")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField("RecoveryKey", "in_force_at", models.BigIntegerField(null=True)),
        migrations.CreateModel(
            name="BundleKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("bundle", models.TextField()),
                ("key", models.TextField()),
                ("visits", models.IntegerField()),
                ("captures", models.IntegerField()),
                ("left", models.IntegerField(default=0)),
                ("words", models.TextField(blank=True)),
                ("spent", models.TextField(blank=True)),
                ("opened_by", models.TextField(blank=True)),
                ("opened_at", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "field_bundle_key",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("bundle", "key"), name="field_bundle_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(opened_at=None, opened_by="")
                        | (models.Q(opened_at__isnull=False) & ~models.Q(opened_by="")),
                        name="field_bundle_key_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BundleShare",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("bundle", models.TextField()),
                ("account", models.TextField()),
                ("key", models.TextField(blank=True)),
                ("share", models.TextField()),
                ("given_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "field_bundle_share",
                "default_permissions": (),
                "indexes": [models.Index(fields=["bundle"], name="field_bundle_share_of")],
            },
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.RemoveField("BundleWaiting", "key"),
        migrations.RemoveField("BundleWaiting", "share"),
        migrations.RemoveField("BundleWaiting", "visits"),
    ]
