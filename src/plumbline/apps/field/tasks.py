"""Housekeeping of the field."""

from __future__ import annotations

from datetime import time

from plumbline.apps.field.actions.files import forget_swept
from plumbline.apps.field.actions.importing import sweep_bundles
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily


@task(
    "field.sweep", "清理未打开的现场加密包", "sweep bundles that nobody opened", schedule=Daily(time(4, 25))
)
def sweep(run: Run) -> dict[str, int]:
    """Removes bundles that waited for a month and rows of files that were swept; safe to run twice."""
    return {"bundles": sweep_bundles(now=run.now), "files": forget_swept(now=run.now)}
