"""An index from which one tab of the list of findings is counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("supervision", "0007_tabs_of_findings"),)
    operations = (
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(fields=["state", "outcome", "division", "organ"], name="finding_of_state"),
        ),
    )
