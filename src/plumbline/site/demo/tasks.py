"""What the demo does in the background while its pages work; the worker of a demo knows it."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.people.queries import demo_login, persons_of
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.site.clock import day_in_zone
from plumbline.site.demo.closed_year import certify, fill
from plumbline.site.demo.closed_year_campaign import inspect_units
from plumbline.site.demo.closed_year_kinds import HOLDERS, KINDS, NEW_HOLDERS
from plumbline.site.demo.closed_year_report import publish_report
from plumbline.site.demo.people import JUSTICE

ROWS: Final = "rows of 2024 entered"


@task("demo.closed_year", "补录2024年度（演示）", "enter the closed year 2024 (demo)")
def closed_year(run: Run) -> dict[str, object]:
    """Enters the year and its report; begun again, it goes on where it was."""
    division, now = str(settings.DIVISION), run.now
    today = day_in_zone(now)
    taken = fill(
        KINDS,
        organ=JUSTICE,
        division=division,
        now=now,
        told=lambda done, all_: run.progress(ROWS, done, all_),
    )
    inspect_units(_person(Role.SUPERVISOR, today), division, now)
    certify(HOLDERS, NEW_HOLDERS, organ=JUSTICE, division=division, now=now, today=today)
    return {"rows": taken, "report": publish_report(_person(Role.RULE_OF_LAW_OFFICE, today), now, today)}


def _person(role: Role, today: int) -> Person:
    account = demo_login(role)
    assert account is not None
    return next(one for one in persons_of(account, today) if one.role is role)
