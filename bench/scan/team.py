"""Two processes that hold compiled scans, each over its share of the segments, as a check and a service work."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from district import District
from scans import ChosenBench, Part, Scan, setup, shares, together

from plumbline.apps.oversight.column_scan import ScanCounts
from plumbline.apps.record_intake.queries import Segment

WORKERS = 2


class Team(AbstractContextManager["Team"]):
    """The processes. `run` lets each do the same task over its share and waits for all.

    `spent` is the processor time that they used so far.
    """

    def __init__(self, packs: Path, district: District, choice: str, segments: Sequence[Segment]) -> None:
        context = get_context("spawn")
        self._ends: list[Connection] = []
        self._processes = []
        self.spent = 0.0
        for number, share in enumerate(shares(segments, WORKERS)):
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_serve, args=(theirs, number, packs, district, choice, share), daemon=True
            )
            process.start()
            theirs.close()
            self._ends.append(ours)
            self._processes.append(process)
        self.run("ready")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for end in self._ends:
            end.send(None)
        for process in self._processes:
            process.join()

    def run(self, task: str, folder: Path | None = None) -> ScanCounts:
        """`cold`, `store` or `warm` in every process."""
        for end in self._ends:
            end.send((task, folder))
        answers = [end.recv() for end in self._ends]
        self.spent += sum(used for _, used in answers)
        return together([counts for counts, _ in answers])


def _serve(
    end: Connection, number: int, packs: Path, district: District, choice: str, share: Sequence[Part]
) -> None:
    scan = Scan(ChosenBench(setup(packs, district), choice), share)
    while (asked := end.recv()) is not None:
        task, folder = asked
        used = time.process_time()
        counts = ScanCounts()
        if task == "cold":
            counts = scan.cold()
        elif task == "store":
            scan.store(folder / str(number))
        elif task == "warm":
            counts = scan.warm(folder / str(number))
        end.send((counts, time.process_time() - used))
