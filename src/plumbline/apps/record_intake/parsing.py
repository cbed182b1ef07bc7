"""Columns of one batch parsed: once for each different text, then spread over the rows by index.

So the work in Python follows the number of different values, not of rows. Every row keeps its first fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.apps.record_intake import values
from plumbline.apps.record_intake.mapping import ColumnUse
from plumbline.apps.record_intake.rows import FIELD_LIMIT, Fault, RawBatch, Reason, RowFault, shorten

Rows = npt.NDArray[np.bool_]


class ColumnParser:
    """Parses columns of a batch and gathers the faults of its rows."""

    def __init__(self, batch: RawBatch) -> None:
        self.batch, self.size = batch, batch.size
        self._bad: dict[int, Fault] = {}

    def has(self, use: ColumnUse | None) -> bool:
        """Whether the batch has the column."""
        return use is not None and use.column in self.batch.columns

    def spread(
        self, use: ColumnUse, parse: values.Parse, *, only: Rows | None = None
    ) -> tuple[list[Any], pa.Array]:
        """Parsed values of the different texts, each row's index among them; notes the faults (of rows in `only`)."""
        encoded = self.batch.columns[use.column].dictionary_encode()
        parse = values.renamed(parse, use.values)
        parsed: list[Any] = []
        faults: dict[int, Fault] = {}
        for index, text in enumerate(encoded.dictionary.to_pylist()):
            found = parsed_value(text, parse)
            if isinstance(found, Fault):
                faults[index] = replace(found, column=use.column)
                found = None
            parsed.append(found)
        if faults:
            indices = positions(encoded.indices)
            rows = np.isin(indices, list(faults))
            self.note(rows if only is None else rows & only, lambda row: faults[int(indices[row])])
        return parsed, encoded.indices

    def column(
        self, use: ColumnUse | None, parse: values.Parse, kind: pa.DataType, default: str | None
    ) -> pa.Array:
        """One parsed column; `default` stands where there is no column or nothing written."""
        given = None if default is None else parsed_value(default, parse)
        if use is None or not self.has(use):
            return pa.array([None if isinstance(given, Fault) else given] * self.size, kind)
        parsed, indices = self.spread(use, parse)
        found = pa.array(parsed, kind).take(indices)
        return (
            found
            if given is None or isinstance(given, Fault)
            else pc.fill_null(found, pa.scalar(given, kind))
        )

    def note(self, rows: Rows, fault: Callable[[int], Fault]) -> None:
        """Note a fault of rows that have none yet."""
        for row in np.flatnonzero(rows):
            self._bad.setdefault(int(row), fault(int(row)))

    def note_empty(self, column: pa.Array, name: str) -> None:
        """Note the rows in which a value that must be there is missing."""
        fault = Fault(Reason.MISSING_VALUE, name)
        self.note(column.is_null().to_numpy(zero_copy_only=False), lambda _row: fault)

    def check_options(
        self,
        column: str,
        options: frozenset[str],
        parsed: Sequence[Any],
        indices: pa.Array,
        only: Rows | None = None,
    ) -> None:
        """Note the rows whose value is none of the options."""
        wrong = [i for i, value in enumerate(parsed) if value is not None and value not in options]
        if not wrong:
            return
        listed, at = ", ".join(sorted(options)), positions(indices)
        rows = np.isin(at, wrong)

        def fault(row: int) -> Fault:
            return Fault(Reason.UNKNOWN_CHOICE, column, shorten(str(parsed[int(at[row])]), 80), listed)

        self.note(rows if only is None else rows & only, fault)

    def good(self, passed_over: Rows | None = None) -> Rows:
        """The rows that are kept."""
        kept = np.ones(self.size, dtype=bool)
        kept[list(self._bad)] = False
        return kept if passed_over is None else kept & ~passed_over

    def row_faults(self, passed_over: Rows | None = None) -> list[RowFault]:
        """The rows set aside, in their order."""
        lines, batch = self.batch.lines, self.batch
        return [
            RowFault(int(lines[row]), fault, batch.row(row))
            for row, fault in sorted(self._bad.items())
            if passed_over is None or not passed_over[row]
        ]


def parsed_value(text: str | None, parse: values.Parse) -> Any:
    """The value of one text: None if nothing is written, a `Fault` if it cannot be read."""
    trimmed = (text or "").strip()
    if not trimmed:
        return None
    if len(trimmed) > FIELD_LIMIT:
        return Fault(Reason.TOO_LONG, value=shorten(trimmed, 40), detail=str(FIELD_LIMIT))
    return parse(trimmed)


def positions(indices: pa.Array) -> npt.NDArray[np.int64]:
    """Indices as numbers, -1 for nothing."""
    found: npt.NDArray[np.int64] = pc.fill_null(indices.cast(pa.int64()), -1).to_numpy()
    return found


def truths(mask: pa.Array | pa.ChunkedArray) -> Rows:
    """A truth a row, false for nothing."""
    found: Rows = pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
    return found


def named(columns: Mapping[str, pa.Array], schema: pa.Schema) -> pa.Table:
    """A table of the columns in the order of the schema."""
    return pa.table([columns[name] for name in schema.names], schema=schema)
