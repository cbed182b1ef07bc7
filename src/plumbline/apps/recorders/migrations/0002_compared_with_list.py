"""Whether a file of a recorder was compared with the list of checksums that came with the memory."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("recorders", "0001_initial")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="footage", name="listed", field=models.BooleanField(default=False)),
    ]
