"""The jobs' own housekeeping."""

from __future__ import annotations

from datetime import time

from plumbline.apps.jobs import actions
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily
from plumbline.apps.jobs.statistics import refresh


@task(
    "jobs.forget",
    "清理已读取结果的后台任务",
    "forget jobs whose results were read",
    schedule=Daily(time(3, 40)),
)
def forget_read_jobs(run: Run) -> int:
    """Remove finished jobs that nobody waits for any more; how many."""
    with run.effect():
        return actions.forget(now=run.now)


@task(
    "jobs.statistics",
    "更新数据库统计信息",
    "refresh the statistics of the database",
    schedule=Daily(time(3, 50)),
)
def refresh_statistics(run: Run) -> None:
    """So that lists go by the index that fits, however the tables grew."""
    with run.effect():
        refresh()
