"""Tasks: what a job can be asked to do. Each app declares its own in a module `tasks`.

These modules bring half of the site in with them, so they are looked for when a task is first asked for: a command that
runs none does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from plumbline.apps.jobs.errors import UnknownTask
from plumbline.apps.jobs.schedule import Schedule
from plumbline.core.errors import PlumblineError

SECOND = 1_000_000
"""Microseconds."""


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a job is run, and its wait after a failure: `first`, then `factor` times as long, up to `most`.

    Typed errors are mistakes that a person mends and are not tried again; those of `passing` pass by themselves.
    """

    times: int = 5
    first: int = 10 * SECOND
    factor: int = 4
    most: int = 3600 * SECOND
    passing: tuple[type[PlumblineError], ...] = ()

    def wait_after(self, attempt: int) -> int:
        """Microseconds between the failure of attempt `attempt` (from 1) and the next one."""
        return int(min(self.first * self.factor ** min(attempt - 1, 40), self.most))


Work = Callable[[Any], Any]
"""What a task does: takes a `running.Run`, returns a result that JSON can hold, or None."""


@dataclass(frozen=True, slots=True)
class Task:
    """A named piece of work. The name is for ever: it stands in the table of jobs."""

    name: str
    title_zh: str
    title_en: str
    work: Work
    retry: Retry = field(default_factory=Retry)
    schedule: Schedule | None = None


TASKS: dict[str, Task] = {}
"""Those declared so far: `all_tasks` asks every app first."""


def task(
    name: str, title_zh: str, title_en: str, *, retry: Retry | None = None, schedule: Schedule | None = None
) -> Callable[[Work], Task]:
    """Declare the function under it as the task `name`, run by `schedule` as well where one is given."""

    def declare(work: Work) -> Task:
        if name in TASKS:
            raise ValueError(f"two tasks are called {name}")
        TASKS[name] = Task(name, title_zh, title_en, work, retry or Retry(), schedule)
        return TASKS[name]

    return declare


def all_tasks() -> dict[str, Task]:
    """Every task of every app, by name."""
    _discover()
    return TASKS


@cache
def _discover() -> None:
    autodiscover_modules("tasks")


def task_named(name: str) -> Task:
    """The task of this name; raises UnknownTask."""
    if name not in TASKS and name not in all_tasks():
        raise UnknownTask(name=name, known=", ".join(sorted(TASKS)))
    return TASKS[name]
