"""Personal values beside the records, and the places where they were destroyed."""

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0001_records"),)
    operations = (
        migrations.CreateModel(
            name="DestroyedPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_id", models.TextField()),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("by_record", models.TextField()),
            ],
            options={
                "db_table": "ledger_destroyed",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_id", "kind", "name"), name="ledger_destroyed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_id", models.TextField()),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("salt", models.BinaryField()),
                ("value", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "ledger_personal",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_id", "kind", "name"), name="ledger_personal_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("personal", "attachment"))),
                        name="ledger_personal_kind",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("salt"), models.Value(32)
                        ),
                        name="ledger_personal_salt",
                    ),
                ],
            },
        ),
    )
