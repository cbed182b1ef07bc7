"""The worker: takes jobs one after another and runs them. As many processes as wanted work on one database.

What a kill -9 leaves: before the claim commits, nothing; after it, a job whose lease runs out and which is then taken
again, its attempts counted; an effect whose transaction did not commit, nothing; one that did, an effect that a second
attempt repeats, or, from `Run.complete`, a job that is done.
"""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, connection

from plumbline.apps.jobs import actions, queries
from plumbline.apps.jobs.errors import LeaseLost, UnknownTask
from plumbline.apps.jobs.registry import SECOND, Retry, task_named
from plumbline.apps.jobs.running import Clock, Heartbeat, Run
from plumbline.core.errors import Language, PlumblineError

LEASE = 60 * SECOND
LOST_LEASE = 75
"""Exit code of a worker that lost the job it was running (EX_TEMPFAIL): whoever supervises it starts it again."""


def leave() -> None:
    """End the process now: the thread that works cannot be stopped in any other way."""
    os._exit(LOST_LEASE)


@dataclass
class Worker:
    """Runs jobs until told to stop."""

    clock: Clock
    name: str = field(default_factory=lambda: f"{os.uname().nodename}:{os.getpid()}")
    lease: int = LEASE
    pause: float = 1.0
    """Seconds between two looks at an empty queue."""
    on_lost: Callable[[], object] = leave
    on_error: Callable[[str], object] = lambda _said: None
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self, *, until_idle: bool = False) -> int:
        """Work until `stop` is set or, with `until_idle`, until nothing is due; how many attempts were run."""
        ran = 0
        while not self.stop.is_set():
            try:
                actions.ask_scheduled(self.clock())
                took = self.run_one()
                if took:
                    ran += 1
                elif until_idle and queries.is_idle(self.clock()):
                    return ran
            except DatabaseError as error:  # the server was restarted, or failed over
                connection.close()
                self.on_error(str(error))
                took = False
            if not took:
                self.stop.wait(self.pause)
        return ran

    def run_one(self) -> bool:
        """Take one job and run it; False when nothing is due."""
        held = actions.claim(now=self.clock(), lease=self.lease, worker=self.name)
        if held is None:
            return False
        run = Run(held.pk, held.attempt, held.owner, held.arguments, self.clock, self.lease, held.forgiven)
        try:
            self._attempt(run, held.task)
        except LeaseLost as lost:
            self.on_error(str(lost))
        return True

    def _attempt(self, run: Run, name: str) -> None:
        retry = Retry()
        try:
            task = task_named(name)
            retry = task.retry
            if run.tries > retry.times:  # its workers died without a word, the last one too
                run.fail(WORKER_DIED, None)
                return
            with Heartbeat(run, self.on_lost):
                result = task.work(run)
                if not run.finishing:
                    with run.complete(result):
                        pass
        except LeaseLost:
            raise
        except UnknownTask as error:  # a worker of another version may know it
            run.fail(described(error), retry_at(run, retry))
        except PlumblineError as error:  # a mistake that a person mends; trying again would not
            run.fail(described(error), retry_at(run, retry) if isinstance(error, retry.passing) else None)
        except Exception as error:  # noqa: BLE001 - whatever a task raises is kept with its job
            run.fail(described(error), retry_at(run, retry))


WORKER_DIED = {
    "kind": "WorkerDied",
    "zh": "运行它的进程多次中断，不再自动重试",
    "en": "the processes that ran it ended without a word each time; it is not tried again by itself",
    "trace": "",
}


def retry_at(run: Run, retry: Retry) -> int | None:
    """When a failed attempt is followed by the next; None when it was the last."""
    return run.now + retry.wait_after(run.tries) if run.tries < retry.times else None


def described(error: Exception) -> dict[str, str]:
    """A failure as it is kept: in both languages where the error has them, with its trace."""
    trace = "".join(traceback.format_exception(error))[-4000:]
    if isinstance(error, PlumblineError):
        zh, en = _sentence(error, "zh"), _sentence(error, "en")
    else:
        zh = en = f"{type(error).__name__}: {error}"
    return {"kind": type(error).__name__, "zh": zh, "en": en, "trace": trace}


def _sentence(error: PlumblineError, language: Language) -> str:
    parts = (error.message(language), error.remedy(language))
    return ("。" if language == "zh" else ". ").join(part for part in parts if part)
