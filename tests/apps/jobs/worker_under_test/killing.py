"""Driver: forks workers and kills them at random moments, or lets them kill themselves at each step.

python -m worker_under_test.killing random KILLS HITS   prints how many jobs it asked for
python -m worker_under_test.killing steps STEP …     one job a step; prints their numbers
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

import django
from django.conf import settings
from django.db import connections

django.setup()

from plumbline.apps.jobs import actions, queries  # noqa: E402
from plumbline.apps.jobs.registry import SECOND, all_tasks  # noqa: E402
from plumbline.apps.jobs.worker import Worker  # noqa: E402
from worker_under_test.tasks import steps  # noqa: E402 - models can be imported from here on

WORKERS = 3
LONGEST = 240
"""Seconds after which killing ends, whatever was hit."""
all_tasks()  # before anything forks: a worker that first had to look for them would rarely be killed at work


def at_random(kills: int, hits: int) -> None:
    """So many kills at least, and on until so many jobs were hit: how many kills that takes is the machine's matter."""
    chance = random.Random(7)
    asked = more_jobs(WORKERS)
    begun = time.monotonic()
    living = [forked(lease=3) for _ in range(WORKERS)]
    wait_for(1, "running", "done")
    # Where a new worker takes long to come to its first job, it is let live longer, or none would be hit at work.
    longest = max(0.12, time.monotonic() - begun)
    number = 0
    while number < kills or hit() < hits:
        if time.monotonic() - begun > LONGEST:
            break  # the test says what is missing
        asked += more_jobs(WORKERS - reached(WORKERS, ["waiting"]))
        time.sleep(chance.random() * longest)
        place = number % WORKERS
        os.kill(living[place], signal.SIGKILL)
        os.waitpid(living[place], 0)
        living[place] = forked(lease=3)
        number += 1
    wait_for(asked)
    for pid in living:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    print(asked)


def more_jobs(wanted: int) -> int:
    """So that a worker never waits for work."""
    for number in range(wanted):
        actions.enqueue(steps, {"number": number}, now=settings.CLOCK())
    return max(wanted, 0)


def hit() -> int:
    """Jobs that were taken again after their worker was killed."""
    open_or_done = (
        view
        for state in ("running", "done")
        for view in queries.jobs(state=state, task=steps.name, limit=5000)
    )
    return sum(view.attempt > 1 for view in open_or_done)


def at_each(wanted: list[str]) -> None:
    numbers = [actions.enqueue(steps, {"dies": step}, now=settings.CLOCK()) for step in wanted]
    died = 0
    while died < len(wanted):
        _, status = os.waitpid(forked(lease=1), 0)
        died += os.WIFSIGNALED(status)
    living = forked(lease=1)
    wait_for(len(wanted))
    os.kill(living, signal.SIGKILL)
    os.waitpid(living, 0)
    print(*numbers)


def wait_for(jobs: int, *states: str) -> None:
    """Until that many of the test's own jobs are done: a worker also does what the schedule asks for meanwhile."""
    end = time.monotonic() + 300
    while time.monotonic() < end and reached(jobs, states or ("done",)) < jobs:
        time.sleep(0.05)


def reached(jobs: int, states: Sequence[str]) -> int:
    """How many of the test's own jobs are in one of these states, counted up to `jobs`."""
    return sum(len(queries.jobs(state=one, task=steps.name, limit=jobs)) for one in states)


def forked(lease: int) -> int:
    """A worker in a process of its own."""
    connections.close_all()
    pid = os.fork()
    return pid or worked(lease)


def worked(lease: int) -> NoReturn:
    Worker(clock=settings.CLOCK, lease=lease * SECOND, pause=0.02).run()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "random":
        at_random(int(sys.argv[2]), int(sys.argv[3]))
    else:
        at_each(sys.argv[2:])
