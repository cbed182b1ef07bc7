"""What can be done with jobs: ask for one, take it, report, finish it, run a dead one again.

All of it happens in the transaction of the caller: a job asked for in work that is rolled back was never asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from plumbline.apps.jobs import store
from plumbline.apps.jobs.errors import JobNotDead, KeyReused, LeaseLost, NoSuchJob
from plumbline.apps.jobs.models import Job, JobState
from plumbline.apps.jobs.registry import Task, all_tasks, task_named

KEPT = 7 * 86_400_000_000
"""Microseconds for which a finished job stays on the page once its result was read."""


def enqueue(
    task: Task,
    arguments: Mapping[str, Any] | None = None,
    *,
    now: int,
    owner: str = "",
    key: str | None = None,
    at: int | None = None,
    priority: int = 0,
) -> int:
    """Number of a new job; of the one there is when `key` was used before for the same task and arguments.

    `at` is the instant before which it does not run; higher `priority` goes first. Raises KeyReused.
    """
    given = dict(arguments or {})
    job = Job(task=task_named(task.name).name, arguments=given, owner=owner, key=key, priority=priority)
    job.queued_at, job.ready_at = now, now if at is None else at
    kept = store.add(job)
    if (kept.task, kept.arguments, kept.owner) != (task.name, given, owner):
        raise KeyReused(key=key, job=kept.pk, task=kept.task)
    return int(kept.pk)


def ask_scheduled(now: int) -> list[int]:
    """Ask for the tasks whose schedule has come due since they were asked for last; once, however many workers ask.

    A time that was missed is made up for by one run, not by many. A task that still waits or runs is not asked for
    again. The first time a schedule is seen nothing runs: it counts from there.
    """
    asked = []
    for task in all_tasks().values():
        if task.schedule is None:
            continue
        due = task.schedule.last_due(now)
        if (stands := store.schedule_stands_at(task.name)) is not None and stands >= due:
            continue
        with transaction.atomic():
            if store.advance_schedule(task.name, due) and not store.open_jobs(task.name):
                asked.append(enqueue(task, now=now))
    return asked


def claim(*, now: int, lease: int, worker: str) -> Job | None:
    """Take the next job for `lease` microseconds; None when nothing is due."""
    return store.claim(now, lease, worker)


def renew(*, job: int, attempt: int, until: int) -> None:
    """Hold the job until then; raises LeaseLost when another worker has it. In a transaction it locks the job."""
    _change(job, attempt, ready_at=until)


def report(*, job: int, attempt: int, what: str, done: int, total: int) -> None:
    """Say how far the job has come; raises LeaseLost."""
    _change(job, attempt, what=what, done=done, total=total)


def succeed(*, job: int, attempt: int, result: Any, now: int) -> None:
    """The job is done; its result is kept until its owner has read it. Raises LeaseLost."""
    _change(
        job,
        attempt,
        state=JobState.DONE,
        ready_at=None,
        finished_at=now,
        result=result,
        error=None,
        done=F("total"),
    )


def fail(*, job: int, attempt: int, error: Mapping[str, str], again_at: int | None, now: int) -> None:
    """The attempt failed: it is run again at that instant, or joins the dead letters. Raises LeaseLost."""
    state = JobState.DEAD if again_at is None else JobState.WAITING
    ended = now if again_at is None else None
    _change(job, attempt, state=state, ready_at=again_at, finished_at=ended, error=dict(error))


def postpone(*, job: int, attempt: int, until: int) -> None:
    """It is not this job's turn yet: it waits until then, and the attempt does not count. Raises LeaseLost."""
    again = {"state": JobState.WAITING, "ready_at": until, "forgiven": F("forgiven") + 1}
    _change(job, attempt, **again)


def run_all_again(*, beginning: str, now: int) -> int:
    """Jobs whose keys begin so and that wait or are dead get all their attempts again, at once; how many."""
    fresh = {"state": JobState.WAITING, "ready_at": now, "finished_at": None, "forgiven": F("attempt")}
    chosen = Job.objects.filter(key__startswith=beginning, state__in=(JobState.WAITING, JobState.DEAD))
    return int(chosen.update(**fresh))


def run_again(*, job: int, now: int) -> None:
    """Give a dead job all its attempts again; raises NoSuchJob, JobNotDead."""
    fresh = {"state": JobState.WAITING, "ready_at": now, "finished_at": None, "forgiven": F("attempt")}
    if not _dead(job).update(**fresh):
        raise _not_dead(job)


def drop(*, job: int) -> None:
    """Take a dead job off the list for good; raises NoSuchJob, JobNotDead."""
    if not _dead(job).delete()[0]:
        raise _not_dead(job)


def mark_read(*, job: int, by: str, now: int) -> None:
    """Its owner has read the result: from now on it may be forgotten. Raises NoSuchJob."""
    own = Job.objects.filter(pk=job, owner=by)
    if not own.exists():
        raise NoSuchJob(job=job)
    own.filter(read_at=None).update(read_at=now)


def forget(*, now: int) -> int:
    """Remove jobs that ended, and were read where they have an owner, more than `KEPT` ago; how many."""
    return int(store.forgettable(now - KEPT).delete()[0])


def _change(job: int, attempt: int, **values: Any) -> None:
    if not store.change_held(job, attempt, values):
        raise LeaseLost(job=job)


def _dead(job: int) -> Any:
    return Job.objects.filter(pk=job, state=JobState.DEAD)


def _not_dead(job: int) -> JobNotDead | NoSuchJob:
    return JobNotDead(job=job) if Job.objects.filter(pk=job).exists() else NoSuchJob(job=job)
