"""The cases of a segment in chunks of bounded size, apart by the regime that holds for them, each with its scan.

Cases of one field and division are judged together; regimes that differ in nothing an evaluator reads are one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.apps.oversight.bench import Bench, Regime
from plumbline.apps.oversight.column_scan import ColumnScan, last_case_start
from plumbline.apps.record_intake.queries import Segment, batches_of, headers_of, width_of
from plumbline.core.procedures.judging import rule_set
from plumbline.core.rules.evaluate_batch import CompiledBatch, Setting
from plumbline.core.vocabulary import ValueType

CHUNK_ROWS = 200_000
"""Records that are judged at once; fewer columns, more rows. Planning a chunk costs what some 10,000 records do."""
RulesKey: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What makes regimes one to the evaluators: content of the packs, calendar, divisions."""
Some: TypeAlias = tuple[Regime, pa.Table, pa.Table | None]
"""A regime, records of whole cases under it, and the case table that holds their facts."""


class RegimeScans:
    """Compiled scans of one segment by regime, made when first asked for; `told` as `ColumnScan` wants it."""

    def __init__(
        self,
        segment: Segment,
        bench: Bench,
        told: Callable[[Regime], frozenset[str]] | None = None,
        rows: int = CHUNK_ROWS,
    ) -> None:
        self._segment, self._bench, self._told, self._rows = segment, bench, told, rows
        self.figures: Path | None = bench.setup.figures
        self._scans: dict[RulesKey, tuple[Regime, ColumnScan]] = {}

    def chunks(
        self,
        low: str | None = None,
        high: str | None = None,
        columns: Sequence[str] | None = None,
        steps: Collection[str] = (),
    ) -> Iterator[pa.Table]:
        """Tables of whole cases of a range, about `rows` records each; with `steps` only records of these."""
        held: list[pa.RecordBatch] = []
        rows, most = 0, self._rows
        if columns:
            most *= max(1, width_of(self._segment) // len(columns))
        for batch in batches_of(self._segment, low, high, columns, steps):
            held.append(batch)
            rows += batch.num_rows
            if rows < most:
                continue
            table = pa.Table.from_batches(held)
            cut = last_case_start(table)
            if cut:
                rest = table.slice(cut).combine_chunks()
                held, rows = rest.to_batches(), rest.num_rows
                table = table.slice(0, cut)
                yield table
                del table, rest  # while the next one is read
        if rows:
            yield pa.Table.from_batches(held)

    def apart(self, chunk: pa.Table) -> Iterator[Some]:
        """The chunk by field and division of its cases; most segments have few of them."""
        headers = headers_of(self._segment, chunk["case_id"][0].as_py(), chunk["case_id"][-1].as_py())
        if headers is None:
            yield self._bench.regime(self._segment.procedure, {}), chunk, None
            return
        regimes = self._regimes(headers)
        if len(regimes) == 1:
            yield regimes[0][0], chunk, headers
            return
        runs = pc.run_end_encode(chunk["case_id"].combine_chunks())  # the records of a case stand together
        lengths = np.diff(runs.run_ends.to_numpy(), prepend=0)
        where = pc.index_in(runs.values, value_set=headers["case_id"].combine_chunks())
        field, division = (headers[n].combine_chunks().take(where) for n in ("field", "division"))
        for regime, members in regimes:
            mine = np.zeros(len(lengths), np.bool_)
            for pair in members:
                mine |= _same(field, pair["field"]) & _same(division, pair["division"])
            if mine.any():
                yield regime, chunk.filter(pa.array(np.repeat(mine, lengths))), headers

    def _regimes(self, headers: pa.Table) -> list[tuple[Regime, list[dict[str, str | None]]]]:
        """The regimes of the cases, each with the fields and divisions that it holds for."""
        pairs = headers.select(["field", "division"]).group_by(["field", "division"]).aggregate([])
        found: dict[RulesKey, tuple[Regime, list[dict[str, str | None]]]] = {}
        for pair in [{"field": None, "division": None}, *pairs.to_pylist()]:
            stated = {n: v for n, v in pair.items() if v is not None}
            regime = self._bench.regime(self._segment.procedure, stated)
            found.setdefault(_key(regime), (regime, []))[1].append(pair)
        return list(found.values())

    def has(self, regime: Regime) -> bool:
        """Whether the regime's scan is compiled already."""
        return _key(regime) in self._scans

    def scan_of(self, regime: Regime) -> ColumnScan:
        """The scan of a regime."""
        held = self._scans.get(_key(regime))
        if held is None:
            near = regime.calendar.local_day(self._bench.setup.now) + self._bench.setup.lead
            told = None if self._told is None else self._told(regime)
            scan = ColumnScan(self.batch_of(regime), regime.compiled, told=told, near=near)
            held = self._scans[_key(regime)] = regime, scan
        return held[1]

    def batch_of(self, regime: Regime) -> CompiledBatch:
        """The rules of a regime, compiled for columns."""
        bench = self._bench
        setting = Setting(
            regime.calendar,
            bench.figures,
            regime.divisions,
            bench.officers,
            self._segment.coverage,
            bench.setup.now,
        )
        kinds: dict[str, ValueType] = {}
        for step in regime.procedure.steps.values():
            kinds |= {name: definition.type for name, definition in step.fields.items()}
        attributes = {n: a.definition.type for n, a in regime.procedure.attributes.items()}
        return CompiledBatch(rule_set(regime.procedure), kinds, attributes, setting)

    def scans(self) -> list[tuple[Regime, ColumnScan]]:
        """The scans made so far."""
        return list(self._scans.values())


def _key(regime: Regime) -> RulesKey:
    return regime.procedure.content_hash, regime.calendar.digest, regime.divisions


def _same(column: pa.Array, value: str | None) -> npt.NDArray[np.bool_]:
    found = column.is_null() if value is None else pc.equal(column, value).fill_null(False)
    same: npt.NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return same
