from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exams", "0001_exams")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="ExamLawSeen",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("seen", models.JSONField()),
            ],
            options={"db_table": "exam_law_seen", "default_permissions": ()},
        ),
    ]
