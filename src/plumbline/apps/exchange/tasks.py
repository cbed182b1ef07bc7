"""Files of sources are taken in by jobs, which go on where they were broken off; notices are sent by jobs."""

from __future__ import annotations

from typing import Any

from plumbline.apps.exchange import waiting_files
from plumbline.apps.exchange.actions import read_file, tell_changes
from plumbline.apps.exchange.errors import AddressUnknown, FileUnfit, NoSuchSource, NoticeRefused
from plumbline.apps.exchange.notices import send_notice
from plumbline.apps.exchange.queries import delivery, problems_of, supplier
from plumbline.apps.exchange.suppliers import TAKING, DeliveryView, notices_of
from plumbline.apps.jobs.queries import turn_of
from plumbline.apps.jobs.registry import SECOND, Retry, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Every

TAKING_IN = "rows taken in"
"""A message id: what the job is doing."""


@task(TAKING, "接收交换文件", "take an exchange file in", retry=Retry(times=3))
def take_upload(run: Run) -> dict[str, Any]:
    """Takes in a file that was sent in the page."""
    told = run.arguments
    found = supplier(str(told["source"]))
    if found is None:
        raise NoSuchSource(source=told["source"])
    path = waiting_files.kept(str(told["file"]))
    done = read_file(
        found,
        path,
        name=str(told["name"]),
        now=run.now,
        clock=lambda: run.now,
        tell=lambda rows: run.progress(TAKING_IN, rows, rows + 1),
    )
    result = _counts(done)
    with run.complete(result):
        pass  # the file may go only when the job is done for good
    path.unlink(missing_ok=True)
    return result


@task("exchange.drop", "接收投递文件夹", "take in what was dropped", schedule=Every(5))
def take_dropped(run: Run) -> dict[str, int]:
    """Takes in every whole file of the drop folder; a source that is not known keeps its files where they lie."""
    taken = failed = 0
    for code, path in waiting_files.dropped(run.now):
        found = supplier(code)
        if found is None:
            continue
        try:
            done = read_file(found, path, name=path.name, now=run.now, clock=lambda: run.now)
        except FileUnfit as error:
            failed += 1
            waiting_files.report(
                code, path.name, {"error": error.message("zh"), "error_en": error.message("en")}
            )
            waiting_files.put_aside(path)
            continue
        taken += 1
        waiting_files.report(code, path.name, {**_counts(done), "problems": problems_of(code, done.delivery)})
        path.unlink(missing_ok=True)
        run.progress(TAKING_IN, taken, taken + 1)
    return {"taken": taken, "failed": failed}


@task(
    "exchange.acts", "告知其他系统本系统办理的内容", "tell other systems what is done here", schedule=Every(5)
)
def tell_of_acts(run: Run) -> int:
    """Asks for the notices of what was done since the last time; how many acts they tell of."""
    return tell_changes(now=run.now)


@task(
    "exchange.notice",
    "向其他系统发送通知",
    "tell another system",
    retry=Retry(
        40, first=30 * SECOND, factor=4, most=6 * 3600 * SECOND, passing=(NoticeRefused, AddressUnknown)
    ),
)
def send(run: Run) -> str:
    """Sends one notice; refused, it is sent again later under the same id, for nine days: the longest holidays.

    A target is told in order: those behind it wait, and a system that is down is not called for each of them.
    """
    target = int(run.arguments["target"])
    turn = turn_of(notices_of(target), run.job)
    if turn is not None:
        run.postpone(max(turn, run.now + SECOND))
        return "waits its turn"
    return send_notice(target, dict(run.arguments["notice"]), run.now)


def _counts(done: DeliveryView) -> dict[str, Any]:
    found = delivery(done.source, done.delivery) or done
    return {
        "delivery": found.delivery,
        "rows": found.rows,
        "stored": found.stored,
        "known": found.known,
        "quarantined": found.quarantined,
        "late": found.late,
        "differing": found.differing,
        "breaches": found.breaches,
    }
