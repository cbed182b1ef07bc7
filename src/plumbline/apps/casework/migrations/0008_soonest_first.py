"""Indexes by which the morning page of a large district counts answers that are due, and reads what ends soonest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("casework", "0007_running_by_number"),)
    operations = (
        migrations.RemoveIndex(model_name="caseclock", name="case_clock_due"),
        migrations.RemoveIndex(model_name="casestanding", name="case_standing_procedure"),
        migrations.AddIndex(
            model_name="caseclock",
            index=models.Index(fields=["due_day", "key"], name="case_clock_due_key"),
        ),
        migrations.AddIndex(
            model_name="casestanding",
            index=models.Index(
                fields=["procedure", "ended_day", "due_day"], name="case_standing_of_procedure"
            ),
        ),
    )
