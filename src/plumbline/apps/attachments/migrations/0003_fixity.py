"""When each file was last compared with its address, and what was found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("attachments", "0002_uploads"),)

    operations = (
        migrations.AddField("fileheld", "checked_at", models.BigIntegerField(default=0)),
        migrations.AddIndex(
            "fileheld", models.Index(fields=["checked_at", "digest"], name="attachments_checked")
        ),
        migrations.CreateModel(
            name="FixityFinding",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("what", models.TextField()),
                ("found_at", models.BigIntegerField()),
                ("seen_at", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(what__in=("missing", "changed", "unnamed")),
                        name="attachments_finding_kind",
                    )
                ],
            },
        ),
    )
