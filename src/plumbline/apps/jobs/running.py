"""A job while it runs: what its task is given, and the thread that keeps its lease.

Effects in the database go through `Run.effect` or `Run.complete`. Both hold the job's row for the length of their
transaction and renew the lease at its end, so no other worker can have the job when they commit; a worker that lost the
job meanwhile (stopped, swapped out, its clock set) gets LeaseLost and everything in the block is rolled back.

    with run.effect(): …            happens, perhaps more than once when the worker is killed later: make it repeatable
    with run.complete({"n": 3}): …  the last effect and the end of the job in one transaction: happens exactly once
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection, transaction

from plumbline.apps.jobs import actions
from plumbline.apps.jobs.errors import LeaseLost

Clock = Callable[[], int]
_REPORT_EVERY = 500_000


@dataclass
class Run:
    """One attempt of one job."""

    job: int
    attempt: int
    owner: str
    arguments: Mapping[str, Any]
    clock: Clock
    lease: int
    forgiven: int = 0
    finishing: bool = field(default=False, init=False)
    """The end is being written, or is: losing the lease means nothing any more."""
    _reported: int = field(default=0, init=False)

    @property
    def tries(self) -> int:
        """How often it was tried, this time included, since it was asked for or run again by hand."""
        return self.attempt - self.forgiven

    @property
    def now(self) -> int:
        """Microseconds since 1970-01-01 UTC by the worker's clock."""
        return self.clock()

    def progress(self, what: str, done: int, total: int) -> None:
        """Say how far it has come (`what` is a message id); written twice a second at most. Raises LeaseLost."""
        if done < total and self.now - self._reported < _REPORT_EVERY:
            return
        self._reported = self.now
        actions.report(job=self.job, attempt=self.attempt, what=what, done=done, total=total)

    @contextmanager
    def effect(self) -> Iterator[None]:
        """A transaction that commits only while this attempt has the job. Raises LeaseLost."""
        with transaction.atomic():
            self.renew()
            yield
            self.renew()

    @contextmanager
    def complete(self, result: Any = None) -> Iterator[None]:
        """The last effect of the job, committed together with its end. Raises LeaseLost."""
        with self._finishing(), transaction.atomic():
            self.renew()
            yield
            actions.succeed(job=self.job, attempt=self.attempt, result=result, now=self.now)

    def postpone(self, until: int) -> None:
        """Others go first: this attempt does not count. Raises LeaseLost."""
        with self._finishing():
            actions.postpone(job=self.job, attempt=self.attempt, until=until)

    def fail(self, error: Mapping[str, str], again_at: int | None) -> None:
        """This attempt failed. Raises LeaseLost."""
        with self._finishing():
            actions.fail(job=self.job, attempt=self.attempt, error=error, again_at=again_at, now=self.now)

    @contextmanager
    def _finishing(self) -> Iterator[None]:
        """While the block runs the row is locked or the lease fresh, so the heartbeat has nothing to end."""
        self.finishing = True
        try:
            yield
        except BaseException:
            self.finishing = False
            raise

    def renew(self) -> None:
        """Hold the job for another lease. Raises LeaseLost."""
        actions.renew(job=self.job, attempt=self.attempt, until=self.now + self.lease)


class Heartbeat:
    """Renews the lease of a run three times a lease, in a thread with a connection of its own.

    When the lease is lost all the same, `on_lost` is called: the worker's process ends at once, whatever it was doing.
    """

    def __init__(self, run: Run, on_lost: Callable[[], object]) -> None:
        self._run, self._on_lost, self._stop = run, on_lost, threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease-{run.job}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_exception: object) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(self._run.lease / 3_000_000):
                try:
                    self._run.renew()
                except LeaseLost:
                    if not self._run.finishing:
                        self._on_lost()
                    return
                except DatabaseError:
                    connection.close()  # the next beat tries again; a lease that runs out meanwhile is lost
        finally:
            connection.close()
