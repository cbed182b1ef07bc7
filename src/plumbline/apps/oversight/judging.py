"""Judging a segment: every case in order, every rule, findings with their reasons.

Large segments are judged by columns (`column_judging`), which leave what they cannot tell, and every explanation, to
the plain evaluator used here for small ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa

from plumbline.apps.oversight.bench import Bench, Setup
from plumbline.apps.oversight.column_judging import by_columns
from plumbline.apps.oversight.corrected import undone_breaches
from plumbline.apps.oversight.findings import FindingWriter, finding, is_finding
from plumbline.apps.oversight.folding import fold_case
from plumbline.apps.oversight.streams import judge_streams
from plumbline.apps.oversight.tally import Tally, places_of
from plumbline.apps.record_intake.queries import CaseRecords, Segment, case_ranges, cases_of
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

_PARALLEL_ROWS = 200_000
_COLUMN_ROWS = 20_000
"""Below this a walk over every case is quicker than compiling the queries."""


@dataclass(frozen=True, slots=True)
class Task:
    """The cases of a range of a segment, or (`streams`) its rules over other streams; `part` is for the findings."""

    segment: Segment
    setup: Setup
    sources: tuple[str, ...]
    part: Path
    low: str | None = None
    high: str | None = None
    streams: bool = False

    @property
    def rows(self) -> int:
        """About how much there is to read."""
        return self.segment.rows if self.low is None and self.high is None else self.segment.rows // 2


def judge_segments(
    segments: Sequence[Segment],
    bench_of: Callable[[str], Bench],
    sources: Sequence[str],
    work: Path,
    *,
    processes: int = 1,
) -> tuple[Tally, list[Path]]:
    """Judge segments under every rule: the counts, and the parts that hold the findings, in order of the segments.

    `bench_of` gives the bench of a procedure, `sources` are the names of the input files by number.
    """
    alone = processes == 1 or sum(s.rows for s in segments) < _PARALLEL_ROWS
    tasks = [
        task
        for segment in segments
        for task in _tasks(
            segment, bench_of(segment.procedure).setup, tuple(sources), work, 1 if alone else processes
        )
    ]
    tally = Tally()
    if alone:
        for task in tasks:
            tally.add(_judge(bench_of(task.segment.procedure), task))
    else:
        for found in _shared(tasks, processes):
            tally.add(found)
    return tally, [task.part for task in tasks]


def _tasks(
    segment: Segment, setup: Setup, sources: tuple[str, ...], work: Path, processes: int
) -> Iterator[Task]:
    ranges = case_ranges(segment, processes) if segment.rows >= _PARALLEL_ROWS else [(None, None)]
    for number, (low, high) in enumerate(ranges):
        part = work / f"{segment.procedure}-{number:03}.parquet"
        yield Task(segment, setup, sources, part, low, high)
    yield Task(segment, setup, sources, work / f"{segment.procedure}-streams.parquet", streams=True)


def _shared(tasks: Sequence[Task], processes: int) -> Iterator[Tally]:
    """The counts of tasks shared out among processes, the long ones first."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_judge_apart, task) for task in sorted(tasks, key=lambda t: -t.rows)]
        try:
            for job in jobs:
                yield job.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _judge_apart(task: Task) -> Tally:
    found = _judge(_bench(task.setup), task)
    pa.default_memory_pool().release_unused()
    return found


@lru_cache(maxsize=1)
def _bench(setup: Setup) -> Bench:
    """The bench of this process, kept from task to task."""
    return Bench(setup)


def _judge(bench: Bench, task: Task) -> Tally:
    if task.streams:
        return judge_streams(task.segment, bench, task.sources, task.part)
    with bench.noting() as used:
        tally = judge_range(task.segment, bench, task.sources, task.part, task.low, task.high)
    tally.regimes |= used
    return tally


def judge_range(
    segment: Segment, bench: Bench, sources: Sequence[str], part: Path, low: str | None, high: str | None
) -> Tally:
    """Judge the cases of a range and write their findings: by columns where it pays and every verdict is not wanted.

    What a recording list asks no column tells, so a procedure that it names is walked.
    """
    walked = bench.setup.everything or bench.recordings.names(segment.procedure)
    if segment.rows >= _COLUMN_ROWS and not walked:
        return by_columns(segment, bench, sources, part, low, high)
    tally = Tally()
    with FindingWriter(part) as writer:
        for found in cases_of(segment, low, high):
            _judge_case(found, segment, bench, sources, tally, writer)
    return tally


def _judge_case(
    found: CaseRecords,
    segment: Segment,
    bench: Bench,
    sources: Sequence[str],
    tally: Tally,
    writer: FindingWriter,
) -> None:
    setup = bench.setup
    regime = bench.regime(segment.procedure, found.header)
    missing = segment.coverage_of(found.id, regime.procedure.steps)
    case = fold_case(found, segment, setup.now, missing)
    today = regime.calendar.local_day(setup.now)
    places: dict[str, str] | None = None
    tally.cases += 1
    verdicts = bench.judge(regime, case)
    for verdict in verdicts:
        tally.count(segment.procedure, verdict)
    told: list[tuple[Case, Verdict, Record | None]] = [(case, verdict, None) for verdict in verdicts]
    told += [(u.case, u.verdict, u.correction) for u in undone_breaches(found, regime, segment, bench)]
    for state, verdict, correction in told:
        if not is_finding(verdict, regime, setup, today):
            continue
        tally.breaches += verdict.outcome is Outcome.VIOLATED
        if places is None:
            places = places_of(found.records, found.places, sources)
        row = finding(state, verdict, regime, setup, places, correction)
        if row is not None:
            writer.add(row)
