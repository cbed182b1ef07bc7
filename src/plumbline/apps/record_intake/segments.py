"""Parts on disk → one Parquet file a procedure, ordered by (case_id, seq): the layout that every scan reads.

DuckDB sorts within a memory limit and spills to the work folder. Second uses of a record id within a case, and
corrections of records that are not there, are set aside here, because only here the whole input is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from plumbline.apps.record_intake.links import UNKNOWN_CITED, joined_cases, linked
from plumbline.apps.record_intake.rows import Fault, Reason
from plumbline.apps.record_intake.target import Target
from plumbline.apps.record_intake.translate import MIDNIGHT, part_schema
from plumbline.core.facts.case import Coverage
from plumbline.core.facts.linking import CITED_RECORDS, TITLES
from plumbline.core.facts.record_batch import case_schema
from plumbline.core.vocabulary import HEADER

ROW_GROUP = 122_880
_BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Segment:
    """The records of one procedure by case, their case table (same order), and what the sources leave out.

    Columns of `records`: `record_schema` of the procedure's fields, then `source_file` and `source_line`. Columns of
    `cases`: `case_schema` of its attributes; a case without a row has no header facts. `corrected`: some records are
    corrections or void. `joined`: the records of the cases that were joined into others. `doubtful` are cases of
    which a row was set aside.
    """

    procedure: str
    records: Path
    cases: Path | None
    coverage: Coverage
    rows: int
    case_count: int
    corrected: bool = False
    joined: Path | None = None
    doubtful: frozenset[str] = frozenset()

    def coverage_of(self, case: str, steps: Iterable[str]) -> Coverage:
        """What is not known of a case; of one with a row set aside, any step that it does not show."""
        if case not in self.doubtful:
            return self.coverage
        return Coverage(self.coverage.steps | frozenset(steps), self.coverage.facts)


class Parts:
    """Growing parts of one procedure."""

    def __init__(self, folder: Path, target: Target) -> None:
        self.target = target
        self._folder = folder / target.procedure
        self._folder.mkdir(parents=True, exist_ok=True)
        self._schema = part_schema(target)
        self._writer: pq.ParquetWriter | None = None
        self._cases: list[Path] = []
        self.own_ids = False
        self.rows = 0
        self.corrections = False
        self.voids = False
        self.links = False
        self.mixed_precision = False
        self._precise: set[bool] = set()

    def add(self, records: pa.Table, cases: pa.Table | None) -> None:
        """Append a translated batch."""
        if records.num_rows:
            if self._writer is None:
                self._writer = pq.ParquetWriter(
                    self._folder / "parts.parquet", self._schema, compression="zstd"
                )
            self._writer.write_table(records)
            self.rows += records.num_rows
            self.corrections = self.corrections or records["corrects"].null_count < records.num_rows
            self.voids = self.voids or bool(pc.any(records["void"]).as_py())
            self.links = self.links or bool(pc.any(pc.is_in(records["step"], pa.array(list(TITLES)))).as_py())
            for name in ("precise", "end_precise"):
                self._precise.update(records[name].unique().to_pylist())
        if cases is not None and cases.num_rows:
            self.add_cases(cases)

    def add_cases(self, cases: pa.Table) -> None:
        """Append facts of cases; of several for one case and fact the last one given counts."""
        path = self._folder / f"cases-{len(self._cases):06}.parquet"
        distinct = cases.group_by(cases.schema.names).aggregate([])
        pq.write_table(
            distinct.append_column("told", pa.array([len(self._cases)] * distinct.num_rows, pa.int64())), path
        )
        self._cases.append(path)

    def close(self) -> None:
        """Finish the part file."""
        if self._writer is not None:
            self._writer.close()

    def gather(self, memory: str) -> Gathering:
        """Begin to order what was written."""
        self.close()
        return Gathering(self, self._folder, self._cases, mixed=len(self._precise) > 1, memory=memory)


class Gathering:
    """Orders the parts of one procedure; first `faults`, then `segment`."""

    def __init__(self, parts: Parts, folder: Path, cases: list[Path], *, mixed: bool, memory: str) -> None:
        self._parts, self._folder, self._cases, self._mixed = parts, folder, cases, mixed
        self._db = duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "2"})
        self._db.execute(f"SET memory_limit = '{memory}'")
        self._db.execute(f"SET temp_directory = '{_quoted(folder / 'spill')}'")
        self._db.execute("SET preserve_insertion_order = false")
        self._db.execute(f"CREATE VIEW parts AS FROM read_parquet('{_quoted(folder / 'parts.parquet')}')")
        self._db.execute("CREATE TABLE refused (source_file INTEGER, source_line BIGINT)")

    def faults(self) -> Iterator[tuple[int, int, Fault]]:
        """File number, line and fault of each record that cannot stay."""
        if self._parts.own_ids:
            yield from self._refuse(_DUPLICATES, Reason.DUPLICATE_RECORD, "record_id")
        if self._parts.corrections:
            yield from self._refuse(_LOOSE_CORRECTIONS, Reason.UNKNOWN_CORRECTION, "corrects")
        if self._parts.links:
            yield from self._refuse(UNKNOWN_CITED, Reason.UNKNOWN_CITED, CITED_RECORDS)

    def _refuse(self, query: str, reason: Reason, column: str) -> Iterator[tuple[int, int, Fault]]:
        # a file given twice is refused whole: such rows go from table to table and are read a block at a time
        self._db.execute(f"CREATE OR REPLACE TABLE found AS {query}")
        self._db.execute("INSERT INTO refused SELECT source_file, source_line FROM found")
        rows = self._db.cursor().execute("FROM found ORDER BY ALL")
        while block := rows.fetchmany(_BLOCK):
            for file, line, value in block:
                yield file, line, Fault(reason, column, str(value))

    def segment(self, coverage: Coverage) -> Segment:
        """Write the ordered files."""
        records, schema = self._folder / "records.parquet", part_schema(self._parts.target)
        entered = "midnight" if self._mixed else "end_instant"
        names = ", ".join(
            f"coalesce(recorded_at, {entered}) AS recorded_at" if n == "recorded_at" else f'"{n}"'
            for n in schema.names
            if n != MIDNIGHT.name
        )
        self._db.execute(
            f"COPY (SELECT {names} FROM parts ANTI JOIN refused USING (source_file, source_line) "
            f"ORDER BY case_id, seq, source_file, source_line) TO '{_quoted(records)}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        joined = self._link(records) if self._parts.links else None
        cases = self._case_table(records) if self._cases else None
        counts = self._db.execute(
            f"SELECT count(*), count(DISTINCT case_id) FROM read_parquet('{_quoted(records)}')"
        ).fetchone()
        assert counts is not None
        self._db.close()
        (self._folder / "parts.parquet").unlink()
        corrected = self._parts.corrections or self._parts.voids
        return Segment(
            self._parts.target.procedure, records, cases, coverage, counts[0], counts[1], corrected, joined
        )

    def _link(self, records: Path) -> Path | None:
        """Write the segment again with what joinings and splits put into other cases."""
        more = linked(self._db, records)
        if more is None:
            return None
        whole = records.with_name("linked.parquet")
        self._db.register("linked_rows", more)
        self._db.execute(
            f"COPY (FROM (FROM read_parquet('{_quoted(records)}') UNION ALL BY NAME FROM linked_rows) "
            f"ORDER BY case_id, seq, source_file, source_line) TO '{_quoted(whole)}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        self._db.unregister("linked_rows")
        whole.replace(records)
        return joined_cases(self._db, records, self._folder / "joined.parquet")

    def _case_table(self, records: Path) -> Path:
        """Facts of the cases that have records here; a table of cases names those of all procedures."""
        path = self._folder / "cases.parquet"
        schema = case_schema({n: k for n, k in self._parts.target.attributes.items() if n not in HEADER})
        listed = ", ".join(f"'{_quoted(p)}'" for p in self._cases)
        self._db.execute(f"CREATE VIEW told AS FROM read_parquet([{listed}], union_by_name = true)")
        there = {row[0] for row in self._db.execute("DESCRIBE told").fetchall()}
        facts = ", ".join(
            f'arg_max("{n}", (told, "{n}"::VARCHAR)) AS "{n}"'
            if n in there
            else f'NULL::{_sql_type(schema, n)} AS "{n}"'
            for n in schema.names[1:]
        )
        self._db.execute(
            f"COPY (SELECT case_id, {facts} FROM told SEMI JOIN read_parquet('{_quoted(records)}') USING (case_id) "
            f"GROUP BY case_id ORDER BY case_id) TO '{_quoted(path)}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        return path


_DUPLICATES = """
WITH again AS (SELECT hash(case_id, record_id) AS h FROM parts GROUP BY h HAVING count(*) > 1),
     those AS (SELECT case_id, record_id, source_file, source_line FROM parts
               WHERE hash(case_id, record_id) IN (FROM again))
SELECT source_file, source_line, record_id FROM those
QUALIFY row_number() OVER (PARTITION BY case_id, record_id ORDER BY source_file, source_line) > 1
"""
_LOOSE_CORRECTIONS = """
WITH RECURSIVE left_over AS (FROM parts ANTI JOIN refused USING (source_file, source_line)),
     made AS (SELECT case_id, record_id, corrects, source_file, source_line FROM left_over
              WHERE corrects IS NOT NULL),
     firm AS (SELECT case_id, record_id FROM left_over SEMI JOIN made USING (case_id) WHERE corrects IS NULL
              UNION
              SELECT made.case_id, made.record_id FROM made
              JOIN firm ON made.case_id = firm.case_id AND made.corrects = firm.record_id)
SELECT source_file, source_line, corrects FROM made ANTI JOIN firm USING (case_id, record_id)
"""
"""Corrections that lead back to no act: of a record that is not there, or of each other in a circle."""


def _sql_type(schema: pa.Schema, name: str) -> str:
    kind = schema.field(name).type
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision},{kind.scale})"
    return {"bool": "BOOLEAN", "int32": "INTEGER", "int64": "BIGINT"}.get(str(kind), "VARCHAR")


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
