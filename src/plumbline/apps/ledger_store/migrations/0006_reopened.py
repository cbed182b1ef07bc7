"""The steps that take a case up again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0005_quicker_floor"),)
    operations = (
        migrations.AddField(
            model_name="caserow",
            name="reopens",
            field=models.TextField(default="[]"),
        ),
    )
