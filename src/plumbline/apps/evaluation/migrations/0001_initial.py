"""Evaluations, whom they call, and the closed box."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("case", models.TextField()),
                ("title", models.TextField()),
                ("organ", models.TextField()),
                ("division", models.TextField()),
                ("stage", models.TextField()),
                ("entitled", models.IntegerField()),
                ("modulus", models.TextField()),
                ("published", models.TextField(blank=True)),
            ],
            options={
                "db_table": "evaluation",
                "default_permissions": (),
                "indexes": [models.Index(fields=["case"], name="evaluation_case")],
            },
        ),
        migrations.CreateModel(
            name="SealedBallot",
            fields=[
                ("mark", models.TextField(primary_key=True, serialize=False)),
                ("evaluation", models.TextField()),
                ("sealed", models.TextField()),
            ],
            options={
                "db_table": "evaluation_box",
                "default_permissions": (),
                "indexes": [models.Index(fields=["evaluation"], name="evaluation_box_of")],
            },
        ),
        migrations.CreateModel(
            name="Voter",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("evaluation", models.TextField()),
                ("account", models.TextField()),
                ("name", models.TextField()),
                ("organ", models.TextField()),
                ("request", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
            ],
            options={
                "db_table": "evaluation_voter",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["evaluation"], name="evaluation_voter_of"),
                    models.Index(fields=["account"], name="evaluation_voter_account"),
                ],
            },
        ),
    ]
