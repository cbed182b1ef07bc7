"""Taking a sheet of thousands in takes a minute: a job with its progress, which goes on where it was broken off."""

from __future__ import annotations

from datetime import time
from typing import Any

from plumbline.apps.jobs.registry import Retry, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily
from plumbline.apps.people import waiting_sheets
from plumbline.apps.people.actions import Pace, settle, take, take_again
from plumbline.apps.people.errors import SheetGone
from plumbline.apps.people.policies import WRITE
from plumbline.apps.people.queries import acting
from plumbline.apps.people.sheets import read_sheet
from plumbline.core.authority.access import check_access, visible
from plumbline.core.authority.role import Role

TAKING_IN = "rows taken in"
"""A message id: what the job is doing."""


@task("people.import", "导入登记数据", "take register data in", retry=Retry(times=3))
def import_sheet(run: Run) -> dict[str, Any]:
    """Takes a sheet in, or the mended rows of a batch; run again it goes on and takes no row twice."""
    told = run.arguments
    register, sheet, batch = str(told["register"]), str(told["sheet"]), told.get("batch")
    data = waiting_sheets.read(sheet)
    if data is None:
        raise SheetGone()
    today = int(told["today"])
    person = acting(run.owner, Role(told["role"]), today)
    check_access(person, WRITE[register], None, today)
    rows = read_sheet(str(told["name"]), data)
    pace = Pace(
        lambda: run.now,
        lambda done, total: run.progress(TAKING_IN, done, total),
        int(told["since"]) if run.attempt > 1 else None,
    )
    reach = visible(person, WRITE[register], today)
    named: dict[str, Any] = {"by": person, "today": today, "reach": reach, "pace": pace}
    outcome = take(register, rows, **named) if batch is None else take_again(int(batch), rows, **named)
    result: dict[str, Any] = {}
    with run.complete(result):
        done = settle(outcome, file_name=str(told["name"]), by=person, now=run.now)
        result |= {
            "taken": done.taken,
            "waiting": done.waiting,
            "batch": done.batch,
            "dropped": list(done.dropped),
            "ignored": list(done.ignored),
            "unknown": done.unknown_rows,
        }
    waiting_sheets.drop(sheet)
    return result


@task(
    "people.sweep_sheets",
    "清理未导入的表格",
    "remove sheets that were not taken in",
    schedule=Daily(time(4, 35)),
)
def sweep_sheets(run: Run) -> int:
    """Remove what nobody took in."""
    return waiting_sheets.sweep(run.now)
