"""Cases apart by regime, and scans of a few rules that bring in only the acts which these read."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pytest

from plumbline.apps.oversight.bench import Bench, Regime, Setup
from plumbline.apps.oversight.choosing import variants
from plumbline.apps.oversight.regime_scans import RegimeScans
from plumbline.apps.record_intake.actions import IntakeRequest, ingest, target_of
from plumbline.apps.record_intake.queries import Segment, cases_of
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.site.demo.draft import NOW
from plumbline.site.demo.pool import SKELETONS, Template, draw
from plumbline.site.demo.writing import (
    CASE,
    NATIVE,
    column,
    field_columns,
    issue,
    organ_of,
    render,
    write_figures,
    write_officers,
)

PACKS = Path(__file__).parents[3] / "packs"
PROCEDURE = "penalty.ordinary"
FEW = ("legal-review-passed", "serve-in-7-days", "two-officers", "decide-in-90-days")


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Segment, Path]:
    """Ordinary penalties, every second one with some variation or breach, of organs with layers and without."""
    folder, chosen = tmp_path_factory.mktemp("district"), random.Random(3)
    skeleton = next(s for s in SKELETONS if s.procedure == PROCEDURE)
    pool = []
    for number in range(60):
        variation = chosen.choice(skeleton.variations())
        drawn = draw(skeleton, variation, chosen)
        made = Template(f"{skeleton.code}{number:06d}", drawn, (), variation.aim, variation.purpose, number)
        pool.append(made)
    fields = field_columns(pool)
    with (folder / "records.csv").open("w", newline="") as records, (folder / "cases.csv").open("w") as cases:
        csv.writer(records, lineterminator="\n").writerow([*NATIVE, *map(column, fields)])
        csv.writer(cases, lineterminator="\n").writerow(CASE)
        for template in pool:
            made_rows = render(template, fields, as_json=False)
            records.write(issue(made_rows.records, 0, organ_of(made_rows, 0)))
            cases.write(issue(made_rows.case, 0, organ_of(made_rows, 0)))
    write_officers(folder / "officers.csv", pool)
    write_figures(folder / "figures.csv")
    target = {PROCEDURE: target_of(variants(kept_packs(PACKS), PROCEDURE))}
    request = IntakeRequest(
        [folder / "records.csv"], target, {PROCEDURE: PROCEDURE}, folder / "read", cases=folder / "cases.csv"
    )
    intake = ingest(request)
    assert not intake.rejects.count
    intake.rejects.close()
    return intake.segments[0], folder


class FewRules(Bench):
    """A bench whose procedures hold only a few of their rules, or what stands for one of them."""

    def _make(self, procedure: Procedure, calendar: WorkingCalendar, divisions: tuple[str, ...]) -> Regime:
        rules = tuple(r for r in procedure.rules if r.id in FEW or not set(FEW).isdisjoint(r.stands_for))
        return super()._make(replace(procedure, rules=rules), calendar, divisions)


@pytest.fixture(scope="module")
def bench(district: tuple[Segment, Path]) -> FewRules:
    folder = district[1]
    now = int(NOW.timestamp()) * 10**6
    return FewRules(Setup(PACKS, now, folder / "figures.csv", folder / "officers.csv"))


def scanned(segment: Segment, bench: Bench, steps: Collection[str]) -> tuple[Counter[str], int]:
    """Counts of verdicts by rule and outcome, and how many records were brought in."""
    scans = RegimeScans(segment, bench, lambda _: frozenset())
    found: Counter[str] = Counter()
    records = 0
    for chunk in scans.chunks(steps=steps):
        for regime, some, cases in scans.apart(chunk):
            assert cases is not None
            for case in set(some["case_id"].to_pylist()):
                (header,) = cases.filter(pc.equal(cases["case_id"], case)).to_pylist()
                assert bench.regime(PROCEDURE, header).rules.keys() == regime.rules.keys()
            list(scans.scan_of(regime).scan_chunk(some, cases))
    for _regime, scan in scans.scans():
        records += scan.counts.records
        for rule, outcomes in scan.counts.outcomes.items():
            found.update({f"{rule} {outcome}": number for outcome, number in outcomes.items()})
    return found, records


def test_only_acts_that_a_rule_reads_change_verdicts(district: tuple[Segment, Path], bench: FewRules) -> None:
    segment = district[0]
    regimes = [bench.regime(PROCEDURE, c.header) for c in cases_of(segment)]
    read = frozenset[str]().union(*(r.compiled.steps_read(frozenset(r.rules)) for r in regimes))
    every, all_records = scanned(segment, bench, ())
    few, fewer_records = scanned(segment, bench, read)
    assert few == every
    assert len(every) > 8
    assert fewer_records < 0.8 * all_records
    assert scanned(segment, bench, read - {"legal_review"})[0] != every
