"""Judges a whole segment by columns, chunk by chunk, and hands what only a walk can tell to the plain evaluator.

A segment is a Parquet file of one procedure, ordered by case. Memory is bounded by the chunk: whole cases, about
`chunk_rows` records. The queries are compiled once; each chunk is milestones (NumPy), then outcome codes (SQL).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import duckdb
import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from plumbline.apps.oversight.walked_rows import Rows, narrowed
from plumbline.core.facts.case import fold
from plumbline.core.facts.record import Record, Value
from plumbline.core.rules.batch.columns import WORD
from plumbline.core.rules.batch.milestones import Built
from plumbline.core.rules.batch.outcomes import CODE_OF, HARD, UNDETERMINED, VIOLATED
from plumbline.core.rules.batch.staging import staged_sql
from plumbline.core.rules.evaluate_batch import MILESTONES, Cell, CellColumns, CompiledBatch
from plumbline.core.rules.evaluate_one import CompiledRules
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome

NEAR, LATE = HARD + 1, HARD + 2
"""Codes of this scan beside those of the rules: pending and due soon; satisfied by an act entered after the due day."""

_OUTCOME = {code: outcome for outcome, code in CODE_OF.items()} | {
    NEAR: Outcome.PENDING,
    LATE: Outcome.SATISFIED,
}
Codes = npt.NDArray[np.int8]
Judgeable: TypeAlias = pa.Table | Path
"""A table that `CompiledBatch.build` made, in memory or in a Parquet file."""


@dataclass(slots=True)
class ScanCounts:
    """Outcomes counted by rule, and late entries; `hard` are the (case, rule) pairs that the plain evaluator walked."""

    outcomes: dict[str, dict[Outcome, int]] = field(default_factory=dict)
    late_entries: dict[str, int] = field(default_factory=dict)
    cases: int = 0
    records: int = 0
    hard: int = 0

    def add(self, rule: str, outcome: Outcome, n: int = 1) -> None:
        """Count n activations."""
        held = self.outcomes.get(rule)
        if held is None:
            held = self.outcomes[rule] = dict.fromkeys(Outcome, 0)
        held[outcome] += n


@dataclass(frozen=True, slots=True)
class Settled:
    """What columns left to do in a chunk: for each case the rules whose verdicts are wanted in full.

    `hard` are those among them that columns did not decide, and that are therefore not counted yet.
    """

    wanted: dict[str, set[str]]
    hard: dict[str, set[str]]


@dataclass(slots=True)
class ToExplain:
    """A case with rules whose verdicts are wanted in full: findings found by columns, and everything hard.

    Where no column found anything, `records` are only those that the rules read.
    """

    case: str
    records: list[Record]
    header: dict[str, Value]
    verdicts: list[Verdict]


class ColumnScan:
    """Scans segments of one procedure, field and division.

    `told` are the rules whose breaches and unknowns are wanted in full (None: all); of those what is pending and due
    by the day `near` is wanted too.
    """

    def __init__(
        self,
        batch: CompiledBatch,
        plain: CompiledRules,
        *,
        chunk_rows: int = 1_500_000,
        told: frozenset[str] | None = None,
        near: int | None = None,
    ) -> None:
        self._told = told
        self._near = near
        self.batch = batch
        self.plain = plain
        self.counts = ScanCounts()
        self._chunk_rows = chunk_rows
        self._sql: dict[str, tuple[str, list[Cell]]] = {}
        self._con = duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"})
        self._all = frozenset(r.id for r in batch.ruleset.rules)

    def close(self) -> None:
        """Release the engine."""
        self._con.close()

    def scan(self, segment: Path, cases: pa.Table | None) -> Iterator[ToExplain]:
        """Count every outcome; yield each case that has a breach, an unknown, or needed the plain evaluator."""
        for chunk in chunks_of(segment, self._chunk_rows):
            yield from self.scan_chunk(chunk, cases)

    def scan_chunk(self, chunk: pa.Table, cases: pa.Table | None) -> Iterator[ToExplain]:
        """One chunk of whole cases."""
        yield from self.walk(chunk, cases, self.settle(chunk, cases))

    def settle(self, chunk: pa.Table, cases: pa.Table | None) -> Settled:
        """Judge a chunk of whole cases by columns, count what they decide, and say what is left."""
        self.counts.records += chunk.num_rows
        return self.settle_built(self.batch.build(chunk, cases))

    def settle_built(self, built: Built) -> Settled:
        """Judge tables that were built before."""
        return self.settle_tables({MILESTONES: built.milestones, **built.acts}, built.odd)

    def settle_tables(self, tables: Mapping[str, Judgeable], odd: Sequence[str]) -> Settled:
        """Judge tables in memory or in Parquet files; `odd` are the cases in none of them."""
        left = Settled({c: set(self._all) for c in odd}, {c: set(self._all) for c in odd})
        sizes = {name: size_of(tables[name]) for name in self.batch.tables()}
        self.counts.cases += len(odd) + sizes[MILESTONES]
        coded: list[_Coded] = []
        for name in self.batch.tables():
            if sizes[name]:
                ids = _CaseIds(tables[name])
                coded += [_Coded(ids, cell, codes) for cell, codes in self.codes(name, tables[name])]
        self._collect(coded, left)
        self._plain_rules(tables[MILESTONES], left)
        walked: dict[str, list[str]] = {}
        for case, rules in left.hard.items():
            for rule in rules:
                walked.setdefault(rule, []).append(case)
        for one in coded:
            self._count(one, walked.get(one.cell.rule))
        return left

    def codes(self, name: str, table: Judgeable) -> Iterator[tuple[Cell, Codes]]:
        """The outcome codes of every cell of a table."""
        if name not in self._sql:
            schema = pq.read_schema(table) if isinstance(table, Path) else table.schema
            self._sql[name] = self._compile(name, schema)
        sql, cells = self._sql[name]
        if not cells:
            return
        if isinstance(table, Path):
            path = str(table).replace(
                "'", "''"
            )  # a view takes no parameter; a relation of the engine opens it twice
            self._con.execute(f"CREATE OR REPLACE VIEW judged_rows AS FROM read_parquet('{path}')")
        else:
            self._con.register("judged_rows", table)
        answer = self._con.execute(sql).to_arrow_table()
        self._con.execute("DROP VIEW judged_rows")
        for cell in cells:
            yield cell, answer[cell.column].combine_chunks().to_numpy(zero_copy_only=False)

    def _compile(self, name: str, schema: pa.Schema) -> tuple[str, list[Cell]]:
        unbound = ibis.table(ibis.Schema.from_pyarrow(schema), name="judged_rows")
        columns = self.batch.outcomes(name, unbound)
        if not columns:
            return "", []
        codes = {cell.column: self._code(made) for cell, made in columns.items()}
        return staged_sql(unbound, codes), list(columns)

    def _code(self, made: CellColumns) -> Any:
        """The outcome code, told apart for what is due soon and what was entered late."""
        outcome = made.outcome
        if made.late_entry is not None:
            late = (outcome == CODE_OF[Outcome.SATISFIED]) & made.late_entry
            outcome = ibis.ifelse(late, ibis.literal(LATE, type="int8"), outcome)
        if made.due is not None and self._near is not None:
            soon = (outcome == CODE_OF[Outcome.PENDING]) & (made.due <= self._near)
            outcome = ibis.ifelse(soon, ibis.literal(NEAR, type="int8"), outcome)
        return outcome

    def _collect(self, coded: Sequence[_Coded], left: Settled) -> None:
        """Which cases need words (a breach or an unknown), and which rules of them only a walk can tell."""
        for ids, cell, codes in coded:
            telling = codes == HARD
            if self._told is None or cell.rule in self._told:
                telling = telling | (codes == VIOLATED) | (codes == UNDETERMINED) | (codes == NEAR)
            rows = np.flatnonzero(telling)
            if not len(rows):
                continue
            for case, code in zip(ids.at(rows), codes[rows], strict=True):
                left.wanted.setdefault(case, set()).add(cell.rule)
                if code == HARD:
                    left.hard.setdefault(case, set()).add(cell.rule)

    def _plain_rules(self, milestones: Judgeable, left: Settled) -> None:
        """Rules that no column can tell go to the walk for every case that holds a step they judge."""
        if not self.batch.plain:
            return
        table = pq.read_table(milestones) if isinstance(milestones, Path) else milestones
        for rule in self.batch.ruleset.rules:
            if rule.id not in self.batch.plain:
                continue
            there = np.zeros(table.num_rows, np.bool_)
            for step in rule.judged_steps:
                word, bit = divmod(self.batch.steps[step], WORD)
                column = table[f"present{word}"].combine_chunks().to_numpy(zero_copy_only=False)
                there |= (column >> bit & 1).astype(np.bool_)
            for case in _CaseIds(table).at(np.flatnonzero(there)):
                left.wanted.setdefault(case, set()).add(rule.id)
                left.hard.setdefault(case, set()).add(rule.id)

    def walk(self, chunk: pa.Table, cases: pa.Table | None, left: Settled) -> Iterator[ToExplain]:
        """Walk the cases that are left, and count what the walk decides."""
        if not left.wanted:
            return
        rows = Rows(narrowed(chunk, self.needed(left)), cases, left.wanted)
        setting = self.batch.setting
        for case, rules in left.wanted.items():
            records, header = rows.of(case)
            state = fold(case, records, setting.now, header=header, missing=setting.missing)
            verdicts = self.plain.judge(state, setting.now, setting.officers, frozenset(rules))
            walked = left.hard.get(case)
            if walked:
                self.counts.hard += len(walked)
                for verdict in verdicts:
                    if verdict.rule in walked:
                        self.counts.add(verdict.rule, verdict.outcome)
            yield ToExplain(case, records, header, verdicts)

    def needed(self, left: Settled) -> dict[str, frozenset[str] | None]:
        """The steps that the walk of each case reads; None, all, where findings are explained or all is walked."""
        found: dict[str, frozenset[str] | None] = {}
        for case, rules in left.wanted.items():
            narrow = rules == left.hard.get(case) and len(rules) < len(self._all)
            found[case] = self.plain.steps_read(frozenset(rules)) if narrow else None
        return found

    def _count(self, one: _Coded, walked: Sequence[str] | None) -> None:
        """Count a cell's codes, leaving out cases whose verdicts for the rule come from the walk."""
        codes, rule = one.codes, one.cell.rule
        if walked:
            codes = codes[~one.ids.among(walked)]
        totals = np.bincount(codes, minlength=LATE + 1)
        for code, outcome in _OUTCOME.items():
            if totals[code]:
                self.counts.add(rule, outcome, int(totals[code]))
        if totals[LATE]:
            held = self.counts.late_entries
            held[rule] = held.get(rule, 0) + int(totals[LATE])


class _CaseIds:
    """The case ids of a table, read when first asked for: most tables on disk hold no case that is walked."""

    def __init__(self, table: Judgeable) -> None:
        self._table = table
        self._held: pa.Array | None = None

    def at(self, rows: npt.NDArray[np.int64]) -> list[str]:
        """The ids at some rows."""
        found: list[str] = self._ids().take(pa.array(rows)).to_pylist()
        return found

    def among(self, cases: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which rows are of these cases."""
        chosen = pa.array(cases, type=pa.string())
        found: npt.NDArray[np.bool_] = pc.is_in(self._ids(), value_set=chosen).to_numpy(zero_copy_only=False)
        return found

    def _ids(self) -> pa.Array:
        if self._held is None:
            table = self._table
            if isinstance(table, Path):
                table = pq.read_table(table, columns=["case_id"])
            self._held = table["case_id"].combine_chunks()
        return self._held


class _Coded(NamedTuple):
    """The outcome codes of one cell, and the cases of their rows."""

    ids: _CaseIds
    cell: Cell
    codes: Codes


def size_of(table: Judgeable) -> int:
    """How many rows a table holds."""
    return int(pq.read_metadata(table).num_rows if isinstance(table, Path) else table.num_rows)


def chunks_of(segment: Path, rows: int, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Tables of whole cases, about `rows` records each, from a file ordered by case."""
    held: list[pa.RecordBatch] = []
    count = 0
    with pq.ParquetFile(segment) as file:
        for batch in file.iter_batches(batch_size=131_072, columns=columns):
            held.append(batch)
            count += batch.num_rows
            if count < rows:
                continue
            table = pa.Table.from_batches(held)
            cut = last_case_start(table)
            if cut == 0:
                continue
            yield table.slice(0, cut)
            rest = table.slice(cut).combine_chunks()
            held, count = rest.to_batches(), rest.num_rows
    if held:
        yield pa.Table.from_batches(held)


def last_case_start(table: pa.Table) -> int:
    """The first row of the last case of a table ordered by case."""
    ids = table["case_id"]
    last = ids[len(ids) - 1]
    step = 1024
    while True:
        start = max(0, len(ids) - step)
        same = pc.equal(ids.slice(start), last).to_numpy(zero_copy_only=False)
        if not same.all() or start == 0:
            return int(start + np.flatnonzero(same)[0])
        step *= 4
