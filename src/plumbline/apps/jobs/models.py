"""Tables of jobs. They hold no facts of cases: whoever loses them loses work in progress, never a record.

Arguments and results name things by id and hold nothing personal: jobs are listed on a page and kept for days.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class JobState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class Job(models.Model):
    """One piece of work. Instants are microseconds since 1970-01-01 UTC."""

    task = models.TextField()
    arguments = models.JSONField()
    owner = models.TextField(default="")
    """Account that asked for it and may read the result; empty for the system's own."""
    key = models.TextField(null=True, unique=True)
    """Idempotency key: asked for twice, made once."""
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    priority = models.SmallIntegerField(default=0)
    ready_at = models.BigIntegerField(null=True)
    """Waiting: not before this. Running: the end of the lease, from which another worker may take it. Else nothing."""
    attempt = models.IntegerField(default=0)
    """How often it was taken: also the fence, since a worker acts for its own attempt alone."""
    forgiven = models.IntegerField(default=0)
    """Attempts before somebody had it run again: they no longer count against it."""
    worker = models.TextField(default="")
    queued_at = models.BigIntegerField()
    started_at = models.BigIntegerField(null=True)
    finished_at = models.BigIntegerField(null=True)
    read_at = models.BigIntegerField(null=True)
    what = models.TextField(default="")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.JSONField(null=True)
    """Last failure: `kind`, the sentence in both languages, `trace` for the people who mend it."""

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["-priority", "ready_at", "id"],
                name="jobs_ready",
                condition=models.Q(ready_at__isnull=False),
            ),
            models.Index(fields=["owner", "-id"], name="jobs_owner"),
            models.Index(fields=["state", "-id"], name="jobs_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], ready_at__isnull=False)
                | models.Q(state__in=["done", "dead"], ready_at__isnull=True),
                name="jobs_ready_while_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.task} {self.state}"


class ScheduledTask(models.Model):
    """Until when the scheduled runs of a task have been asked for."""

    task = models.TextField(primary_key=True)
    due_at = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.task} {self.due_at}"
