"""The register of numbers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = (
        migrations.CreateModel(
            name="NumberTaken",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("organ", models.TextField()),
                ("kind", models.TextField()),
                ("authority", models.TextField()),
                ("series", models.TextField()),
                ("year", models.PositiveIntegerField()),
                ("n", models.PositiveBigIntegerField()),
                ("case_id", models.TextField()),
                ("taken_by", models.TextField()),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "db_table": "documents_number",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organ", "kind", "year", "n"), name="documents_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("authority", "series", "year", "n"), name="documents_number_text_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("n__gte", 1)), name="documents_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1949), ("year__lte", 9999)),
                        name="documents_number_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberVoided",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("reason", models.TextField()),
                ("voided_by", models.TextField()),
                ("voided_at", models.DateTimeField()),
            ],
            options={
                "db_table": "documents_number_void",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="documents_number_void_reason"
                    )
                ],
            },
        ),
    )
