"""Jobs and schedules."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="ScheduledTask",
            fields=[
                ("task", models.TextField(primary_key=True, serialize=False)),
                ("due_at", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.TextField()),
                ("arguments", models.JSONField()),
                ("owner", models.TextField(default="")),
                ("key", models.TextField(null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("dead", "Dead"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("priority", models.SmallIntegerField(default=0)),
                ("ready_at", models.BigIntegerField(null=True)),
                ("attempt", models.IntegerField(default=0)),
                ("forgiven", models.IntegerField(default=0)),
                ("worker", models.TextField(default="")),
                ("queued_at", models.BigIntegerField()),
                ("started_at", models.BigIntegerField(null=True)),
                ("finished_at", models.BigIntegerField(null=True)),
                ("read_at", models.BigIntegerField(null=True)),
                ("what", models.TextField(default="")),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("result", models.JSONField(null=True)),
                ("error", models.JSONField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("ready_at__isnull", False)),
                        fields=["-priority", "ready_at", "id"],
                        name="jobs_ready",
                    ),
                    models.Index(fields=["owner", "-id"], name="jobs_owner"),
                    models.Index(fields=["state", "-id"], name="jobs_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ready_at__isnull", False), ("state__in", ["waiting", "running"])),
                            models.Q(("ready_at__isnull", True), ("state__in", ["done", "dead"])),
                            _connector="OR",
                        ),
                        name="jobs_ready_while_open",
                    )
                ],
            },
        ),
    )
