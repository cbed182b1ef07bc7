"""Housekeeping of the index."""

from __future__ import annotations

from datetime import time

from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily, Every
from plumbline.apps.search_index import actions


@task(
    "search.purge",
    "彻底清除检索中已移除的内容",
    "purge what was taken out of search",
    schedule=Daily(time(2, 20)),
)
def purge_removed(run: Run) -> None:
    """Nothing of what was taken out is left in the file; safe to run twice."""
    actions.purge()


@task("search.follow", "更新检索", "bring search up to date", schedule=Every(minutes=1))
def follow_log(run: Run) -> int:
    """What the log says since last time; safe to run twice."""
    return actions.follow_log()
