"""Files of sources are taken in by jobs, which go on where they were broken off; notices are sent by jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plumbline.apps.exchange import waiting_files
from plumbline.apps.exchange.actions import read_file, tell_changes
from plumbline.apps.exchange.errors import AddressUnknown, FileUnfit, NoSuchSource, NoticeRefused
from plumbline.apps.exchange.notices import send_notice
from plumbline.apps.exchange.queries import delivery, problems_of, supplier
from plumbline.apps.exchange.suppliers import TAKING, DeliveryView, notices_of
from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.queries import turn_of
from plumbline.apps.jobs.registry import SECOND, Retry, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Every

TAKING_IN = "rows taken in"
"""A message id: what the job is doing."""


@task(TAKING, "接收交换文件", "take an exchange file in", retry=Retry(times=3))
def take_upload(run: Run) -> dict[str, Any]:
    """Takes in a file that was sent in the page, or a dropped one whose taking in broke off (`apart`)."""
    told = run.arguments
    found = supplier(str(told["source"]))
    if found is None:
        raise NoSuchSource(source=told["source"])
    is_apart = "apart" in told
    path = (
        waiting_files.apart(found.code, str(told["apart"]))
        if is_apart
        else waiting_files.kept(str(told["file"]))
    )
    done = read_file(
        found,
        path,
        name=str(told["name"]),
        now=run.now,
        clock=lambda: run.now,
        tell=lambda rows: run.progress(TAKING_IN, rows, rows + 1),
    )
    result = _counts(done)
    if is_apart:
        waiting_files.report(found.code, str(told["name"]), _report(found.code, done))
    with run.complete(result):
        pass  # the file may go only when the job is done for good
    path.unlink(missing_ok=True)
    return result


@task("exchange.drop", "接收投递文件夹", "take in what was dropped", schedule=Every(5))
def take_dropped(run: Run) -> dict[str, int]:
    """Takes in every whole file of the drop folder; a source that is not known keeps its files where they lie.

    A file whose taking in breaks off of a defect holds nothing up: it is tried again as one sent in the page is, and
    the page of its source says why it broke off and takes it in again.
    """
    taken = failed = broken = 0
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
        except Exception as error:  # noqa: BLE001 - whatever a file does to the program is no matter of the next file
            broken += 1
            _try_again(code, path, error, run.now)
            continue
        taken += 1
        waiting_files.report(code, path.name, _report(code, done))
        path.unlink(missing_ok=True)
        run.progress(TAKING_IN, taken, taken + 1)
    return {"taken": taken, "failed": failed, "broken": broken}


def _try_again(code: str, path: Path, error: Exception, now: int) -> None:
    """The file goes out of the way of the others, into a job of its own; without one it stays where it lies."""
    name = path.name
    kept = waiting_files.set_apart(path)
    try:
        enqueue(take_upload, {"source": code, "name": name, "apart": kept}, now=now)
    except BaseException:
        waiting_files.apart(code, kept).replace(path)
        raise
    why = f"{type(error).__name__}: {error}"
    told = {"error": f"接收中断，将自动再试：{why}", "error_en": f"broken off, tried again by itself: {why}"}
    waiting_files.report(code, name, told)


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


def _report(code: str, done: DeliveryView) -> dict[str, Any]:
    """What the sender finds beside its file: counts and what is wrong by row."""
    return {**_counts(done), "problems": problems_of(code, done.delivery)}


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
