"""A task with two effects that notices when it runs twice at once, and dies where its arguments say."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from plumbline.apps.jobs.registry import Retry, task


@task("test.steps", "分步", "steps", retry=Retry(times=1000, first=1, factor=1))
def steps(run: Any) -> None:
    """The lock of a file is let go by the system when the process dies, so only a living twin is noticed."""
    folder = Path(settings.DATA)
    with (folder / f"{run.job}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            (folder / f"{run.job}.twice").touch()
            raise
        _die(run, "claimed")
        with run.effect():
            _leave_mark(run, "part")
            _die(run, "in effect")
        _die(run, "after effect")
        for number in range(run.arguments.get("loops", 4)):
            run.progress("steps", number, 4)
            time.sleep(0.01)
        with run.complete({"attempt": run.attempt}):
            _leave_mark(run, "whole")
            _die(run, "in completion")
        _die(run, "completed")


def _die(run: Any, phase: str) -> None:
    if run.attempt == 1 and run.arguments.get("dies") == phase:
        os.kill(os.getpid(), getattr(signal, run.arguments.get("by", "SIGKILL")))


def _leave_mark(run: Any, kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO mark (job, attempt, kind) VALUES (%s, %s, %s)", (run.job, run.attempt, kind)
        )
