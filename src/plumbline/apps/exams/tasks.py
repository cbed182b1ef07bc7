"""Each night the bank is compared with the law that is in force."""

from __future__ import annotations

from datetime import time

from plumbline.apps.exams.actions.law_changes import doubt_what_changed
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily
from plumbline.apps.pack_store.shelf import shelf


@task(
    "exams.doubt_changed",
    "标记条文已变化的考题",
    "mark questions whose article changed",
    schedule=Daily(time(5, 10)),
)
def doubt_changed_questions(run: Run) -> int:
    """Puts in doubt what rests on an article that is no longer what it was; how many."""
    calendar = shelf().docket(shelf().procedures[0]).calendar
    return doubt_what_changed(now=run.now, today=calendar.local_day(run.now))
