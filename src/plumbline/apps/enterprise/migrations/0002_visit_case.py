"""The case that a visit became."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("enterprise", "0001_initial"),)
    operations = (
        migrations.AddField(
            model_name="enterprisevisit",
            name="case",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddIndex(
            model_name="enterprisevisit",
            index=models.Index(fields=["case"], name="enterprise_visit_case"),
        ),
    )
