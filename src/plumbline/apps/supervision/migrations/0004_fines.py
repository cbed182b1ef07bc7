"""Fines with what their decisions said of the benchmark."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("supervision", "0003_weekly_digest"),)
    operations = (
        migrations.CreateModel(
            name="FineRow",
            fields=[
                ("record", models.TextField(primary_key=True, serialize=False)),
                ("case", models.TextField()),
                ("number", models.TextField()),
                ("organ", models.TextField()),
                ("division", models.TextField()),
                ("day", models.IntegerField()),
                ("power", models.TextField()),
                ("power_name", models.TextField()),
                ("tier", models.TextField(blank=True)),
                ("facts", models.TextField()),
                ("least", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("most", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("fine", models.DecimalField(decimal_places=2, max_digits=16)),
                ("explained", models.TextField(blank=True)),
            ],
            options={
                "db_table": "fine_stated",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["case"], name="fine_stated_case"),
                    models.Index(fields=["power", "facts"], name="fine_stated_alike"),
                    models.Index(fields=["day"], name="fine_stated_day"),
                ],
            },
        ),
    )
