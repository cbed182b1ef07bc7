"""Days that an act's own facts and dated figures give, as columns, by the plain evaluator's own compiler."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.batch.columns import Computed
from plumbline.core.rules.batch.segment import Ints, Segment
from plumbline.core.rules.closures import Operand
from plumbline.core.rules.compile_one import Compiler, Surroundings

_NOWHERE: Final = Case("", {}, {})


def computed(segment: Segment, spec: Computed, fact: Callable[[str], pa.Array]) -> pa.Array:
    """A computed day, once for each distinct set of the facts that it reads."""
    around = segment.around

    def figure(name: str, day: int, key: str | None) -> Decimal | int | Unset | None:
        return around.figures.ask(name, day, key, around.divisions)

    compiler = Compiler(Surroundings(around.calendar, figure, {}, lambda *_: None), spec.as_of)
    value = compiler.value(spec.expression)
    table = pa.table({name: fact(name) for name in spec.sources})
    distinct = table.group_by(spec.sources, use_threads=False).aggregate([])
    keys = [_key_of(table[name], distinct[name]) for name in spec.sources]
    answers = [_day_of(value, row) for row in distinct.to_pylist()]
    codes, known = keys[0]
    for mine, others in keys[1:]:
        width = int(max(mine.max(initial=0), others.max(initial=0))) + 1
        codes, known = codes * width + mine, known * width + others
    order = np.argsort(known)
    where = order[np.searchsorted(known[order], codes)]
    return pa.array(answers, type=pa.int32()).take(pa.array(where))


def _key_of(column: pa.ChunkedArray, distinct: pa.ChunkedArray) -> tuple[Ints, Ints]:
    """Numbers for the values of a column and of its distinct ones: equal for equal values."""
    values = distinct.unique()
    mine, others = (pc.index_in(c, value_set=values).to_numpy().astype(np.int64) for c in (column, distinct))
    return mine, others


def _day_of(value: Callable[[Case, Record], Operand], row: dict[str, Any]) -> int | None:
    fields = {name[2:]: said for name, said in row.items() if name.startswith("f:") and said is not None}
    day, end = row["day"] or 0, row.get("eday") or 0
    try:
        found = value(_NOWHERE, Record("", "", 0, day, 0, False, end, 0, False, 0, (), fields))
    except ClockError:
        return None
    return found if isinstance(found, int) else None
