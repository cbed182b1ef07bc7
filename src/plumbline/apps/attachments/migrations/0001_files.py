"""The index of files."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="FileHeld",
            fields=[
                ("hash", models.TextField(primary_key=True, serialize=False)),
                ("digest", models.TextField()),
                ("size", models.BigIntegerField()),
                ("media_type", models.TextField()),
                ("name", models.TextField()),
                ("pages", models.IntegerField(null=True)),
                ("salted", models.BooleanField()),
                ("salt", models.BinaryField(null=True)),
                ("first_seen", models.BigIntegerField()),
                ("uploaded_by", models.TextField()),
                ("destroyed_by", models.TextField(default="")),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["digest"], name="attachments_digest"),
                    models.Index(fields=["first_seen"], name="attachments_first_seen"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("destroyed_by", ""), ("digest", ""), _connector="XOR"),
                        name="attachments_bytes_or_destroyed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hash", models.TextField()),
                ("record", models.TextField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("hash", "record"), name="attachments_use_once")
                ],
            },
        ),
    )
