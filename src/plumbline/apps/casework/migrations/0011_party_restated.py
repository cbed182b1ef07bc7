"""Which records after the opening state who the party is; no case has one before this."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0010_begun_by")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="PartyRestated",
            fields=[
                ("record", models.TextField(primary_key=True, serialize=False)),
                ("case", models.TextField()),
                ("position", models.IntegerField()),
            ],
            options={
                "db_table": "case_party_restated",
                "default_permissions": (),
                "indexes": [models.Index(fields=["case"], name="case_party_restated_case")],
            },
        ),
    ]
