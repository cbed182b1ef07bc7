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
from plumbline.core.rules.batch.segment import Ints, Segment, filled
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
        single = (singles.of(owners) if again else {}) | {step: pa.array(rows)}
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

    def of(self, cases: Ints) -> dict[str, pa.Array]:
        """The rows of the records of chosen cases, null where there is none."""
        found = {}
        for step in self._steps:
            if step in self._rows:
                at = self._rows[step][cases]
                found[step] = pa.array(at, mask=at < 0)
            else:
                found[step] = pa.nulls(len(cases), pa.int64())
        return found

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
    segment: Segment,
    requests: Requests,
    single: Mapping[str, pa.Array],
    owners: Ints,
    cases: pa.Table | None,
) -> pa.Table:
    names: list[str] = ["case_id"]
    arrays: list[pa.Array] = [segment.case_ids.take(pa.array(owners))]
    headers = _headers(segment, requests, owners, cases)
    for name, column in headers.items():
        names.append(f"case.{name}")
        arrays.append(column)
    facts: dict[tuple[str, str], pa.Array] = {}

    def fact(step: str, name: str) -> pa.Array:
        if (step, name) not in facts:
            facts[step, name] = segment.fact(name, single[step], _kind(requests, step, name))
        return facts[step, name]

    for step, name in requests.facts:
        names.append(f"{step}.{name}")
        arrays.append(fact(step, name))
    ordered = sorted(requests.derived.items(), key=lambda item: isinstance(item[1], PausedDue))
    for (step, name), spec in ordered:
        for suffix, column in _derive(segment, step, name, spec, fact, single, headers, owners):
            facts[step, name + suffix] = column
            names.append(f"{step}.{name}{suffix}")
            arrays.append(column)
    return pa.table(dict(zip(names, arrays, strict=True)))


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
    segment: Segment,
    step: str,
    name: str,
    spec: Derived,
    fact: Callable[[str, str], pa.Array],
    single: Mapping[str, pa.Array],
    headers: Mapping[str, pa.Array],
    owners: Ints,
) -> list[tuple[str, pa.Array]]:
    match spec:
        case Order():
            return [("", stands_before(fact, spec))]
        case Said():
            return last_said(fact, spec)
        case FigureDue():
            return _figure_due(segment, spec, fact(step, spec.source), fact(step, "day"))
        case FirstAfter():
            return first_after(fact, spec, partial(_last_instants, segment, fact))
        case Others(step=other, recused=recused):
            return (was_recused if recused else shares_officer)(segment, single[step], other)
        case Computed():
            return [("", computed(segment, spec, partial(fact, step)))]
        case People():
            return count_people(segment, single[step], fact(step, "day"), spec)
        case FigureMap():
            return _figures(segment, spec, fact(step, spec.source), _key(step, spec, fact, headers))
        case PausedDue():
            return paused_due(segment, spec, fact, single)
        case DayMap(source="documents"):
            return [("", has_document(segment, single[step], name.partition(":")[2]))]
        case DayMap(source="recordings"):
            return [("", has_recording(segment, single[step], name.partition(":")[2]))]
        case DayMap():
            return [("", mapped(fact(step, spec.source), spec.function, spec.type))]


def _last_instants(segment: Segment, fact: Callable[[str, str], pa.Array], step: str, rows: Ints) -> Ints:
    """The instants of acts at some rows; of day precision the last one of the day."""
    at = pa.array(rows)
    days, _ = filled(fact(step, "day").take(at))
    instants, _ = filled(fact(step, "us").take(at))
    precise, _ = filled(fact(step, "pr").take(at))
    ends = segment.begin_of(days + 1) - 1
    return np.where(precise.astype(np.bool_), instants, ends)


def mapped(column: pa.Array, function: Callable[[int], int | bool | None], kind: str) -> pa.Array:
    """A function of one value, computed once for each distinct value."""
    values, missing = filled(column)
    distinct, inverse = np.unique(values[~missing], return_inverse=True)
    answers = [function(int(v)) for v in distinct]
    target = {"boolean": pa.bool_(), "int64": pa.int64()}.get(kind, pa.int32())
    table = pa.array(answers, type=target)
    indices = np.zeros(len(values), np.int64)
    indices[~missing] = inverse
    return table.take(pa.array(indices, mask=missing))


def _key(
    step: str, spec: FigureMap, fact: Callable[[str, str], pa.Array], headers: Mapping[str, pa.Array]
) -> pa.Array | str | None:
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
    distinct, inverse = np.unique(pairs, return_inverse=True)
    found = [
        around.figures.ask(spec.figure, int(p // len(keys)), keys[int(p % len(keys))], around.divisions)
        for p in distinct
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
    distinct, inverse = np.unique(np.stack([start, day]), axis=1, return_inverse=True)
    dues: list[int | None] = []
    found = [around.figures.ask(spec.figure, int(d), None, around.divisions) for d in distinct[1]]
    for first, length in zip(distinct[0], found, strict=True):
        if length is None or isinstance(length, Unset):
            dues.append(None)
            continue
        try:
            period = Period(int(length), spec.unit, spec.rolls)
            dues.append(due_day(int(first), period, around.calendar).day)
        except ClockError:
            dues.append(None)
    where = pa.array(inverse.reshape(-1), mask=no_start | no_day)
    unset = pa.array([isinstance(f, Unset) for f in found], type=pa.bool_()).take(where)
    known = pa.array([f is not None for f in found], type=pa.bool_()).take(where)
    return [
        ("", pa.array(dues, type=pa.int32()).take(where)),
        (":unset", unset.fill_null(False)),
        (":known", known.fill_null(False)),
    ]
