"""Rows of the own layout → typed records, by the reader and mapping that `plumbline check` uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from plumbline.apps.exchange.errors import MappingWrong
from plumbline.apps.exchange.incoming import Native, Problem
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.record_intake.actions import SourceMapping, Target, target_of
from plumbline.apps.record_intake.queries import left_out, native_mapping, read_mapping, said, translated
from plumbline.core.data_file.errors import PackErrors
from plumbline.core.facts.record import Record
from plumbline.core.facts.record_batch import to_records
from plumbline.core.vocabulary import HEADER

NO_RECORD_ID = "row:"
"""Ids that the reader makes up of a row's place, which says nothing when the row is sent again."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One record, typed: the native row it comes from, the act as rules read it, facts of its case."""

    procedure: str
    native: Native
    act: Record
    facts: Mapping[str, Any]


@lru_cache(maxsize=64)
def target(procedure: str) -> Target:
    """The procedure as the reader sees it, with all layers."""
    packs = shelf().packs
    layers = [packs.procedure(procedure, one.field, one.division) for one in packs.layers_of_any(procedure)]
    return target_of([packs.procedure(procedure), *layers])


@lru_cache(maxsize=1)
def procedures_taken() -> tuple[str, ...]:
    """The procedures that rows may name: an organ's own cases, never a register nor its own supervision."""
    packs = shelf()
    named = (one for one in packs.procedures if not one.startswith("register"))
    return tuple(one for one in named if not packs.docket(one).supervises)


@lru_cache(maxsize=1)
def known_procedures() -> dict[str, str]:
    """Id and title of every procedure that rows may name → its id."""
    packs = shelf().packs
    return {packs.procedure(one).title: one for one in procedures_taken()} | {
        one: one for one in procedures_taken()
    }


def check_mapping(text: str) -> None:
    """The mapping of a source can be read; raises MappingWrong with everything that is wrong."""
    _mapping(text)


@lru_cache(maxsize=64)
def _mapping(text: str) -> SourceMapping:
    targets = {one: target(one) for one in shelf().procedures}
    try:
        return read_mapping(text, "mapping.yaml", targets)
    except PackErrors as error:
        raise MappingWrong(problem_zh=error.message("zh"), problem_en=error.message("en")) from None


def beside(text: str) -> Mapping[str, str]:
    """The columns under which a source with this mapping tells of number, title and party of its cases."""
    return _mapping(text).beside if text else {}


@lru_cache(maxsize=256)
def columns_named(text: str, *names: str) -> tuple[str, ...]:
    """The columns in which a source with this mapping tells these parts of a record; unmapped, their own names."""
    used = _mapping(text).columns if text else {}
    return tuple(used[name].column if name in used else "" if text else name for name in names)


@lru_cache(maxsize=256)
def untold(procedure: str, text: str) -> tuple[str, ...]:
    """Steps and facts of the procedure that a source with this mapping leaves out: unknown, never missing."""
    return left_out(target(procedure), _mapping(text)) if text else ()


def typed(
    rows: Sequence[Native], mapping: str, default: str
) -> tuple[list[Typed], list[tuple[Native, Problem]]]:
    """The records of the rows, in their order, and the rows that cannot be read."""
    using = _mapping(mapping) if mapping else None
    found: list[tuple[int, Typed]] = []
    wrong: list[tuple[Native, Problem]] = []
    for procedure, places in _by_procedure(rows, using, default).items():
        if procedure not in procedures_taken():
            column = (
                "procedure"
                if using is None or "procedure" not in using.columns
                else using.columns["procedure"].column
            )
            zh, en = f"没有名为“{procedure}”的程序", f"there is no procedure “{procedure}”"
            if not procedure:
                zh, en = "没有写明程序", "no procedure is named"
            wrong += [(rows[at], Problem(column, procedure[:80], zh, en)) for at in places]
            continue
        mine, faults = _of_procedure(procedure, [rows[at] for at in places], using)
        found += [(places[at], one) for at, one in mine]
        wrong += faults
    return [one for _at, one in sorted(found, key=lambda pair: pair[0])], wrong


def _by_procedure(rows: Sequence[Native], using: SourceMapping | None, default: str) -> dict[str, list[int]]:
    use = None if using is None else using.columns.get("procedure")
    column = use.column if use is not None else "procedure"
    fallback = (using.defaults.get("procedure", "") if using else "") or default
    known = known_procedures()
    found: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        written = row.cells.get(column, "").strip()
        named = (use.values.get(written, written) if use is not None else written) or fallback
        found.setdefault(known.get(named, named), []).append(at)
    return found


def _of_procedure(
    procedure: str, rows: Sequence[Native], using: SourceMapping | None
) -> tuple[list[tuple[int, Typed]], list[tuple[Native, Problem]]]:
    """Places and records of the rows of one procedure, and those set aside."""
    goal = target(procedure)
    columns = dict.fromkeys(name for row in rows for name in row.cells)
    arrays = {name: pa.array([row.cells.get(name) for row in rows], pa.string()) for name in columns}
    mapping = using or native_mapping(columns, goal)
    records, cases, faults = translated(mapping, goal, arrays, np.arange(len(rows), dtype=np.int64))
    basis = "；".join(shelf().packs.procedure(procedure).basis)
    wrong = [
        (rows[one.line], Problem(one.fault.column, one.fault.value, *said(one.fault), basis))
        for one in faults
    ]
    places = records["source_line"].to_pylist()
    acts = to_records(records)
    facts = _facts(cases, len(acts))
    return [
        (at, Typed(procedure, rows[at], act, told)) for at, act, told in zip(places, acts, facts, strict=True)
    ], wrong


def _facts(cases: pa.Table | None, size: int) -> list[dict[str, Any]]:
    """Facts of the case that each row tells, without those that are nothing."""
    if cases is None:
        return [{}] * size
    names = {one: one if one in HEADER else one.removeprefix("a_") for one in cases.schema.names}
    rows = cases.to_pylist()
    return [
        {names[name]: value for name, value in row.items() if value is not None and name != "case_id"}
        for row in rows
    ]
