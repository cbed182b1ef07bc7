"""One check at a time, whichever server runs it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("attachments", "0003_fixity"),)

    operations = (
        migrations.CreateModel(
            name="FixityLease",
            fields=[
                ("slot", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("holder", models.TextField(default="")),
                ("until", models.BigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(slot=1), name="attachments_one_check")
                ],
            },
        ),
    )
