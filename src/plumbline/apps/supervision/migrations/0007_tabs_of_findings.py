"""An index from which the tabs of the list of findings are counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("supervision", "0006_quicker_lists"),)
    operations = (
        migrations.AddIndex(
            model_name="findingrow",
            index=models.Index(
                fields=["organ", "procedure", "rule", "division", "state", "outcome", "waits"],
                name="finding_tabs",
            ),
        ),
    )
