"""Codes and counts of ratings say what is rated: an inspection or a service."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Those before are of inspections."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("public_service", "0002_ratings")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddField("ratingcode", "service", models.TextField(default="rating")),
        migrations.AddField("rating", "service", models.TextField(default="rating")),
    ]
