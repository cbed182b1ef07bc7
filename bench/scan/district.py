"""Records to measure on: lawful cases with a tenth of odd ones, of all procedures, in the segments that a check writes.

A pool of cases drawn by the demo district is read in as a user's file is; copies of its segments under new case ids
then go through the same writer until there are enough cases.
"""

from __future__ import annotations

import csv
import pickle
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from plumbline.apps.oversight.choosing import variants
from plumbline.apps.record_intake.actions import Intake, IntakeRequest, Target, ingest, target_of
from plumbline.apps.record_intake.segments import Parts, Segment
from plumbline.apps.record_intake.translate import part_schema
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.site.demo.pool import LAWFUL, SKELETONS, Template, draw
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

POOL = 20_000
ODD_SHARE = 0.1
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class District:
    """Segments by procedure, with the tables of officers and figures beside them."""

    folder: Path
    segments: tuple[Segment, ...]

    @property
    def officers(self) -> Path:
        """The table of certificates."""
        return self.folder / "officers.csv"

    @property
    def figures(self) -> Path:
        """The table of figures."""
        return self.folder / "figures.csv"

    @property
    def cases(self) -> int:
        """How many cases."""
        return sum(s.case_count for s in self.segments)

    @property
    def records(self) -> int:
        """How many records."""
        return sum(s.rows for s in self.segments)


def district(packs: Path, work: Path, cases: int, say: Say, only: str | None = None) -> District:
    """The district of that many cases, of one procedure or all (kept in `work` for the next run)."""
    folder = work / f"district-{only or 'all'}-{cases}"
    kept = folder / "segments.pickle"
    if not kept.exists():
        say(f"making {cases:,} cases of {only or 'all procedures'}")
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(tuple(_make(packs, folder, cases, only))))
    return District(folder, pickle.loads(kept.read_bytes()))


def _make(packs: Path, folder: Path, cases: int, only: str | None) -> Iterator[Segment]:
    distinct = min(POOL if only is None else POOL // 4, cases)
    pool = list(pool_of(distinct, only))
    write_files(folder, pool)
    intake, targets = _read_in(packs, folder)
    if intake.rejects.count:
        raise SystemExit(f"{intake.rejects.count} rows of the pool were set aside")
    copies = -(-cases // distinct)
    for segment in intake.segments:
        yield _copied(segment, targets[segment.procedure], folder / "segments", copies)


def pool_of(cases: int, only: str | None = None) -> Iterator[Template]:
    """Cases of each procedure in turn, ordinary penalties four times as often; one in ten varies or breaks a rule."""
    rng = random.Random(1)
    chosen = [s for s in SKELETONS if only is None or s.procedure == only]
    odd = {skeleton: skeleton.variations() for skeleton in chosen}
    mix = [s for s in chosen for _ in range(4 if s.procedure == "penalty.ordinary" else 1)]
    for number in range(cases):
        skeleton = mix[number % len(mix)]
        variation = rng.choice(odd[skeleton]) if rng.random() < ODD_SHARE else LAWFUL
        drawn = draw(skeleton, variation, rng)
        yield Template(f"{skeleton.code}{number:06d}", drawn, (), variation.aim, variation.purpose, number)


def write_files(folder: Path, pool: Sequence[Template], copies: int = 1) -> int:
    """The files that a user would supply, the pool's cases that many times; gives the number of records."""
    fields = field_columns(pool)
    rendered = [render(template, fields, as_json=False) for template in pool]
    with (
        (folder / "records.csv").open("w", encoding="utf-8", newline="") as records,
        (folder / "cases.csv").open("w", encoding="utf-8", newline="") as headers,
    ):
        csv.writer(records, lineterminator="\n").writerow([*NATIVE, *map(column, fields)])
        csv.writer(headers, lineterminator="\n").writerow(CASE)
        for copy in range(copies):
            for made in rendered:
                organ = organ_of(made, copy)
                records.write(issue(made.records, copy, organ))
                headers.write(issue(made.case, copy, organ))
    write_officers(folder / "officers.csv", pool)
    write_figures(folder / "figures.csv")
    return copies * sum(made.count for made in rendered)


def _read_in(packs: Path, folder: Path) -> tuple[Intake, dict[str, Target]]:
    loaded = kept_packs(packs)
    targets = {id: target_of(variants(loaded, id)) for id in loaded.ids}
    known = {id: id for id in loaded.ids}
    request = IntakeRequest(
        [folder / "records.csv"], targets, known, folder / "pool", cases=folder / "cases.csv", memory="2GB"
    )
    return ingest(request), targets


def _copied(segment: Segment, target: Target, folder: Path, copies: int) -> Segment:
    """The segment's cases again and again under new ids, through the writer of segments."""
    parts, schema = Parts(folder, target), part_schema(target)
    records = pq.read_table(segment.records)
    missing = [f for f in schema if f.name not in records.schema.names]
    for field in missing:
        records = records.append_column(field, pa.nulls(records.num_rows, field.type))
    records = records.select(schema.names).cast(schema)
    cases = pq.read_table(segment.cases) if segment.cases is not None else None
    for copy in range(copies):
        renamed = None if cases is None else _renamed(cases, copy)
        parts.add(_renamed(records, copy), renamed)
    gathered = parts.gather("4GB").segment(segment.coverage)
    segment.records.unlink()
    return gathered


def _renamed(table: pa.Table, copy: int) -> pa.Table:
    ids = [f"{copy:03d}{id[5:]}" for id in table["case_id"].to_pylist()]
    return table.set_column(0, table.schema.field(0), pa.array(ids, pa.string()))
