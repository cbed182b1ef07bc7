"""Judging a segment: every case in order, every rule, findings with their reasons.

Large segments are judged by columns (`column_judging`), which leave what they cannot tell, and every explanation, to
the plain evaluator used here for small ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from plumbline.apps.oversight.bench import Bench, Setup
from plumbline.apps.oversight.column_judging import by_columns
from plumbline.apps.oversight.corrected import undone_breaches
from plumbline.apps.oversight.findings import FindingWriter, finding, is_finding
from plumbline.apps.oversight.folding import fold_case
from plumbline.apps.oversight.tally import Tally, places_of
from plumbline.apps.record_intake.queries import CaseRecords, Segment, case_ranges, cases_of
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

_PARALLEL_ROWS = 200_000
_COLUMN_ROWS = 20_000
"""Below this a walk over every case is quicker than compiling the queries."""


def judge_segment(
    segment: Segment,
    setup: Setup,
    sources: Sequence[str],
    work: Path,
    *,
    processes: int = 1,
    bench: Bench | None = None,
) -> tuple[Tally, list[Path]]:
    """Judge all case rules over a segment: the counts, and the parts that hold the findings in order of cases.

    `sources` are the names of the input files by number.
    """
    ranges = case_ranges(segment, processes) if segment.rows >= _PARALLEL_ROWS else [(None, None)]
    parts = [work / f"{segment.procedure}-{number:03}.parquet" for number in range(len(ranges))]
    if len(ranges) == 1:
        return _judge_with(bench or Bench(setup), segment, sources, parts[0], None, None), parts
    tally = Tally()
    with ProcessPoolExecutor(len(ranges), mp_context=get_context("spawn")) as pool:
        jobs = [
            pool.submit(_judge_apart, segment, setup, sources, part, low, high)
            for part, (low, high) in zip(parts, ranges, strict=True)
        ]
        for job in jobs:
            tally.add(job.result())
    return tally, parts


def _judge_apart(
    segment: Segment, setup: Setup, sources: Sequence[str], part: Path, low: str | None, high: str | None
) -> Tally:
    return _judge_with(Bench(setup), segment, sources, part, low, high)


def _judge_with(
    bench: Bench, segment: Segment, sources: Sequence[str], part: Path, low: str | None, high: str | None
) -> Tally:
    tally = judge_range(segment, bench, sources, part, low, high)
    tally.regimes |= bench.used()
    return tally


def judge_range(
    segment: Segment, bench: Bench, sources: Sequence[str], part: Path, low: str | None, high: str | None
) -> Tally:
    """Judge the cases of a range and write their findings: by columns where it pays and every verdict is not wanted."""
    if segment.rows >= _COLUMN_ROWS and not bench.setup.everything:
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
    verdicts = regime.compiled.judge(case, setup.now, bench.officers)
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
