from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("reminders", "0001_reminders")]

    operations: ClassVar[list[migrations.AddField]] = [
        migrations.AddField(
            model_name="reminder",
            name="page",
            field=models.TextField(blank=True, default=""),
        ),
    ]
