"""Housekeeping of checked texts."""

from __future__ import annotations

from datetime import time

from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily
from plumbline.apps.legality import actions


@task("legality.forget", "清除到期的审查文本", "forget texts whose time is over", schedule=Daily(time(2, 40)))
def forget_texts(run: Run) -> int:
    """Safe to run twice."""
    with run.effect():
        return actions.forget(now=run.now)
