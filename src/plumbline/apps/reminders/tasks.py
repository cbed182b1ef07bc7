"""The morning's reminders."""

from __future__ import annotations

from datetime import time

from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily
from plumbline.apps.reminders import actions


@task("reminders.remind", "提醒即将到期的期限", "remind of limits that run out", schedule=Daily(time(7, 30)))
def remind_of_limits(run: Run) -> dict[str, int]:
    """Make today's reminders, then send them by the channels that are on; safe to run twice."""
    with run.effect():
        made = actions.remind(now=run.now)
    return {"made": made, "sent": actions.send(actions.channels_on(), now=run.now)}
