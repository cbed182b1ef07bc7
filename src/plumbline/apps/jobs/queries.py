"""Reading of jobs, for a page: frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db.models import Count

from plumbline.apps.jobs.errors import NoSuchJob
from plumbline.apps.jobs.models import Job, JobState, ScheduledTask
from plumbline.apps.jobs.registry import all_tasks
from plumbline.apps.jobs.schedule import Daily, Every
from plumbline.core.errors import Language


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as a page shows it. Instants are microseconds since 1970-01-01 UTC."""

    number: int
    task: str
    title_zh: str
    title_en: str
    owner: str
    arguments: Mapping[str, Any]
    state: str
    """waiting, running, done or dead."""
    attempt: int
    queued_at: int
    runs_at: int | None
    """Waiting: when it may run."""
    finished_at: int | None
    what: str
    """What it is doing, a message id."""
    done: int
    total: int
    result: Any
    is_read: bool
    error_zh: str
    error_en: str
    trace: str

    def title(self, language: Language = "zh") -> str:
        """What the task does."""
        return self.title_zh if language == "zh" else self.title_en

    def error(self, language: Language = "zh") -> str:
        """Why the last attempt failed; empty when none did."""
        return self.error_zh if language == "zh" else self.error_en


def job(number: int, *, owner: str | None = None) -> JobView:
    """One job; with `owner` only if it is theirs. Raises NoSuchJob."""
    asked = Job.objects.filter(pk=number)
    found = (asked if owner is None else asked.filter(owner=owner)).first()
    if found is None:
        raise NoSuchJob(job=number)
    return _view(found)


def jobs_of(owner: str, *, limit: int = 50) -> tuple[JobView, ...]:
    """The jobs of an account, newest first."""
    return _views(Job.objects.filter(owner=owner).order_by("-id")[:limit])


def jobs(
    *, state: str | None = None, task: str | None = None, before: int | None = None, limit: int = 50
) -> tuple[JobView, ...]:
    """Jobs of all, newest first, numbers below `before`: for the system administrator."""
    asked = Job.objects.order_by("-id")
    if task is not None:
        asked = asked.filter(task=task)
    if state is not None:
        asked = asked.filter(state=state)
    if before is not None:
        asked = asked.filter(pk__lt=before)
    return _views(asked[:limit])


def dead_jobs(*, before: int | None = None, limit: int = 50) -> tuple[JobView, ...]:
    """The dead letters: jobs that failed for good, until someone runs them again or drops them."""
    return jobs(state=JobState.DEAD, before=before, limit=limit)


def dead_with(task: str, argument: str, value: str, *, limit: int = 50) -> tuple[JobView, ...]:
    """Dead jobs of a task that were asked for with this argument, newest first."""
    asked = Job.objects.filter(task=task, state=JobState.DEAD, **{f"arguments__{argument}": value})
    return _views(asked.order_by("-id")[:limit])


def counts() -> dict[str, int]:
    """How many jobs are in each state."""
    found = dict(Job.objects.order_by().values_list("state").annotate(n=Count("*")))
    return {state: found.get(state, 0) for state in JobState.values}


def turn_of(beginning: str, job: int) -> int | None:
    """When the first open job before this one, of those whose keys begin so, runs; 0: now; None: there is none."""
    before = Job.objects.filter(key__startswith=beginning, ready_at__isnull=False, pk__lt=job).order_by("pk")
    found = before.values_list("state", "ready_at").first()
    if found is None:
        return None
    return 0 if found[0] == JobState.RUNNING else int(found[1])


def next_of(beginning: str) -> int | None:
    """When the next of the waiting jobs whose keys begin so runs."""
    waits = Job.objects.filter(key__startswith=beginning, state=JobState.WAITING).order_by("ready_at")
    at: int | None = waits.values_list("ready_at", flat=True).first()
    return at


def counts_of(beginning: str) -> dict[str, int]:
    """How many of the jobs whose keys begin so are in each state."""
    rows = Job.objects.filter(key__startswith=beginning).order_by().values_list("state")
    found = dict(rows.annotate(n=Count("*")))
    return {state: found.get(state, 0) for state in JobState.values}


@dataclass(frozen=True, slots=True)
class ScheduledView:
    """A task on a schedule: every so many minutes, or every day at a time of Shanghai; `due_at` None: never seen."""

    name: str
    title_zh: str
    title_en: str
    when: int | time
    due_at: int | None

    def title(self, language: Language = "zh") -> str:
        """What the task does."""
        return self.title_zh if language == "zh" else self.title_en


def scheduled() -> tuple[ScheduledView, ...]:
    """The tasks on a schedule, and until when they have been asked for."""
    stands = dict(ScheduledTask.objects.values_list("task", "due_at"))
    return tuple(
        ScheduledView(
            one.name,
            one.title_zh,
            one.title_en,
            one.schedule.at if isinstance(one.schedule, Daily) else one.schedule.minutes,
            stands.get(one.name),
        )
        for one in sorted(all_tasks().values(), key=lambda one: one.name)
        if isinstance(one.schedule, Daily | Every)
    )


def is_idle(now: int) -> bool:
    """Whether nothing is due now."""
    return not Job.objects.filter(ready_at__lte=now).exists()


def _views(found: Iterable[Job]) -> tuple[JobView, ...]:
    return tuple(map(_view, found))


def _view(row: Job) -> JobView:
    known, error = all_tasks().get(row.task), row.error or {}
    return JobView(
        number=row.pk,
        task=row.task,
        title_zh=known.title_zh if known else row.task,
        title_en=known.title_en if known else row.task,
        owner=row.owner,
        arguments=row.arguments,
        state=row.state,
        attempt=row.attempt,
        queued_at=row.queued_at,
        runs_at=row.ready_at if row.state == JobState.WAITING else None,
        finished_at=row.finished_at,
        what=row.what,
        done=row.done,
        total=row.total,
        result=row.result,
        is_read=row.read_at is not None,
        error_zh=error.get("zh", ""),
        error_en=error.get("en", ""),
        trace=error.get("trace", ""),
    )
