"""Builds the columns that compiled rules asked for, from a segment of records, with NumPy and the core's own functions.

Input is a segment in the layout of `facts/record_batch.py` holding whole cases. A case with corrections, or joined with
another, stands in no table: it is named in `odd` for the plain evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.clocks.counting import Period
from plumbline.core.clocks.deadline import due_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.law.dated_figure import Unset
from plumbline.core.rules.batch.actors import count_people
from plumbline.core.rules.batch.attachments import has_document, has_recording
from plumbline.core.rules.batch.columns import (
    WORD,
    Columns,
    Computed,
    DayMap,
    Derived,
    FigureDue,
    FigureMap,
    FirstAfter,
    Order,
    Others,
    PausedDue,
    People,
    Requests,
    Said,
)
from plumbline.core.rules.batch.computed import computed
from plumbline.core.rules.batch.ordering import first_after, last_said, stands_before
from plumbline.core.rules.batch.other_officers import shares_officer, was_recused
from plumbline.core.rules.batch.paused import paused_due
from plumbline.core.rules.batch.segment import Facts, Ints, Segment, filled
from plumbline.core.vocabulary import ValueType


@dataclass(frozen=True, slots=True)
class Built:
    """The tables of a segment: `milestones` a row a case, `acts` a row a record of a step; `odd` cases in neither.

    The acts of a step in cases that repeat it stand, beside the case's other records, under `again:` and the step.
    """

    milestones: pa.Table
    acts: Mapping[str, pa.Table]
    odd: tuple[str, ...]


def build(
    segment: Segment, milestones: Columns, acts: Mapping[str, Columns], cases: pa.Table | None
) -> Built:
    """Every column that was asked for."""
    odd = _odd(segment)
    kept = np.flatnonzero(~odd)
    singles = _Singles(segment, milestones.steps)
    table = _table(segment, milestones.requests, singles.of(kept), kept, cases)
    table = singles.masked(table, kept)
    built = {}
    for name, columns in acts.items():
        again, _, step = name.rpartition(":")
        rows = segment.rows(step)
        owners = segment.case[rows]
        chosen = ~odd[owners]
        if again:
            chosen &= singles.several(step)[owners]
        rows, owners = rows[chosen], owners[chosen]
        single = (singles.of(owners) if again else {}) | {step: rows}
        built[name] = _table(segment, columns.requests, single, owners, cases)
        if again:
            built[name] = singles.masked(built[name], owners)
    return Built(table, built, tuple(segment.case_ids.filter(pa.array(odd)).to_pylist()))


def _odd(segment: Segment) -> npt.NDArray[np.bool_]:
    """Cases with corrections or joinings, which only a walk over their records can tell."""
    odd = np.zeros(segment.cases, np.bool_)
    corrected = segment.column("corrects").is_valid().to_numpy(zero_copy_only=False)
    odd[segment.case[np.flatnonzero(corrected)]] = True
    odd[segment.case[segment.rows(JOIN_STEP)]] = True
    odd[segment.case[np.flatnonzero(segment.column("void").to_numpy(zero_copy_only=False))]] = True
    return odd


class _Singles:
    """For each step the row of its only record in each case, and the steps that occur and occur more than once."""

    def __init__(self, segment: Segment, steps: Mapping[str, int]) -> None:
        n = segment.cases
        words = max(steps.values(), default=0) // WORD + 1
        self._steps = steps
        self._present = [np.zeros(n, np.int64) for _ in range(words)]
        self._many = [np.zeros(n, np.int64) for _ in range(words)]
        self._rows: dict[str, Ints] = {}
        for step, number in steps.items():
            word, bit = divmod(number, WORD)
            rows = segment.rows(step)
            if not len(rows):
                continue
            owner = segment.case[rows]
            counts = np.bincount(owner, minlength=n)
            self._present[word] |= (counts > 0).astype(np.int64) << bit
            self._many[word] |= (counts > 1).astype(np.int64) << bit
            self._rows[step] = np.full(n, -1, np.int64)
            self._rows[step][owner] = rows

    def of(self, cases: Ints) -> dict[str, Ints]:
        """The rows of the records of chosen cases, -1 where there is none."""
        absent = np.full(len(cases), -1, np.int64)
        return {step: self._rows[step][cases] if step in self._rows else absent for step in self._steps}

    def several(self, step: str) -> npt.NDArray[np.bool_]:
        """The cases that repeat a step."""
        word, bit = divmod(self._steps[step], WORD)
        return (self._many[word] >> bit & 1).astype(np.bool_)

    def masked(self, table: pa.Table, cases: Ints) -> pa.Table:
        """The table with the masks of its cases."""
        for word, (there, several) in enumerate(zip(self._present, self._many, strict=True)):
            table = table.append_column(f"present{word}", pa.array(there[cases]))
            table = table.append_column(f"many{word}", pa.array(several[cases]))
        return table


def _table(
    segment: Segment, requests: Requests, single: Mapping[str, Ints], owners: Ints, cases: pa.Table | None
) -> pa.Table:
    made: dict[str, pa.Array] = {"case_id": segment.case_ids.take(pa.array(owners))}
    headers = _headers(segment, requests, owners, cases)
    made |= {f"case.{name}": column for name, column in headers.items()}
    fact = Facts(segment, single, partial(_kind, requests))
    for step, name in requests.facts:
        made[f"{step}.{name}"] = fact(step, name)
    ordered = sorted(requests.derived.items(), key=lambda item: isinstance(item[1], PausedDue))
    for (step, name), spec in ordered:
        for suffix, column in _derive(fact, step, name, spec, headers):
            fact.put(step, name + suffix, column)
            made[f"{step}.{name}{suffix}"] = column
    return pa.table(made)


def _kind(requests: Requests, step: str, name: str) -> ValueType | None:
    text = requests.facts.get((step, name), "string")
    for kind in (ValueType.BOOL, ValueType.INT, ValueType.NUMBER, ValueType.MONEY, ValueType.DATE):
        if {"boolean": "bool", "int64": "int", "int32": "date"}.get(text, "") == kind.value:
            return kind
        if kind is ValueType.MONEY and text == "decimal(18, 2)":
            return kind
        if kind is ValueType.NUMBER and text == "decimal(18, 6)":
            return kind
    return None


def _headers(
    segment: Segment, requests: Requests, owners: Ints, cases: pa.Table | None
) -> dict[str, pa.Array]:
    found: dict[str, pa.Array] = {}
    if not requests.headers:
        return found
    where: pa.Array | None = None
    if cases is not None:
        where = pc.index_in(segment.case_ids, value_set=cases["case_id"].combine_chunks()).take(
            pa.array(owners)
        )
    for name, kind in requests.headers.items():
        column = next((c for c in (name, f"a_{name}") if cases is not None and c in cases.schema.names), None)
        if column is None or cases is None:
            empty = {"boolean": pa.bool_(), "int64": pa.int64(), "int32": pa.int32(), "string": pa.string()}
            found[name] = pa.nulls(len(owners), empty.get(kind, pa.decimal128(18, 6)))
        else:
            found[name] = cases[column].combine_chunks().take(where)
    return found


def _derive(
    fact: Facts, step: str, name: str, spec: Derived, headers: Mapping[str, pa.Array]
) -> list[tuple[str, pa.Array]]:
    segment = fact.segment
    match spec:
        case Order():
            return [("", stands_before(fact, spec))]
        case Said():
            return last_said(fact, spec)
        case FigureDue():
            return _figure_due(segment, spec, fact(step, spec.source), fact(step, spec.asked))
        case FirstAfter():
            return first_after(fact, spec)
        case Others(step=other, recused=recused):
            return (was_recused if recused else shares_officer)(segment, fact.rows(step), other)
        case Computed():
            return [("", computed(segment, spec, partial(fact, step)))]
        case People():
            return count_people(segment, fact.rows(step), fact(step, "day"), spec)
        case FigureMap():
            return _figures(segment, spec, fact(step, spec.source), _key(step, spec, fact, headers))
        case PausedDue():
            return paused_due(fact, spec)
        case DayMap(source="documents"):
            return [("", has_document(segment, fact.rows(step), name.partition(":")[2]))]
        case DayMap(source="recordings"):
            return [("", has_recording(segment, fact.rows(step), name.partition(":")[2]))]
        case DayMap():
            return [("", mapped(fact(step, spec.source), spec.function, spec.type))]


def mapped(column: pa.Array, function: Callable[[int], int | bool | None], kind: str) -> pa.Array:
    """A function of one value, computed once for each distinct value."""
    values, missing = filled(column)
    stated = values[~missing]
    distinct, inverse = distinct_of(stated)
    answers = [function(v) for v in distinct.tolist()]
    target = {"boolean": pa.bool_(), "int64": pa.int64()}.get(kind, pa.int32())
    table = pa.array(answers, type=target)
    if len(stated) == len(values):
        return table.take(pa.array(inverse))
    indices = np.zeros(len(values), np.int64)
    indices[~missing] = inverse
    return table.take(pa.array(indices, mask=missing))


def distinct_of(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values in order, and for each value the number of its own; days are close together."""
    if not len(values):
        return values, values
    low = int(values.min())
    width = int(values.max()) - low + 1
    if width > 4 * len(values) + 65_536:
        found, where = np.unique(values, return_inverse=True)
        return found, where
    there = np.zeros(width, np.bool_)
    there[values - low] = True
    number = np.cumsum(there) - 1
    return np.flatnonzero(there) + low, number[values - low]


def _key(step: str, spec: FigureMap, fact: Facts, headers: Mapping[str, pa.Array]) -> pa.Array | str | None:
    if spec.key is None:
        return None
    if spec.key.startswith("'"):
        return spec.key[1:]
    if spec.key.startswith("case."):
        return headers[spec.key[5:]]
    return fact(step, spec.key)


def _figures(
    segment: Segment, spec: FigureMap, days: pa.Array, key: pa.Array | str | None
) -> list[tuple[str, pa.Array]]:
    """Value and «unset» of a figure for each day and key, asked once for each distinct pair."""
    around = segment.around
    values, missing = filled(days)
    keys: Sequence[str | None]
    if isinstance(key, pa.Array):
        encoded = key.dictionary_encode()
        keys = [*encoded.dictionary.to_pylist(), None]
        codes = encoded.indices.fill_null(len(keys) - 1).to_numpy(zero_copy_only=False).astype(np.int64)
        missing = missing | (codes == len(keys) - 1)
    else:
        keys = [key]
        codes = np.zeros(len(values), np.int64)
    pairs = values * len(keys) + codes
    distinct, inverse = distinct_of(pairs)
    found = [
        around.figures.ask(spec.figure, p // len(keys), keys[p % len(keys)], around.divisions)
        for p in distinct.tolist()
    ]
    amounts = pa.array([None if isinstance(f, Unset) else f for f in found], type=pa.decimal128(18, 6))
    unset = pa.array([isinstance(f, Unset) for f in found], type=pa.bool_())
    where = pa.array(inverse, mask=missing)
    return [("", amounts.take(where)), (":unset", unset.take(where).fill_null(False))]


def _figure_due(
    segment: Segment, spec: FigureDue, starts: pa.Array, days: pa.Array
) -> list[tuple[str, pa.Array]]:
    """Due day, «unset» and «known» of a clock whose length is a figure, once for each distinct pair of days."""
    around = segment.around
    start, no_start = filled(starts)
    day, no_day = filled(days)
    low = int(day.min(initial=0))
    width = int(day.max(initial=0)) - low + 1
    distinct, inverse = distinct_of(start * width + (day - low))
    dues: list[int | None] = []
    found = [
        around.figures.ask(spec.figure, p % width + low, None, around.divisions) for p in distinct.tolist()
    ]
    for first, length in zip((distinct // width).tolist(), found, strict=True):
        if length is None or isinstance(length, Unset):
            dues.append(None)
            continue
        try:
            period = Period(int(length), spec.unit, spec.rolls)
            dues.append(due_day(first, period, around.calendar).day)
        except ClockError:
            dues.append(None)
    where = pa.array(inverse, mask=no_start | no_day)
    unset = pa.array([isinstance(f, Unset) for f in found], type=pa.bool_()).take(where)
    known = pa.array([f is not None for f in found], type=pa.bool_()).take(where)
    return [
        ("", pa.array(dues, type=pa.int32()).take(where)),
        (":unset", unset.fill_null(False)),
        (":known", known.fill_null(False)),
    ]
