"""Judging a range of a segment by columns, with words for what the columns found.

Cases of one field and division are judged together; what columns cannot tell, and every finding, is walked by the
plain evaluator, which alone explains. A finding that the walk does not confirm is a defect and stops the check.

Errors
------
EvaluatorsDisagree    the two evaluators differ over a rule of a case
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from plumbline.apps.oversight.bench import Bench, Regime
from plumbline.apps.oversight.column_scan import ColumnScan, Settled
from plumbline.apps.oversight.corrected import undone_breaches
from plumbline.apps.oversight.findings import FindingWriter, finding, is_finding
from plumbline.apps.oversight.folding import fold_case
from plumbline.apps.oversight.regime_scans import RegimeScans
from plumbline.apps.oversight.tally import Tally, places_of
from plumbline.apps.record_intake.queries import CaseRecords, Segment, records_of
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.corrections import CORRECTED
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.expression import FigureOf, walk
from plumbline.core.rules.rule import Clock, FigurePeriod, Never, Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

FEW_ROWS = 10_000
CHUNK_ROWS = 100_000
"""Two processes judge at once, with all columns, and a check of a file of any size is to stay under 2 GB."""


class EvaluatorsDisagree(PlumblineError):
    """The two evaluators differ; one of them is wrong, and nothing it says may be published."""

    zh = "两个判断程序对案件 {case} 的规则“{rule}”结论不同；本次结果不可采用"
    en = "the two evaluators differ over rule “{rule}” of case {case}; these results must not be used"
    remedy_zh = "请把这个案件的记录交给我们"
    remedy_en = "please send us the records of this case"


class ColumnJudge:
    """Judges the cases of one segment; holds a compiled scan for each regime met."""

    def __init__(self, segment: Segment, bench: Bench, sources: Sequence[str]) -> None:
        self._segment, self._bench, self._sources = segment, bench, sources
        self._scans = RegimeScans(segment, bench, _told, CHUNK_ROWS)
        self.tally = Tally()

    def judge(self, part: Path, low: str | None, high: str | None) -> Tally:
        """Judge the cases of a range and write their findings."""
        with FindingWriter(part) as writer:
            for chunk in self._scans.chunks(low, high):
                for regime, some, cases in self._scans.apart(chunk):
                    self._judge(regime, some, cases, writer)
                    del some, cases
                del chunk  # while the next one is read
        for regime, scan in self._scans.scans():
            self._take_counts(regime, scan)
            scan.close()
        return self.tally

    def _judge(self, regime: Regime, chunk: pa.Table, cases: pa.Table | None, writer: FindingWriter) -> None:
        doubtful = self._segment.doubtful
        if doubtful:
            apart = pc.is_in(chunk["case_id"], value_set=pa.array(sorted(doubtful), type=pa.string()))
            self._walk_all(regime, chunk.filter(apart), cases, writer)
            chunk = chunk.filter(pc.invert(apart))
        if chunk.num_rows < FEW_ROWS and not self._scans.has(regime):
            # a walk is quicker than compiling the queries
            self._walk_all(regime, chunk, cases, writer)
            return
        left = self._scans.scan_of(regime).settle(chunk, cases)
        for found in _cases(chunk, cases, left) if left.wanted else ():
            self._walk(regime, found, left, writer)

    def _walk_all(
        self, regime: Regime, chunk: pa.Table, cases: pa.Table | None, writer: FindingWriter
    ) -> None:
        """Every rule of every case of a chunk by the plain evaluator."""
        ids = chunk["case_id"].unique().to_pylist()
        left = Settled({case: set(regime.rules) for case in ids}, {case: set(regime.rules) for case in ids})
        self.tally.cases += len(ids)
        for found in _cases(chunk, cases, left) if ids else ():
            self._walk(regime, found, left, writer)

    def _walk(self, regime: Regime, found: CaseRecords, left: Settled, writer: FindingWriter) -> None:
        setup, segment = self._bench.setup, self._segment
        missing = segment.coverage_of(found.id, regime.procedure.steps)
        case = fold_case(found, segment, setup.now, missing)
        rules, hard = left.wanted[found.id], left.hard.get(found.id, set())
        today = regime.calendar.local_day(setup.now)
        places: dict[str, str] | None = None
        told: set[str] = set()
        verdicts = regime.compiled.judge(case, setup.now, self._bench.officers, frozenset(rules))
        given: list[tuple[Case, Verdict, Record | None]] = [(case, verdict, None) for verdict in verdicts]
        corrected = undone_breaches(found, regime, segment, self._bench)
        for state, verdict, correction in given + [(u.case, u.verdict, u.correction) for u in corrected]:
            if verdict.reason in CORRECTED:
                pass
            elif verdict.rule in hard:
                self.tally.count(segment.procedure, verdict)
            elif verdict.outcome is Outcome.UNDETERMINED:
                self.tally.reasons[
                    segment.procedure, verdict.rule, verdict.outcome, verdict.reason, verdict.detail
                ] += 1
            if not is_finding(verdict, regime, setup, today):
                continue
            told.add(verdict.rule)
            self.tally.breaches += verdict.outcome is Outcome.VIOLATED
            if places is None:
                places = places_of(found.records, found.places, self._sources)
            row = finding(state, verdict, regime, setup, places, correction)
            if row is not None:
                writer.add(row)
        for rule in rules - hard - told:
            raise EvaluatorsDisagree(case=found.id, rule=rule)

    def _take_counts(self, regime: Regime, scan: ColumnScan) -> None:
        """The counts of the columns, with the one reason for «not applicable» that a reader can act on."""
        name, counts = self._segment.procedure, scan.counts
        self.tally.cases += counts.cases
        for rule, outcomes in counts.outcomes.items():
            for outcome, number in outcomes.items():
                if number:
                    self.tally.outcomes[name, rule, outcome] += number
            idle = outcomes[Outcome.NOT_APPLICABLE]
            if idle:
                setter = self._unset(regime, rule)
                reason = ("figure_unset", setter) if setter else ("when", "")
                self.tally.reasons[name, rule, Outcome.NOT_APPLICABLE, *reason] += idle
        for rule, number in counts.late_entries.items():
            self.tally.late_entries[name, rule] += number

    def _unset(self, regime: Regime, rule_id: str) -> str | None:
        """Who must still set a figure of the rule, as of now."""
        day = regime.calendar.local_day(self._bench.setup.now)
        names = self._bench.figures.names()
        for figure in _figures(regime.rules[rule_id]):
            for key in (None, *(names.keys.get(figure, ()) if names is not None else ())):
                found = self._bench.figures.ask(figure, day, key, regime.divisions)
                if isinstance(found, Unset):
                    return found.set_by
        return None


def by_columns(
    segment: Segment, bench: Bench, sources: Sequence[str], part: Path, low: str | None, high: str | None
) -> Tally:
    """Judge a range of a segment by columns and write its findings."""
    return ColumnJudge(segment, bench, sources).judge(part, low, high)


def _told(regime: Regime) -> frozenset[str]:
    return frozenset(r.id for r in regime.procedure.rules if r.makes_findings)


def _figures(rule: Rule) -> list[str]:
    found = [n.figure for e in expressions(rule) for n in walk(e) if isinstance(n, FigureOf)]
    body = rule.body
    if isinstance(body, Clock) and isinstance(body.term, FigurePeriod):
        found.append(body.term.figure)
    if isinstance(body, Never) and isinstance(body.at_most, str):
        found.append(body.at_most)
    return found


def _cases(chunk: pa.Table, cases: pa.Table | None, left: Settled) -> Iterator[CaseRecords]:
    """The cases that are left, in the order of the chunk."""
    chosen = pa.array(sorted(left.wanted), type=pa.string())
    kept = chunk.filter(pc.is_in(chunk["case_id"], value_set=chosen)).combine_chunks()
    held = None if cases is None else cases.filter(pc.is_in(cases["case_id"], value_set=chosen))
    headers = {} if held is None else {r.pop("case_id"): r for r in held.to_pylist()}
    found: CaseRecords | None = None
    for batch in kept.to_batches(max_chunksize=16_384):
        places = zip(
            batch.column("source_file").to_pylist(), batch.column("source_line").to_pylist(), strict=True
        )
        for record, place in zip(records_of(batch), places, strict=True):
            if found is None or found.id != record.case:
                if found is not None:
                    yield found
                header = headers.get(record.case, {})
                stated = {n.removeprefix("a_"): v for n, v in header.items() if v is not None}
                found = CaseRecords(record.case, [], [], stated)
            found.records.append(record)
            found.places.append(place)
    if found is not None:
        yield found
