"""The scan counts what the plain evaluator counts: columns and walk together, from memory and from disk."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.builders.examples import some

from agreement.judging import Batch, case_table, judge_plain, make_batch
from agreement.world import ATTRIBUTE_TYPES, FIELDS
from plumbline.apps.oversight.column_scan import ColumnScan, Judgeable
from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.facts.record_batch import from_records
from plumbline.core.rules.evaluate_batch import MILESTONES, CompiledBatch
from plumbline.core.rules.evaluate_one import CompiledRules
from plumbline.core.vocabulary import Outcome

SEEDS = range(20, 20 + some(8))


def scan_of(batch: Batch) -> ColumnScan:
    """A scan that wants words for nothing: only what is hard is walked."""
    setting = batch.setting
    plain = CompiledRules(batch.ruleset, setting.calendar, setting.figures, setting.divisions)
    compiled = CompiledBatch(batch.ruleset, FIELDS, ATTRIBUTE_TYPES, setting)
    return ColumnScan(compiled, plain, told=frozenset())


def without_joinings(batch: Batch) -> Batch:
    """Cases that are not joined with another: a scan of one segment does not know the other's start."""
    kept = tuple(c for c in batch.cases if all(r.step != JOIN_STEP for r in c.records))
    return Batch(batch.seed, batch.ruleset, batch.setting, kept)


def told(batch: Batch) -> Counter[tuple[str, Outcome]]:
    """Verdicts of the plain evaluator by rule and outcome."""
    verdicts = [v for found in judge_plain(batch).values() for v in found]
    return Counter((v.rule, v.outcome) for v in verdicts)


def counted(scan: ColumnScan) -> Counter[tuple[str, Outcome]]:
    """The counts of a scan by rule and outcome."""
    outcomes = scan.counts.outcomes.items()
    return Counter({(rule, o): n for rule, found in outcomes for o, n in found.items() if n})


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_is_counted_once(seed: int) -> None:
    batch = without_joinings(make_batch(seed))
    records = from_records([r for c in batch.cases for r in c.records], FIELDS)
    scan = scan_of(batch)
    list(scan.scan_chunk(records, case_table(batch)))
    assert counted(scan) == told(batch)


@pytest.mark.parametrize("seed", SEEDS)
def test_tables_on_disk_say_what_those_in_memory_say(seed: int, tmp_path: Path) -> None:
    batch = without_joinings(make_batch(seed))
    records = from_records([r for c in batch.cases for r in c.records], FIELDS)
    cases = case_table(batch)
    memory, disk = scan_of(batch), scan_of(batch)
    list(memory.scan_chunk(records, cases))
    built = disk.batch.build(records, cases)
    tables: dict[str, Judgeable] = {}
    for name, table in {MILESTONES: built.milestones, **built.acts}.items():
        tables[name] = tmp_path / f"{len(tables)}.parquet"
        pq.write_table(table, tables[name])
    left = disk.settle_tables(tables, built.odd)
    list(disk.walk(records, cases, left))
    assert counted(disk) == counted(memory)
    assert disk.counts.hard == memory.counts.hard
