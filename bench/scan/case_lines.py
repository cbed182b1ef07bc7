"""Lines of single cases: the judgement of one case, and the explanation of one finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from district import District
from measure import Line, Ratio, interleaved
from scan_lines import Place
from scans import setup

from plumbline.apps.oversight.bench import Bench, Regime
from plumbline.apps.oversight.findings import finding, is_finding
from plumbline.apps.oversight.tally import places_of
from plumbline.apps.record_intake.queries import CaseRecords, cases_of
from plumbline.core.facts.case import Case, fold
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Stream

PROCEDURE = "penalty.ordinary"
DOZEN = range(11, 14)
ENOUGH = 1_000
Found: TypeAlias = tuple[Case, Verdict, Regime, dict[str, str]]


def case_lines(place: Place, district: District) -> Iterator[Line]:
    """A case of a dozen records under every rule of its procedure, and a finding with its trace."""
    segment = next(s for s in district.segments if s.procedure == PROCEDURE)
    bench = Bench(setup(place.packs, district))
    cases: list[CaseRecords] = []
    for found in cases_of(segment):
        if len(found.records) in DOZEN:
            cases.append(found)
        if len(cases) == ENOUGH:
            break
    now = bench.setup.now
    regimes = [bench.regime(PROCEDURE, c.header) for c in cases]

    def judge() -> None:
        for found, regime in zip(cases, regimes, strict=True):
            case = fold(found.id, found.records, now, header=found.header, missing=segment.coverage)
            regime.compiled.judge(case, now, bench.officers)

    findings = list(_findings(bench, cases))

    def explain() -> None:
        for case, verdict, regime, places in findings:
            finding(case, verdict, regime, bench.setup, places)

    times = interleaved({"judge": judge, "explain": explain}, place.rounds)
    rules = sum(r.over is Stream.CASE for r in regimes[0].procedure.rules)
    records = sum(len(c.records) for c in cases) / len(cases)
    note = f"{len(cases):,} cases of {records:.1f} records on average, {rules} rules, fold included"
    mean = tuple(1e6 * t / len(cases) for t in times.processor["judge"])
    yield Ratio(
        "one case of a dozen records, all rules, mean of processor time", mean, 100, 50, unit="µs", note=note
    )
    mean = tuple(1e6 * t / len(findings) for t in times.processor["explain"])
    note = f"{len(findings):,} findings, message and trace in words, as a row"
    yield Ratio("explanation of one finding, mean of processor time", mean, 1_000, 500, unit="µs", note=note)


def _findings(bench: Bench, cases: list[CaseRecords]) -> Iterator[Found]:
    now = bench.setup.now
    for found in cases:
        regime = bench.regime(PROCEDURE, found.header)
        case = fold(found.id, found.records, now, header=found.header)
        places = places_of(found.records, found.places, ["records.csv"])
        today = regime.calendar.local_day(now)
        for verdict in regime.compiled.judge(case, now, bench.officers):
            if is_finding(verdict, regime, bench.setup, today):
                yield case, verdict, regime, places
