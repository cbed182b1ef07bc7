"""Jobs in one process: what is asked for, retried, scheduled, reported, read and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_migrate

from plumbline.apps.jobs import actions, queries
from plumbline.apps.jobs.errors import JobNotDead, KeyReused, LeaseLost, NoSuchJob, UnknownTask
from plumbline.apps.jobs.registry import SECOND, TASKS, Retry, Task, all_tasks, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily, instant_of
from plumbline.apps.jobs.tasks import refresh_statistics
from plumbline.apps.jobs.worker import Worker
from plumbline.core.errors import InputError

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = 86_400 * SECOND
START = instant_of(datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001 - a local time


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now


class Wrong(InputError):
    zh = "表格第{row}行有误"
    en = "row {row} is wrong"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(clock: Clock) -> Worker:
    return Worker(clock=clock, name="w", pause=0)


@pytest.fixture(autouse=True)
def tasks() -> Iterator[None]:
    kept = dict(all_tasks())
    yield
    TASKS.clear()
    TASKS.update(kept)


@pytest.fixture
def echo() -> Task:
    @task("echo", "回声", "echo", retry=Retry(times=3, first=10 * SECOND, factor=4))
    def declared(run: Run) -> Any:
        run.progress("reading", 1, 2)
        match run.arguments.get("fails"):
            case "input":
                raise Wrong(row=3)
            case "defect":
                raise RuntimeError("boom")
        return {"said": run.arguments.get("say"), "attempt": run.attempt}

    return declared


def test_a_job_is_run_and_its_result_kept_until_its_owner_has_read_it(
    echo: Task, clock: Clock, worker: Worker
) -> None:
    number = actions.enqueue(echo, {"say": "案"}, now=clock.now, owner="A1")
    assert queries.job(number).state == "waiting"
    assert worker.run_one()
    assert not worker.run_one()
    seen = queries.job(number, owner="A1")
    assert (seen.state, seen.result, seen.what, seen.done, seen.total) == (
        "done",
        {"said": "案", "attempt": 1},
        "reading",
        2,
        2,
    )
    assert seen.title() == "回声"
    clock.now += 30 * DAY
    assert actions.forget(now=clock.now) == 0
    with pytest.raises(NoSuchJob):
        queries.job(number, owner="A2")
    with pytest.raises(NoSuchJob):
        actions.mark_read(job=number, by="A2", now=clock.now)
    actions.mark_read(job=number, by="A1", now=clock.now)
    actions.mark_read(job=number, by="A1", now=clock.now + DAY)
    assert actions.forget(now=clock.now + actions.KEPT) == 0
    assert actions.forget(now=clock.now + actions.KEPT + 1) == 1


def test_a_job_of_nobody_is_forgotten_by_its_age(echo: Task, clock: Clock, worker: Worker) -> None:
    actions.enqueue(echo, now=clock.now)
    worker.run_one()
    assert actions.forget(now=clock.now + actions.KEPT + 1) == 1


def test_asked_for_in_work_that_is_rolled_back_it_was_never_asked_for(echo: Task, clock: Clock) -> None:
    with transaction.atomic():
        actions.enqueue(echo, now=clock.now)
        transaction.set_rollback(True)
    assert queries.counts() == {"waiting": 0, "running": 0, "done": 0, "dead": 0}


def test_a_key_makes_one_job_of_one_thing(echo: Task, clock: Clock, worker: Worker) -> None:
    number = actions.enqueue(echo, {"say": 1}, now=clock.now, key="k")
    assert actions.enqueue(echo, {"say": 1}, now=clock.now + 5, key="k") == number
    worker.run_one()
    assert actions.enqueue(echo, {"say": 1}, now=clock.now + 9, key="k") == number
    with pytest.raises(KeyReused) as refused:
        actions.enqueue(echo, {"say": 2}, now=clock.now, key="k")
    assert refused.value.job == number
    assert queries.counts()["done"] == 1


def test_a_defect_is_tried_again_later_and_later_then_dead(echo: Task, clock: Clock, worker: Worker) -> None:
    number = actions.enqueue(echo, {"fails": "defect"}, now=clock.now)
    waits = []
    while worker.run_one():
        seen = queries.job(number)
        if seen.runs_at is not None:
            waits.append((seen.runs_at - clock.now) // SECOND)
            clock.now = seen.runs_at - 1
            assert not worker.run_one()
            clock.now += 1
    assert waits == [10, 40]
    (dead,) = queries.dead_jobs()
    assert (dead.number, dead.state, dead.attempt, dead.error("en")) == (
        number,
        "dead",
        3,
        "RuntimeError: boom",
    )
    assert "raise RuntimeError" in dead.trace


def test_a_mistake_of_a_person_is_told_and_not_tried_again(echo: Task, clock: Clock, worker: Worker) -> None:
    number = actions.enqueue(echo, {"fails": "input"}, now=clock.now)
    worker.run_one()
    seen = queries.job(number)
    assert (seen.state, seen.attempt, seen.error("zh"), seen.error("en")) == (
        "dead",
        1,
        "表格第3行有误",
        "row 3 is wrong",
    )


def test_dead_letters_are_run_again_or_dropped(echo: Task, clock: Clock, worker: Worker) -> None:
    first, second = (actions.enqueue(echo, {"fails": "input"}, now=clock.now) for _ in range(2))
    with pytest.raises(JobNotDead):
        actions.run_again(job=first, now=clock.now)
    worker.run(until_idle=True)
    actions.run_again(job=first, now=clock.now)
    assert queries.job(first).state == "waiting"
    worker.run(until_idle=True)
    assert (queries.job(first).attempt, queries.job(first).state) == (2, "dead")
    actions.drop(job=second)
    assert [one.number for one in queries.dead_jobs()] == [first]
    with pytest.raises(NoSuchJob):
        actions.drop(job=second)


def test_run_again_it_has_all_its_tries_and_its_old_workers_stay_shut_out(
    echo: Task, clock: Clock, worker: Worker
) -> None:
    number = actions.enqueue(echo, {"fails": "defect"}, now=clock.now)
    for _ in range(2):
        while worker.run_one():
            clock.now = queries.job(number).runs_at or clock.now
        assert queries.job(number).state == "dead"
        actions.run_again(job=number, now=clock.now)
    assert actions.claim(now=clock.now, lease=1, worker="w")
    assert queries.job(number).attempt == 7
    with pytest.raises(LeaseLost):
        actions.renew(job=number, attempt=1, until=clock.now)


def test_a_job_whose_worker_is_gone_is_taken_after_its_lease(
    echo: Task, clock: Clock, worker: Worker
) -> None:
    number = actions.enqueue(echo, now=clock.now)
    held = actions.claim(now=clock.now, lease=worker.lease, worker="gone")
    assert held is not None
    clock.now += worker.lease - 1
    assert not worker.run_one()
    clock.now += 1
    assert worker.run_one()
    assert (queries.job(number).state, queries.job(number).attempt) == ("done", 2)
    with pytest.raises(LeaseLost):
        actions.renew(job=number, attempt=held.attempt, until=clock.now + 1)
    with pytest.raises(LeaseLost):
        actions.succeed(job=number, attempt=held.attempt, result=None, now=clock.now)


def test_a_late_worker_changes_nothing(echo: Task, clock: Clock, worker: Worker) -> None:
    number = actions.enqueue(echo, now=clock.now)
    assert actions.claim(now=clock.now, lease=1, worker="late")
    late = Run(number, 1, "", {}, clock, 1)
    clock.now += 1
    assert actions.claim(now=clock.now, lease=1, worker="other")
    for act in (late.effect, late.complete):
        with pytest.raises(LeaseLost), act():
            pytest.fail("the block was entered")
    with pytest.raises(LeaseLost):
        late.fail({}, None)
    assert queries.job(number).state == "running"


def test_a_job_that_kills_its_workers_ends_among_the_dead(echo: Task, clock: Clock, worker: Worker) -> None:
    number = actions.enqueue(echo, now=clock.now)
    for _ in range(3):
        assert actions.claim(now=clock.now, lease=1, worker="gone")
        clock.now += 1
    worker.run_one()
    seen = queries.job(number)
    assert (seen.state, seen.result) == ("dead", None)
    assert "多次中断" in seen.error()


def test_higher_priority_first_then_the_older_and_none_before_its_time(
    echo: Task, clock: Clock, worker: Worker
) -> None:
    late = actions.enqueue(echo, now=clock.now, at=clock.now + 5, priority=9)
    low = actions.enqueue(echo, now=clock.now - 2)
    older, newer = (actions.enqueue(echo, now=clock.now - 1 + n, priority=1) for n in range(2))
    taken = []
    while held := actions.claim(now=clock.now, lease=DAY, worker="w"):
        taken.append(held.pk)
    assert taken == [older, newer, low]
    clock.now += 5
    held = actions.claim(now=clock.now, lease=DAY, worker="w")
    assert held is not None
    assert held.pk == late


def test_a_task_nobody_declared(echo: Task, clock: Clock, worker: Worker) -> None:
    number = actions.enqueue(echo, now=clock.now)
    del TASKS["echo"]
    worker.run_one()
    assert queries.job(number).state == "waiting"
    assert "没有名为“echo”的后台任务" in queries.job(number).error()
    with pytest.raises(UnknownTask):
        actions.enqueue(echo, now=clock.now)


def test_a_schedule_asks_once_a_time_and_makes_up_for_missed_times_once(clock: Clock, worker: Worker) -> None:
    # The program's own nightly work takes longer than a lease's third on a slow machine, and the heartbeat cannot see
    # a job of a transaction that is rolled back: on PostgreSQL it ended the process of the tests.
    TASKS.clear()
    ran = []
    task("nightly", "每夜", "nightly", schedule=Daily(time(2, 30)))(lambda run: ran.append(run.now))
    assert actions.ask_scheduled(clock.now) == []  # seen for the first time: it counts from here
    clock.now = START + DAY
    numbers = actions.ask_scheduled(clock.now)
    assert queries.job(numbers[-1]).task == "nightly"
    assert actions.ask_scheduled(clock.now + 1) == []
    clock.now += 10 * DAY
    worker.run(until_idle=True)
    assert len(ran) == 1  # it still waited when its next time came
    clock.now += 10 * DAY
    worker.run(until_idle=True)
    assert len(ran) == 2


def test_two_tasks_of_one_name_are_refused(echo: Task) -> None:
    with pytest.raises(ValueError):
        task("echo", "回声", "echo")(lambda run: None)


def test_the_page_lists_by_owner_state_and_number(echo: Task, clock: Clock, worker: Worker) -> None:
    numbers = [actions.enqueue(echo, now=clock.now, owner=f"A{n % 2}") for n in range(6)]
    worker.run_one()
    assert [one.number for one in queries.jobs_of("A1")] == numbers[5::-2]
    assert [one.number for one in queries.jobs(state="waiting", before=numbers[4], limit=2)] == [
        numbers[3],
        numbers[2],
    ]
    assert queries.counts() == {"waiting": 5, "running": 0, "done": 1, "dead": 0}


def test_the_statistics_of_the_database_are_refreshed_every_night() -> None:
    """Without them SQLite reads every open case of the district for the list of one officer."""
    actions.enqueue(refresh_statistics, now=0)
    Worker(clock=lambda: 0, name="w", pause=0).run_one()
    assert queries.jobs(task=refresh_statistics.name)[0].state == "done"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1")
            assert cursor.fetchone()[0] > 0


def test_the_statistics_are_there_as_soon_as_tables_were_changed() -> None:
    """A migration makes a table anew on SQLite, and what was known of it is gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
            cursor.execute("DELETE FROM sqlite_stat1")
        actions.enqueue(refresh_statistics, now=0)
        config = apps.get_app_config("jobs")
        for plan, known in (([], False), (["a migration"], True)):
            post_migrate.send(config, app_config=config, plan=plan)
            if connection.vendor == "sqlite":
                cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'jobs_job'")
                assert (cursor.fetchone()[0] > 0) is known
