"""Milestones kept on disk, so that rules are judged again without reading every record.

A folder holds one Parquet file for each table of each regime, the records of the cases that only a walk can tell, and
what all of it was made of. Milestones say how things stood at one instant under one rule set: with other rules,
figures, officers or another «as of» they are made anew.

Errors
------
StaleMilestones (InputError)    the folder was made of something else
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from plumbline.apps.oversight.bench import Regime
from plumbline.apps.oversight.column_scan import ColumnScan, Judgeable, ScanCounts, Settled
from plumbline.apps.oversight.regime_scans import RegimeScans
from plumbline.apps.oversight.walked_rows import narrowed
from plumbline.core.errors import InputError
from plumbline.core.rules.batch.milestones import Built
from plumbline.core.rules.evaluate_batch import MILESTONES

_ROW_GROUP: Final = 61_440
_WALK, _CASES = "walk", "cases"
_ABOUT = "about.json"


class StaleMilestones(InputError):
    """Milestones that were made of other rules, or as of another instant."""

    zh = "{folder} 中的里程碑数据不是按现在的规则和时点生成的"
    en = "the milestones in {folder} were not made under these rules as of this instant"
    remedy_zh = "请重新生成"
    remedy_en = "make them again"


class _Writer:
    """The growing files of one regime."""

    def __init__(self, folder: Path, regime: Regime, scan: ColumnScan, figures: Path | None) -> None:
        folder.mkdir(parents=True)
        self._folder, self._scan, self._regime, self._figures = folder, scan, regime, figures
        self._files: dict[str, pq.ParquetWriter] = {}
        self._odd: list[str] = []

    def add(self, built: Built, left: Settled, records: pa.Table, cases: pa.Table | None) -> None:
        """Append a chunk: its tables, and the records and facts of the cases that are walked."""
        self._write(MILESTONES, built.milestones)
        for name, table in built.acts.items():
            self._write(name, table)
        self._odd += built.odd
        self._write(_WALK, narrowed(records, self._scan.needed(Settled(left.hard, left.hard))))
        if cases is not None:
            chosen = pc.is_in(cases["case_id"], value_set=pa.array(sorted(left.hard), pa.string()))
            self._write(_CASES, cases.filter(chosen))

    def close(self) -> None:
        """Finish the files and say what they were made of."""
        for file in self._files.values():
            file.close()
        batch = self._scan.batch
        about = {
            "odd": self._odd,
            "made_of": fingerprint(self._regime, self._scan, self._figures),
            "as_of": batch.setting.now,
        }
        (self._folder / _ABOUT).write_text(json.dumps(about), "utf-8")

    def _write(self, name: str, table: pa.Table) -> None:
        if name not in self._files:
            path = self._folder / _file_of(name)
            self._files[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
        self._files[name].write_table(table, row_group_size=_ROW_GROUP)


def persist(
    scans: RegimeScans,
    folder: Path,
    columns: Sequence[str] | None = None,
    low: str | None = None,
    high: str | None = None,
) -> None:
    """Write the milestones of a range of a segment into an empty folder.

    `columns` are those of records that rules read.
    """
    writers: dict[int, _Writer] = {}
    for chunk in scans.chunks(low, high, columns):
        for regime, some, cases in scans.apart(chunk):
            scan = scans.scan_of(regime)
            if id(scan) not in writers:
                writers[id(scan)] = _Writer(folder / f"{len(writers):03}", regime, scan, scans.figures)
            built = scan.batch.build(some, cases)
            writers[id(scan)].add(built, scan.settle_built(built), some, cases)
    for writer in writers.values():
        writer.close()


def judge_stored(scans: RegimeScans, regimes: Sequence[Regime], folder: Path) -> Iterator[ScanCounts]:
    """Judge every rule over stored milestones, the walk included. Raises `StaleMilestones`."""
    stored = {json.loads((p / _ABOUT).read_text("utf-8"))["made_of"]: p for p in sorted(folder.iterdir())}
    for regime in regimes:
        scan = scans.scan_of(regime)
        path = stored.get(fingerprint(regime, scan, scans.figures))
        if path is None:
            raise StaleMilestones(folder=folder)
        odd = json.loads((path / _ABOUT).read_text("utf-8"))["odd"]
        tables: dict[str, Judgeable] = {name: path / _file_of(name) for name in scan.batch.tables()}
        hard = scan.settle_tables(tables, odd).hard
        cases = path / _file_of(_CASES)
        held = pq.read_table(cases) if cases.exists() else None
        for _ in scan.walk(pq.read_table(path / _file_of(_WALK)), held, Settled(hard, hard)):
            pass
        yield scan.counts


def fingerprint(regime: Regime, scan: ColumnScan, figures: Path | None) -> str:
    """What milestones depend on, as one short text: rules, calendar, figures, officers, coverage, «as of»."""
    setting = scan.batch.setting
    parts = (
        regime.procedure.content_hash,
        regime.calendar.digest,
        setting.divisions,
        sorted(setting.missing.steps),
        sorted(setting.missing.facts),
        sorted(setting.officers.certificates.items()),
        setting.officers.closed,
        setting.now,
        figures.read_bytes() if figures is not None else b"",
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _file_of(name: str) -> str:
    return f"{name.replace(':', '-')}.parquet"
