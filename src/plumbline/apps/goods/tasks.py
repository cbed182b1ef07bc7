"""A bank's file of thousands of payments: a job with its progress, which goes on where it was broken off."""

from __future__ import annotations

from typing import Any

from plumbline.apps.goods.actions import Pace, take_bank_file
from plumbline.apps.jobs.registry import Retry, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.people import waiting_sheets
from plumbline.apps.people.errors import SheetGone
from plumbline.apps.people.queries import acting
from plumbline.core.authority.role import Role

MATCHING = "payments matched"
"""A message id: what the job is doing."""


@task("goods.bank", "核对银行缴款文件", "match a bank's file of payments", retry=Retry(times=3))
def take_in_bank_file(run: Run) -> dict[str, Any]:
    """Enters the payments that match; run again it goes on and enters none twice."""
    told = run.arguments
    sheet, today = str(told["sheet"]), int(told["today"])
    data = waiting_sheets.read(sheet)
    if data is None:
        raise SheetGone()
    pace = Pace(
        lambda: run.now,
        lambda done, total: run.progress(MATCHING, done, total),
        int(told["since"]) if run.attempt > 1 else None,
    )
    person = acting(run.owner, Role(told["role"]), today)
    done = take_bank_file(person=person, content=data, name=str(told["name"]), today=today, pace=pace)
    result = {"entered": done.entered, "known": done.known, "waiting": done.waiting}
    with run.complete(result):
        pass
    waiting_sheets.drop(sheet)
    return result
