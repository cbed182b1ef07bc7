"""Indexes for what the morning page counts in a large district."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("supervision", "0005_board_counts"),)
    operations = (
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["closed_at"], name="finding_closed"),
        ),
    )
