"""The records and facts of the cases that a scan leaves to the walk: of each case no more than its rules read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.facts.record import Record, Value
from plumbline.core.facts.record_batch import to_records
from plumbline.core.vocabulary import HEADER

Needed: TypeAlias = Mapping[str, frozenset[str] | None]
"""For each case the steps whose records are needed; None: all."""


def narrowed(records: pa.Table, needed: Needed) -> pa.Table:
    """Of these cases the records that are needed."""
    if not needed or not records.num_rows:
        return records.slice(0, 0)
    where = pc.index_in(records["case_id"].combine_chunks(), value_set=pa.array(list(needed), pa.string()))
    rows = np.flatnonzero(where.is_valid().to_numpy(zero_copy_only=False))
    cases = where.drop_null().to_numpy()
    steps = records["step"].combine_chunks().take(pa.array(rows)).dictionary_encode()
    names = steps.dictionary.to_pylist()
    kinds = {chosen: number for number, chosen in enumerate(dict.fromkeys(needed.values()))}
    wanted = np.array([[c is None or n in c for n in names] for c in kinds], np.bool_).reshape(len(kinds), -1)
    kind = np.fromiter((kinds[chosen] for chosen in needed.values()), np.int64, len(needed))
    kept = wanted[kind[cases], steps.indices.to_numpy()]
    return records.take(pa.array(rows[kept]))


class Rows:
    """The records and header of chosen cases."""

    def __init__(self, records: pa.Table, cases: pa.Table | None, chosen: Collection[str]) -> None:
        self._records: dict[str, list[Record]] = {}
        for record in to_records(records):
            self._records.setdefault(record.case, []).append(record)
        self._headers: dict[str, dict[str, Value]] = {}
        if cases is not None:
            ids = pa.array(list(chosen), type=pa.string())
            held = cases.filter(pc.is_in(cases["case_id"], value_set=ids))
            for row in held.to_pylist():
                case = row.pop("case_id")
                self._headers[case] = {
                    (n if n in HEADER else n.removeprefix("a_")): v for n, v in row.items() if v is not None
                }

    def of(self, case: str) -> tuple[list[Record], dict[str, Value]]:
        """The records and the header of a case."""
        return self._records.get(case, []), self._headers.get(case, {})
