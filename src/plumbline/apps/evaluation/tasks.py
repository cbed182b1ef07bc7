"""Keys that a crash left are destroyed every night."""

from __future__ import annotations

from datetime import time

from plumbline.apps.evaluation.actions import destroy_left_keys
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily


@task(
    "evaluation.destroy_keys",
    "销毁已结束测评的密钥",
    "destroy keys of evaluations that are over",
    schedule=Daily(time(4, 50)),
)
def destroy_keys(run: Run) -> int:
    """Destroys what is left; how many."""
    return destroy_left_keys(run.now)
