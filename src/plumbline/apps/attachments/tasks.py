"""Housekeeping of files."""

from __future__ import annotations

from datetime import time
from typing import Any

from plumbline.apps.attachments import actions
from plumbline.apps.attachments.actions.fixity import check_turn
from plumbline.apps.attachments.errors import CheckUnderWay
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


READING = "files read"
"""A message id: what the job is doing."""


@task(
    "attachments.fixity",
    "核验保存的文件",
    "compare stored files with their hashes",
    schedule=Daily(time(2, 15)),
)
def check_fixity(run: Run) -> dict[str, Any]:
    """Read those not compared for longest; what it finds stands on the page of stored files.

    Run while another is on, it does nothing.
    """
    try:
        turn = check_turn(clock=run.clock, tell=lambda done, total: run.progress(READING, done, total))
    except CheckUnderWay as other:  # the button, while the night's run is on
        return {"under_way": other.message("zh")}
    return {"read": turn.read, "bytes": turn.bytes, "found": turn.found}
