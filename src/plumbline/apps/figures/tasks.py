"""Keeping the acts that figures count up to the log, so that a page finds little left to read."""

from __future__ import annotations

from plumbline.apps.figures.actions import refresh
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Every


@task(
    "figures.refresh",
    "更新统计用的办案记录",
    "bring the acts that figures count up to date",
    schedule=Every(minutes=10),
)
def bring_up(run: Run) -> dict[str, int]:
    """Reads the cases that were touched; safe to run twice and to kill."""
    return {"cases": refresh(now=run.now, told=lambda done, all_: run.progress("cases read", done, all_))}
