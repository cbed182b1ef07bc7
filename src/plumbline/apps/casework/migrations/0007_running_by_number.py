"""An index for lists of cases under way over all organs of a large district."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("casework", "0006_streams"),)
    operations = (
        migrations.AddIndex(
            model_name="casestanding",
            index=models.Index(
                fields=["number_key", "case", "due_day", "organ", "division", "procedure"],
                name="case_standing_running",
                condition=~models.Q(ended_day__isnull=False),
            ),
        ),
    )
