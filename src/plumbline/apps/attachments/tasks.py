"""Housekeeping of files."""

from __future__ import annotations

from datetime import time

from plumbline.apps.attachments import actions
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily


@task(
    "attachments.sweep",
    "清理未使用的上传文件",
    "sweep uploads that no record names",
    schedule=Daily(time(4, 10)),
)
def sweep_unnamed(run: Run) -> int:
    """Remove what no record named within a week; safe to run twice."""
    return actions.sweep(now=run.now)
