from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("evaluation", "0001_initial")]

    operations: ClassVar[list[migrations.AddField]] = [
        migrations.AddField(
            model_name="evaluation",
            name="last_day",
            field=models.IntegerField(null=True),
        ),
    ]
