"""Background jobs as the system administrator sees them: by state, why one failed, run again, given up."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from tests.builders.signing_in import NOW, account, signed_in

from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.queries import counts, job
from plumbline.apps.jobs.registry import TASKS, Retry, Task, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.worker import Worker
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.CLOCK = lambda: NOW


@pytest.fixture
def failing() -> Iterator[Task]:
    """A task that fails until it is told to stop."""
    state = {"fails": True}

    @task("test.failing", "测试任务", "a task for tests", retry=Retry(times=1))
    def work(run: Run) -> str:
        if state["fails"]:
            state["fails"] = False
            raise RuntimeError("磁盘已满")
        return "done"

    yield work
    del TASKS["test.failing"]


@pytest.fixture
def admin() -> Client:
    account("admin", Role.SYSTEM_ADMIN, organ="A01")
    return signed_in("admin")


def work() -> None:
    Worker(clock=lambda: NOW, name="w", pause=0).run_one()


def text(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def test_jobs_are_shown_by_state_and_schedules_beside_them(failing: Task, admin: Client) -> None:
    assert "没有失败的任务" in text(admin.get("/jobs/"))
    number = enqueue(failing, {"case": "c1"}, now=NOW)
    assert "测试任务" in text(admin.get("/jobs/?state=waiting"))
    assert "测试任务" not in text(admin.get("/jobs/?state=running"))
    work()
    page = text(admin.get("/jobs/"))
    assert "测试任务" in page
    assert "磁盘已满" in page
    assert "每天 03:40" in page
    one = text(admin.get(f"/jobs/{number}/"))
    assert "RuntimeError" in one
    assert "c1" in one


def test_a_failed_job_is_run_again(failing: Task, admin: Client) -> None:
    number = enqueue(failing, now=NOW)
    work()
    assert "重新运行" in text(admin.post(f"/jobs/{number}/again/", follow=True))
    work()
    assert job(number).state == "done"
    assert "不在失败清单中" in text(admin.post(f"/jobs/{number}/again/", follow=True))


def test_a_failed_job_is_given_up_once_that_is_confirmed(failing: Task, admin: Client) -> None:
    number = enqueue(failing, now=NOW)
    work()
    assert "请确认" in text(admin.post(f"/jobs/{number}/drop/", follow=True))
    assert counts()["dead"] == 1
    assert "没有失败的任务" in text(admin.post(f"/jobs/{number}/drop/", {"sure": "on"}, follow=True))
    assert counts()["dead"] == 0
    assert admin.get(f"/jobs/{number}/").status_code == 404


def test_nobody_else_sees_jobs(failing: Task) -> None:
    number = enqueue(failing, now=NOW)
    account("super", Role.SUPERVISOR, organ="SFJ", divisions=["650105"])
    client = signed_in("super")
    for address in ("/jobs/", f"/jobs/{number}/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/jobs/{number}/drop/", {"sure": "on"}).status_code == 403
