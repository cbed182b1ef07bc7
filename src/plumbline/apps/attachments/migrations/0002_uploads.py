"""Resumable uploads under way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("attachments", "0001_files"),)

    operations = (
        migrations.CreateModel(
            name="UploadUnderWay",
            fields=[
                ("token", models.TextField(primary_key=True, serialize=False)),
                ("account", models.TextField()),
                ("case", models.TextField()),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("changed", models.TextField(default="")),
                ("begun_at", models.BigIntegerField()),
                ("touched_at", models.BigIntegerField()),
                ("hash", models.TextField(default="")),
                ("place_removed", models.BooleanField(default=False)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["account", "case"], name="attachments_upload_of"),
                    models.Index(fields=["touched_at"], name="attachments_upload_touched"),
                    models.Index(fields=["hash"], name="attachments_upload_hash"),
                ],
            },
        ),
    )
