"""Records and seals."""

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import plumbline.apps.ledger_store.models


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="Frontier",
            fields=[
                ("log", plumbline.apps.ledger_store.models.Wide(primary_key=True, serialize=False)),
                ("size", plumbline.apps.ledger_store.models.Wide()),
                ("hashes", models.BinaryField()),
                ("floor", plumbline.apps.ledger_store.models.Wide()),
            ],
            options={
                "db_table": "ledger_frontier",
            },
        ),
        migrations.CreateModel(
            name="FullTile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tree", models.TextField()),
                ("level", plumbline.apps.ledger_store.models.Wide()),
                ("number", plumbline.apps.ledger_store.models.Wide()),
                ("data", models.BinaryField()),
                ("node", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_tile",
                "constraints": [
                    models.UniqueConstraint(fields=("tree", "level", "number"), name="ledger_tile_once"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("data"), models.Value(8192)
                        ),
                        name="ledger_tile_full",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("node"), models.Value(32)
                        ),
                        name="ledger_tile_node",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("leaf", plumbline.apps.ledger_store.models.Wide(primary_key=True, serialize=False)),
                ("seq", plumbline.apps.ledger_store.models.Wide()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_leaf",
                "constraints": [
                    models.UniqueConstraint(fields=("seq",), name="ledger_leaf_record_once"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            models.F("leaf"), models.Value(0)
                        ),
                        name="ledger_leaf_index",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("hash"), models.Value(32)
                        ),
                        name="ledger_leaf_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredCheckpoint",
            fields=[
                ("id", plumbline.apps.ledger_store.models.RowNumber(primary_key=True, serialize=False)),
                ("tree", models.TextField()),
                ("size", plumbline.apps.ledger_store.models.Wide()),
                ("root", models.BinaryField()),
                ("key", models.TextField()),
                ("note", models.TextField()),
                ("signed_at", plumbline.apps.ledger_store.models.Wide()),
            ],
            options={
                "db_table": "ledger_checkpoint",
                "constraints": [
                    models.UniqueConstraint(fields=("tree", "size", "key"), name="ledger_checkpoint_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredCosignature",
            fields=[
                ("id", plumbline.apps.ledger_store.models.RowNumber(primary_key=True, serialize=False)),
                ("checkpoint", plumbline.apps.ledger_store.models.Wide()),
                ("line", models.TextField()),
                ("added_at", plumbline.apps.ledger_store.models.Wide()),
            ],
            options={
                "db_table": "ledger_cosignature",
                "constraints": [
                    models.UniqueConstraint(fields=("checkpoint", "line"), name="ledger_cosignature_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredRecord",
            fields=[
                ("seq", plumbline.apps.ledger_store.models.RowNumber(primary_key=True, serialize=False)),
                ("record_id", models.TextField()),
                ("case_id", models.TextField()),
                ("position", plumbline.apps.ledger_store.models.Wide()),
                ("step", models.TextField()),
                ("organ", models.TextField()),
                ("at", models.TextField()),
                ("recorded_at", plumbline.apps.ledger_store.models.Wide()),
                ("corrects", models.TextField(null=True)),
                ("data", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_record",
                "constraints": [
                    models.UniqueConstraint(fields=("record_id",), name="ledger_record_id_once"),
                    models.UniqueConstraint(fields=("case_id", "position"), name="ledger_record_place_once"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            models.F("position"), models.Value(0)
                        ),
                        name="ledger_record_position",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("leaf_hash"), models.Value(32)
                        ),
                        name="ledger_record_leaf_hash",
                    ),
                ],
            },
        ),
    )
