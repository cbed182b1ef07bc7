"""Workers in real processes, killed with signal 9: every job is done in the end, never by two at once, its end once."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders.examples import some
from tests.builders.own_database import OwnDatabase, own_database

from plumbline.apps.jobs.worker import LOST_LEASE

pytestmark = pytest.mark.database

HERE = Path(__file__).parent
ENQUEUE = """
import django; django.setup()
from django.conf import settings
from plumbline.apps.jobs import actions
from worker_under_test.tasks import steps
print(actions.enqueue(steps, {arguments}, now=settings.CLOCK()))
"""
ROLLED_BACK = """
import os, signal, django; django.setup()
from django.conf import settings
from django.db import transaction
from plumbline.apps.jobs import actions
from worker_under_test.tasks import steps
with transaction.atomic():
    actions.enqueue(steps, {}, now=settings.CLOCK())
    os.kill(os.getpid(), signal.SIGKILL)
"""
WORKER = ("plumbline", "--lang", "en", "worker", "--pause", "0.05")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDatabase]:
    with own_database(tmp_path_factory.mktemp("site")) as made:
        made.rows("CREATE TABLE mark (job bigint, attempt int, kind text)")
        made.more.update(PYTHONPATH=str(HERE), DJANGO_SETTINGS_MODULE="worker_under_test.settings")
        yield made


@pytest.fixture
def site(database: OwnDatabase) -> OwnDatabase:
    database.rows("DELETE FROM jobs_job")
    database.rows("DELETE FROM mark")
    return database


def asked(site: OwnDatabase, **arguments: object) -> int:
    return int(site.run("python", "-c", ENQUEUE.format(arguments=arguments)))


def marks(site: OwnDatabase, job: int) -> list[tuple[int, str]]:
    return site.rows("SELECT attempt, kind FROM mark WHERE job = %s ORDER BY attempt, kind", (job,))


def state(site: OwnDatabase, job: int) -> tuple[str, int]:
    return site.rows("SELECT state, attempt FROM jobs_job WHERE id = %s", (job,))[0]


def test_killed_at_random_moments(site: OwnDatabase) -> None:
    jobs = int(site.run("python", "-m", "worker_under_test.killing", "random", str(some(60)), "8"))
    assert site.rows("SELECT state, COUNT(*) FROM jobs_job WHERE task = 'test.steps' GROUP BY state") == [
        ("done", jobs)
    ]
    assert [path.name for path in site.folder.glob("*.twice")] == []
    ends = site.rows("SELECT job, COUNT(*) FROM mark WHERE kind = 'whole' GROUP BY job")
    assert len(ends) == jobs
    assert {count for _, count in ends} == {1}
    again = site.rows("SELECT COUNT(*) FROM jobs_job WHERE attempt > 1")[0][0]
    assert again >= 8, "too few jobs were hit for this to show anything"


STEPS = {
    "claimed": [(2, "part"), (2, "whole")],
    "in effect": [(2, "part"), (2, "whole")],
    "after effect": [(1, "part"), (2, "part"), (2, "whole")],
    "in completion": [(1, "part"), (2, "part"), (2, "whole")],
    "completed": [(1, "part"), (1, "whole")],
}
"""Where the first worker dies, and what is there in the end: which attempt left which effect."""


def test_killed_at_each_step(site: OwnDatabase) -> None:
    printed = site.run("python", "-m", "worker_under_test.killing", "steps", *STEPS)
    jobs = dict(zip(STEPS, map(int, printed.split()), strict=True))
    assert {dies: marks(site, job) for dies, job in jobs.items()} == STEPS
    ends = {dies: ("done", max(attempt for attempt, _ in left)) for dies, left in STEPS.items()}
    assert {dies: state(site, job) for dies, job in jobs.items()} == ends


def test_a_job_asked_for_in_a_killed_transaction_is_not_there(site: OwnDatabase) -> None:
    process = site.start("python", "-c", ROLLED_BACK)
    process.communicate(timeout=300)
    assert process.returncode == -signal.SIGKILL
    assert site.rows("SELECT COUNT(*) FROM jobs_job") == [(0,)]


def test_a_worker_that_sleeps_past_its_lease_changes_nothing_any_more(site: OwnDatabase) -> None:
    """It is stopped where it holds no transaction; the job goes to another; woken up, it changes nothing any more."""
    job = asked(site, dies="after effect", by="SIGSTOP", loops=200)
    sleeper = site.start(*WORKER, "--lease", "4")
    try:
        end = time.monotonic() + 300
        while time.monotonic() < end and not marks(site, job):
            time.sleep(0.05)
        time.sleep(4.8)
        for lock in site.folder.glob("*.lock"):
            lock.unlink()  # the sleeper still holds it; here that is the point
        site.run(*WORKER, "--until-idle")
        sleeper.send_signal(signal.SIGCONT)
        sleeper.terminate()  # it ends itself where its heartbeat finds the loss; where the task does, it works on
        sleeper.communicate(timeout=300)
    finally:
        sleeper.kill()
    assert sleeper.returncode in (0, LOST_LEASE)
    assert marks(site, job) == [(1, "part"), (2, "part"), (2, "whole")]
    assert state(site, job) == ("done", 2)


def test_asked_to_stop_a_worker_finishes_its_job(site: OwnDatabase) -> None:
    job = asked(site, loops=100)
    process = site.start(*WORKER)
    end = time.monotonic() + 300
    while time.monotonic() < end and not marks(site, job):
        time.sleep(0.02)
    process.terminate()
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out, err) == (0, "", "1 jobs run\n")
    assert state(site, job) == ("done", 1)
