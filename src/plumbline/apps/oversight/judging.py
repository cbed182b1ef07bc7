"""Judging a segment: every case in order, every rule, findings with their reasons.

`judge_segment` is the seam at which the columnar evaluator goes in front: it would settle most cases by outcome codes
and leave the rest, and all explanations, to the plain evaluator used here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from plumbline.apps.oversight.bench import Bench, Setup
from plumbline.apps.oversight.findings import FindingWriter, finding, is_finding
from plumbline.apps.record_intake.queries import CaseRecords, Segment, case_ranges, cases_of
from plumbline.core.facts.case import fold
from plumbline.core.facts.record import Record
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

RuleKey: TypeAlias = tuple[str, str]
"""Procedure and rule."""
_PARALLEL_ROWS = 200_000


@dataclass(slots=True)
class Tally:
    """Outcomes by rule, and in-time acts that were entered only after the due instant."""

    outcomes: Counter[tuple[str, str, Outcome]] = field(default_factory=Counter)
    late_entries: Counter[RuleKey] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str, Outcome, str, str]] = field(default_factory=Counter)
    breaches: int = 0
    cases: int = 0

    def count(self, procedure: str, verdict: Verdict) -> None:
        """Count one verdict."""
        self.outcomes[procedure, verdict.rule, verdict.outcome] += 1
        if verdict.outcome is Outcome.UNDETERMINED or verdict.outcome is Outcome.NOT_APPLICABLE:
            self.reasons[procedure, verdict.rule, verdict.outcome, verdict.reason, verdict.detail] += 1
        if verdict.late_entry:
            self.late_entries[procedure, verdict.rule] += 1

    def add(self, other: Tally) -> None:
        """Put the counts of another part in."""
        self.outcomes.update(other.outcomes)
        self.late_entries.update(other.late_entries)
        self.reasons.update(other.reasons)
        self.breaches += other.breaches
        self.cases += other.cases

    def reasons_of(self, procedure: str, rule: str) -> list[dict[str, object]]:
        """Why a rule was undetermined or not applicable, and how often."""
        return [
            {"outcome": str(outcome), "reason": reason, "detail": detail, "count": count}
            for (p, r, outcome, reason, detail), count in sorted(self.reasons.items())
            if (p, r) == (procedure, rule)
        ]


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
        return judge_range(segment, bench or Bench(setup), sources, parts[0], *ranges[0]), parts
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
    return judge_range(segment, Bench(setup), sources, part, low, high)


def judge_range(
    segment: Segment, bench: Bench, sources: Sequence[str], part: Path, low: str | None, high: str | None
) -> Tally:
    """Judge the cases of a range with the plain evaluator and write their findings."""
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
    case = fold(found.id, found.records, setup.now, header=found.header, missing=segment.coverage)
    today = regime.calendar.local_day(setup.now)
    places: dict[str, str] | None = None
    tally.cases += 1
    for verdict in regime.compiled.judge(case, setup.now, bench.officers):
        tally.count(segment.procedure, verdict)
        if not is_finding(verdict, regime, setup, today):
            continue
        tally.breaches += verdict.outcome is Outcome.VIOLATED
        if places is None:
            places = places_of(found.records, found.places, sources)
        row = finding(case, verdict, regime, setup, places)
        if row is not None:
            writer.add(row)


def places_of(
    records: Sequence[Record], places: Sequence[tuple[int, int]], sources: Sequence[str]
) -> dict[str, str]:
    """`file:line` of each record; of a corrected one the newest version's."""
    return {
        r.corrects or r.id: f"{sources[file]}:{line}" for r, (file, line) in zip(records, places, strict=True)
    }
