"""What is measured over the district: the bare scan of the columns that rules read, and scans that judge."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from district import District

from plumbline.apps.oversight.bench import Bench, Regime, Setup
from plumbline.apps.oversight.column_scan import ScanCounts
from plumbline.apps.oversight.milestone_store import judge_stored, persist
from plumbline.apps.oversight.regime_scans import RegimeScans
from plumbline.apps.record_intake.queries import Segment
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.judging import compile_procedure, rule_set
from plumbline.core.rules.batch.reading import columns_read
from plumbline.core.rules.rule import Rule
from plumbline.core.vocabulary import Stream
from plumbline.site.demo.draft import NOW

Choose = Callable[[Procedure], Procedure]


class ChosenBench(Bench):
    """A bench whose procedures hold only some of their rules, or changed ones."""

    def __init__(self, setup: Setup, choose: Choose) -> None:
        super().__init__(setup)
        self._choose = choose

    def _make(self, id: str, field: str | None, division: str | None) -> Regime:
        made = super()._make(id, field, division)
        procedure = self._choose(made.procedure)
        compiled = compile_procedure(procedure, made.calendar, self.figures, made.divisions)
        rules = {r.id: r for r in procedure.rules}
        return replace(made, procedure=procedure, compiled=compiled, rules=rules)


class Scan:
    """Judges segments with one set of rules; compiled when first run, as a service keeps its queries."""

    def __init__(self, bench: Bench, segments: Sequence[Segment]) -> None:
        self.bench, self.segments = bench, segments
        self._scans = {s.procedure: RegimeScans(s, self.bench, lambda _: frozenset()) for s in self.segments}
        self._columns = {s.procedure: self._read(s) for s in self.segments}

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

    def bare(self) -> None:
        """Bring the same columns through the engine and no more."""
        with duckdb.connect() as db:
            for segment in self.segments:
                schema = pq.read_schema(segment.records)
                sums = ", ".join(_touched(n, str(schema.field(n).type)) for n in self.columns(segment))
                db.execute(f"SELECT {sums} FROM read_parquet('{segment.records}')").fetchall()

    def cold(self) -> ScanCounts:
        """Records to milestones to outcomes, hard cases walked, every outcome counted."""
        return _together([self._one(segment) for segment in self.segments])

    def _one(self, segment: Segment) -> ScanCounts:
        scans = self._scans[segment.procedure]
        for _, scan in scans.scans():
            scan.counts = ScanCounts()
        for chunk in scans.chunks(columns=self.columns(segment)):
            for regime, some, cases in scans.apart(chunk):
                for _ in scans.scan_of(regime).scan_chunk(some, cases):
                    pass
        return _together([scan.counts for _, scan in scans.scans()])

    def store(self, folder: Path) -> None:
        """Write the milestones of every segment."""
        shutil.rmtree(folder, ignore_errors=True)
        for segment in self.segments:
            columns = self.columns(segment)
            persist(self._scans[segment.procedure], folder / segment.procedure, columns)

    def warm(self, folder: Path) -> ScanCounts:
        """Stored milestones to outcomes, hard cases walked, every outcome counted."""
        found = []
        for segment in self.segments:
            scans = self._scans[segment.procedure]
            held = [r for r, scan in scans.scans()]
            for regime in held:
                scans.scan_of(regime).counts = ScanCounts()
            found += list(judge_stored(scans, held, folder / segment.procedure))
        return _together(found)


def setup(packs: Path, district: District) -> Setup:
    """How the district is judged: as of the instant its cases were drawn for."""
    return Setup(packs, int(NOW.timestamp()) * 10**6, district.figures, district.officers)


def case_rules(scan: Scan) -> list[Rule]:
    """Every different rule over cases that some regime of the district applies."""
    found: dict[tuple[str, str], Rule] = {}
    for segment in scan.segments:
        for regime in scan.regimes(segment):
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


def _together(counts: Sequence[ScanCounts]) -> ScanCounts:
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
