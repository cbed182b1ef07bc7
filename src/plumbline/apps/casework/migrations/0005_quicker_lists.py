"""Indexes for what the morning page counts in a large district."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("casework", "0004_tabs_of_an_organ"),)
    operations = (
        migrations.AddIndex(
            model_name="casestanding",
            index=models.Index(fields=["procedure", "ended_day"], name="case_standing_procedure"),
        ),
    )
