"""An index for the findings that were opened last, whatever became of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("supervision", "0008_state_of_findings"),)
    operations = (
        migrations.AddIndex(
            model_name="findingrow", index=models.Index(fields=["opened_at"], name="finding_opened")
        ),
    )
