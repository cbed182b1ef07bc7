"""Statements on the tables of jobs; each is safe beside any other worker on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from plumbline.apps.jobs.models import Job, JobState, ScheduledTask


def add(job: Job) -> Job:
    """Store a new job; with a key that is there already, the job that holds the key."""
    if job.key is None:
        job.save(force_insert=True)
        return job
    Job.objects.bulk_create([job], ignore_conflicts=True)  # waits for whoever is just inserting the same key
    held: Job = Job.objects.get(key=job.key)
    return held


def claim(now: int, lease: int, worker: str) -> Job | None:
    """Take the next job that waits for its turn or whose lease has run out.

    The row is read and marked in one transaction. SQLite lets one transaction write at a time (it begins IMMEDIATE);
    PostgreSQL locks the row and others skip it.
    """
    ready = Job.objects.filter(ready_at__lte=now).order_by("-priority", "ready_at", "id")
    if not ready.exists():  # idle workers do not take the write lock
        return None
    with transaction.atomic(durable=True):
        job: Job | None = ready.select_for_update(skip_locked=True).first()
        if job is not None:
            job.state, job.worker, job.started_at = JobState.RUNNING, worker, now
            job.ready_at, job.attempt = now + lease, job.attempt + 1
            job.what, job.done, job.total = "", 0, 0
            job.save()
    return job


def held(job: int, attempt: int) -> QuerySet:
    """The job while this attempt has it: a worker changes it only through this, so a late one changes nothing."""
    return Job.objects.filter(pk=job, attempt=attempt, state=JobState.RUNNING)


def change_held(job: int, attempt: int, values: Mapping[str, Any]) -> bool:
    """Change the job if this attempt still has it."""
    return bool(held(job, attempt).update(**values))


def open_jobs(task: str) -> bool:
    """Whether a job of the task waits or runs."""
    found: bool = Job.objects.filter(task=task, ready_at__isnull=False).exists()
    return found


def advance_schedule(task: str, due: int) -> bool:
    """Move the schedule of a task on to `due`; False when another worker did, or when it is seen for the first time."""
    if ScheduledTask.objects.filter(task=task, due_at__lt=due).update(due_at=due):
        return True
    ScheduledTask.objects.bulk_create([ScheduledTask(task=task, due_at=due)], ignore_conflicts=True)
    return False


def schedule_stands_at(task: str) -> int | None:
    """Until when the scheduled runs of the task have been asked for."""
    found: int | None = ScheduledTask.objects.filter(task=task).values_list("due_at", flat=True).first()
    return found


def forgettable(before: int) -> QuerySet:
    """Jobs that ended before then and whose result nobody waits for: read by its owner, or nobody's."""
    ended = Job.objects.filter(state=JobState.DONE, finished_at__lt=before)
    return ended.filter(Q(owner="") | Q(read_at__lt=before))
