"""Keeping the acts that figures count up to the log, so that a page finds little left to read."""

from __future__ import annotations

from django.conf import settings

from plumbline.apps.figures.actions import refresh
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import figures, year
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Every
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of


@task(
    "figures.refresh",
    "更新统计用的办案记录",
    "bring the acts that figures count up to date",
    schedule=Every(minutes=10),
)
def bring_up(run: Run) -> dict[str, int]:
    """Reads the cases that were touched, and counts the district's tables of this year and the last over them, which a
    page then finds counted; safe to run twice and to kill.
    """
    read = refresh(now=run.now, told=lambda done, all_: run.progress("cases read", done, all_))
    this_year = date_of(definitions().calendar.local_day(run.now)).year
    for number in (this_year, this_year - 1):
        figures(year(number), Visible(divisions=(settings.DIVISION,)), now=run.now)
    return {"cases": read}
