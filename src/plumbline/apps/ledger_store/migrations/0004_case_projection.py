"""The projection of cases, which can be thrown away and folded again."""

import django.db.models.lookups
from django.db import migrations, models

import plumbline.apps.ledger_store.models


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0003_append_only"),)
    operations = (
        migrations.CreateModel(
            name="CaseRow",
            fields=[
                ("case_id", models.TextField(primary_key=True, serialize=False)),
                ("procedure", models.TextField()),
                ("number", models.TextField()),
                ("title", models.TextField()),
                ("ends", models.TextField()),
                ("organ", models.TextField()),
                ("field", models.TextField()),
                ("division", models.TextField()),
                ("first_step", models.TextField()),
                ("first_at", models.TextField()),
                ("last_step", models.TextField()),
                ("last_at", models.TextField()),
                ("last_recorded_at", plumbline.apps.ledger_store.models.Wide()),
                ("position", plumbline.apps.ledger_store.models.Wide()),
                ("ended", models.BooleanField()),
                ("counts", models.TextField()),
            ],
            options={
                "db_table": "projection_case",
                "indexes": [
                    models.Index(
                        fields=["organ", "ended", "-last_recorded_at"], name="projection_case_organ"
                    ),
                    models.Index(fields=["procedure", "number"], name="projection_case_number"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            models.F("position"), models.Value(1)
                        ),
                        name="projection_case_position",
                    )
                ],
            },
        ),
    )
