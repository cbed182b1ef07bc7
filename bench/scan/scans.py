"""What is measured over the district: the bare scan of the columns that rules read, and scans that judge."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import duckdb
import pyarrow.parquet as pq
from district import District

from plumbline.apps.oversight.bench import Bench, Regime, Setup
from plumbline.apps.oversight.column_scan import ScanCounts
from plumbline.apps.oversight.milestone_store import judge_stored, persist
from plumbline.apps.oversight.regime_scans import RegimeScans
from plumbline.apps.record_intake.queries import Segment, case_ranges
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.facts.linking import SPLIT_STEP
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.judging import rule_set
from plumbline.core.rules.batch.reading import columns_read
from plumbline.core.rules.rule import Clock, Rule
from plumbline.core.vocabulary import Stream
from plumbline.site.demo.draft import NOW

SIX: Final = (
    "legal-review-passed",
    "file-promptly",
    "serve-in-7-days",
    "two-officers",
    "presider-not-investigator",
    "decide-in-90-days",
)
"""One of each shape: an order, two terms in working days, officers, other officers, a term with pauses."""


@dataclass(frozen=True, slots=True)
class Part:
    """A range of a segment."""

    segment: Segment
    low: str | None = None
    high: str | None = None


def all_rules(procedure: Procedure) -> Procedure:
    """The procedure as it is."""
    return procedure


def six_rules(procedure: Procedure) -> Procedure:
    """Only the six, or what stands for one of them under a field or division."""
    kept = (r for r in procedure.rules if r.id in SIX or not set(SIX).isdisjoint(r.stands_for))
    return replace(procedure, rules=tuple(kept))


def working_days(procedure: Procedure) -> Procedure:
    """Only its clocks of working days."""
    return replace(procedure, rules=tuple(r for r in procedure.rules if _counts_working(r)))


def calendar_days(procedure: Procedure) -> Procedure:
    """The same clocks, in calendar days."""
    return replace(procedure, rules=tuple(_in_days(r) for r in procedure.rules if _counts_working(r)))


CHOICES: Final[dict[str, Callable[[Procedure], Procedure]]] = {
    "all": all_rules,
    "six": six_rules,
    "working": working_days,
    "calendar": calendar_days,
}


def _counts_working(rule: Rule) -> bool:
    body = rule.body
    if not isinstance(body, Clock) or not isinstance(body.term, Period):
        return False
    return body.term.unit is Unit.WORKING_DAYS and rule.over is Stream.CASE


def _in_days(rule: Rule) -> Rule:
    assert isinstance(rule.body, Clock)
    assert isinstance(rule.body.term, Period)
    term = replace(rule.body.term, unit=Unit.DAYS)
    return replace(rule, body=replace(rule.body, term=term))


class ChosenBench(Bench):
    """A bench whose procedures hold only some of their rules, or changed ones."""

    def __init__(self, setup: Setup, choice: str) -> None:
        super().__init__(setup)
        self._choose = CHOICES[choice]

    def _make(self, procedure: Procedure, calendar: WorkingCalendar, divisions: tuple[str, ...]) -> Regime:
        return super()._make(self._choose(procedure), calendar, divisions)


class Scan:
    """Judges parts of segments with one set of rules; compiled when first run, as a service keeps its queries."""

    def __init__(self, bench: Bench, parts: Sequence[Part]) -> None:
        self.bench, self.parts = bench, parts
        self._scans = {
            p.segment.procedure: RegimeScans(p.segment, bench, lambda _: frozenset()) for p in parts
        }
        self._columns = {p.segment.procedure: self._read(p.segment) for p in parts}
        self._steps = {p.segment.procedure: self._steps_read(p.segment) for p in parts}

    def regimes(self, segment: Segment) -> list[Regime]:
        """The different regimes of the cases of a segment."""
        pairs: list[dict[str, str]] = [{}]
        if segment.cases is not None:
            told = pq.read_table(segment.cases, columns=["field", "division"])
            pairs += told.group_by(["field", "division"]).aggregate([]).to_pylist()
        found = [self.bench.regime(segment.procedure, p) for p in pairs]
        return list({r.procedure.content_hash: r for r in found}.values())

    def columns(self, segment: Segment) -> list[str]:
        """The columns that the rules read."""
        return self._columns[segment.procedure]

    def _read(self, segment: Segment) -> list[str]:
        read = {c for r in self.regimes(segment) for c in columns_read(rule_set(r.procedure))}
        return [n for n in pq.read_schema(segment.records).names if n in read]

    def _steps_read(self, segment: Segment) -> frozenset[str]:
        """The steps whose records decide anything, and those that join and split cases."""
        read = (r.compiled.steps_read(frozenset(r.rules)) for r in self.regimes(segment))
        return frozenset({JOIN_STEP, SPLIT_STEP}.union(*read))

    def bare(self) -> None:
        """Bring the same columns through the engine and no more."""
        with duckdb.connect() as db:
            for part in self.parts:
                schema = pq.read_schema(part.segment.records)
                sums = ", ".join(_touched(n, str(schema.field(n).type)) for n in self.columns(part.segment))
                db.execute(f"SELECT {sums} FROM read_parquet('{part.segment.records}')").fetchall()

    def cold(self) -> ScanCounts:
        """Records to milestones to outcomes, hard cases walked, every outcome counted."""
        return together([self._one(part) for part in self.parts])

    def _one(self, part: Part) -> ScanCounts:
        scans = self._scans[part.segment.procedure]
        for _, scan in scans.scans():
            scan.counts = ScanCounts()
        steps = self._steps[part.segment.procedure]
        for chunk in scans.chunks(part.low, part.high, self.columns(part.segment), steps):
            for regime, some, cases in scans.apart(chunk):
                for _ in scans.scan_of(regime).scan_chunk(some, cases):
                    pass
        return together([scan.counts for _, scan in scans.scans()])

    def store(self, folder: Path) -> None:
        """Write the milestones of every part."""
        shutil.rmtree(folder, ignore_errors=True)
        for part in self.parts:
            name = part.segment.procedure
            persist(self._scans[name], folder / name, self.columns(part.segment), part.low, part.high)

    def warm(self, folder: Path) -> ScanCounts:
        """Stored milestones to outcomes, hard cases walked, every outcome counted."""
        found = []
        for part in self.parts:
            scans = self._scans[part.segment.procedure]
            held = [r for r, scan in scans.scans()]
            for regime in held:
                scans.scan_of(regime).counts = ScanCounts()
            found += list(judge_stored(scans, held, folder / part.segment.procedure))
        return together(found)


def setup(packs: Path, district: District) -> Setup:
    """How the district is judged: as of the instant its cases were drawn for."""
    return Setup(packs, int(NOW.timestamp()) * 10**6, district.figures, district.officers)


def shares(segments: Sequence[Segment], workers: int) -> list[list[Part]]:
    """The segments cut into about equal shares, as a check does: large ones by ranges of cases, small ones whole."""
    held: list[list[Part]] = [[] for _ in range(workers)]
    load = [0] * workers
    for segment in sorted(segments, key=lambda s: -s.rows):
        ranges = case_ranges(segment, workers)
        takers = sorted(range(workers), key=lambda w: load[w])
        for (low, high), taker in zip(ranges, takers, strict=False):
            held[taker].append(Part(segment, low, high))
            load[taker] += segment.rows // len(ranges)
    return held


def case_rules(scan: Scan) -> list[Rule]:
    """Every different rule over cases that some regime of the district applies."""
    found: dict[tuple[str, str], Rule] = {}
    for part in scan.parts:
        for regime in scan.regimes(part.segment):
            for rule in regime.procedure.rules:
                if rule.over is Stream.CASE:
                    found[rule.procedure, rule.id] = rule
    return list(found.values())


def _touched(name: str, kind: str) -> str:
    if kind == "bool":
        return f'count_if("{name}")'
    if kind == "string":
        return f'sum(strlen("{name}"))'
    return f'sum(len("{name}"))' if kind.startswith("list") else f'sum("{name}")'


def together(counts: Sequence[ScanCounts]) -> ScanCounts:
    """The sums of counts."""
    joined = ScanCounts()
    for one in counts:
        joined.cases += one.cases
        joined.records += one.records
        joined.hard += one.hard
        for rule, outcomes in one.outcomes.items():
            for outcome, number in outcomes.items():
                joined.add(rule, outcome, number)
        joined.late_entries = dict(Counter(joined.late_entries) + Counter(one.late_entries))
    return joined
