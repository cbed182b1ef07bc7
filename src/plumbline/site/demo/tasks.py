"""What the demo does in the background while its pages work; the worker of a demo knows it."""

from __future__ import annotations

from pathlib import Path
from time import sleep
from typing import Final

from django.conf import settings

from plumbline.apps.figures.actions import refresh
from plumbline.apps.figures.queries import figures_wait
from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.core.authority.role import Role
from plumbline.site.clock import day_in_zone
from plumbline.site.demo.closed_year import YEAR, certify, fill, rows
from plumbline.site.demo.closed_year_campaign import inspect_units
from plumbline.site.demo.closed_year_end import close_year
from plumbline.site.demo.closed_year_filling import enter_enforcement, holders, new_holders, write_ledgers
from plumbline.site.demo.closed_year_kinds import KINDS
from plumbline.site.demo.closed_year_report import publish_report
from plumbline.site.demo.people import JUSTICE, demo_holder

ROWS: Final = "rows of 2024 entered"
_PAUSE: Final = 1.0
_BETWEEN: Final = 10_000
"""Rows after which the acts that figures count are brought up, so that no page has much to read."""


@task("demo.closed_year", "补录2024年度（演示）", "enter the closed year 2024 (demo)")
def closed_year(run: Run) -> dict[str, object]:
    """Enters the year, its report, its enforcement and its end; begun again, it goes on where it was."""
    division, now = str(settings.DIVISION), run.now
    today = day_in_zone(now)
    ledgers = write_ledgers(Path(settings.DATA) / f"closed-{YEAR}")
    others = sum(1 for _row in rows(KINDS))
    telling = _Telling(run, others + ledgers.rows)
    taken = fill(KINDS, organ=JUSTICE, division=division, now=now, told=telling)
    inspect_units(demo_holder(Role.SUPERVISOR, today), division, now)
    certify(holders(JUSTICE), new_holders(JUSTICE), division=division, now=now, today=today)
    office = demo_holder(Role.RULE_OF_LAW_OFFICE, today)
    _read_in(run)
    report = publish_report(office, now, today)
    enter_enforcement(
        ledgers, division=division, clock=lambda: run.now, told=lambda done: telling(others + done)
    )
    close_year(office, division, run.now, today)
    refresh(now=run.now)
    return {"rows": taken + ledgers.rows, "planted": len(ledgers.planted), "report": report}


def _read_in(run: Run) -> None:
    """Waits until figures can be fixed: when the demo begins, another worker may still be reading the cases in."""
    refresh(now=run.now)
    while figures_wait():
        sleep(_PAUSE)
        refresh(now=run.now)


class _Telling:
    """Says how far it is in all rows of the year, and brings the acts of figures up from time to time."""

    def __init__(self, run: Run, rows: int) -> None:
        self._run, self._rows, self._next = run, rows, _BETWEEN

    def __call__(self, done: int) -> None:
        self._run.progress(ROWS, done, self._rows)
        if done >= self._next:
            self._next = done + _BETWEEN
            refresh(now=self._run.now)
