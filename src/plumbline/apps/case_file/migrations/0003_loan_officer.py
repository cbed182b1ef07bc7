"""Who took a file is told by number where it is an officer of the organ: two of one name are two persons."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("case_file", "0002_number_keys")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField(model_name="fileloan", name="officer", field=models.TextField(null=True)),
    ]
