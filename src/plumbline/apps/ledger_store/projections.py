"""What is derived from the records and can be thrown away: projections, and the one of cases that every site has.

A projection is told of records in the transaction that enters them, so it never lags behind and never runs ahead. It
may read records of the same case. It keys its rows by ids of records and cases and keeps nothing that the records do
not say, so folding all of them again gives the same bytes (`rebuild`).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django.db import connection

from plumbline.apps import plain_sql
from plumbline.apps.ledger_store.ledger_rows import write_many
from plumbline.apps.ledger_store.reading import case_records
from plumbline.core.cases.overview import Overview, advance, begin, fold
from plumbline.core.ledger.canonical import Json, canonical, canonical_text
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import LOG_CASE


class Entered(NamedTuple):
    """A record just entered, its position in its case, and its row."""

    record: Record
    position: int
    seq: int


class Projection(Protocol):
    """A table or several that are derived from records."""

    @property
    def name(self) -> str:
        """What it is called in messages."""

    def apply(self, entered: Sequence[Entered]) -> None:
        """Take records in, those of one case in the order of their positions; inside the caller's transaction."""

    def clear(self) -> None:
        """Remove every row, before all records are applied again."""

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, ordered by key."""


_OPENED = ("case_id", "procedure", "number", "title", "ends", "reopens", "organ", "field", "division")
"""What the opening says of a case: it changes with a correction alone."""
_STANDS = (
    "first_step",
    "first_at",
    "last_step",
    "last_at",
    "last_recorded_at",
    "position",
    "ended",
    "counts",
)
_COLUMNS = _OPENED + _STANDS
_NAMED = ", ".join(_COLUMNS)
_INSERT = f"INSERT INTO projection_case ({_NAMED}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
_UPDATE = f"UPDATE projection_case SET {', '.join(f'{c} = %s' for c in _COLUMNS[1:])} WHERE case_id = %s"
_ADVANCE = f"UPDATE projection_case SET {', '.join(f'{c} = %s' for c in _STANDS)} WHERE case_id = %s"
"""Names what an act may change and nothing else, so that the index of numbers is not written again."""


class CaseProjection:
    """Each case at a glance (`core.cases.overview`). The log's own case is none."""

    name = "cases"

    def apply(self, entered: Sequence[Entered]) -> None:
        """Take records in."""
        by_case: dict[str, list[Entered]] = {}
        for one in entered:
            if one.record.case != LOG_CASE:
                by_case.setdefault(one.record.case, []).append(one)
        known = _overviews([case for case, (first, *_) in by_case.items() if first.position > 0])
        new, advanced, folded = [], [], []
        after_all: dict[str, Overview] = {}
        for case, rows in by_case.items():
            before = known.get(case)
            after = after_all[case] = _after(before, rows)
            if before is None:
                new.append(_row(after))
            elif before[: len(_OPENED)] == after[: len(_OPENED)]:
                advanced.append((*_stands(after), case))
            else:
                folded.append((*_row(after)[1:], case))
        _thread.folded = _Folded(entered, after_all)
        write_many(_INSERT, new)
        write_many(_ADVANCE, advanced)
        write_many(_UPDATE, folded)

    def clear(self) -> None:
        """Remove every row."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM projection_case")

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, by case."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_NAMED} FROM projection_case")
            rows = sorted(cursor.fetchall())
        for row in rows:
            values: dict[str, Json] = dict(zip(_COLUMNS, row, strict=True))
            yield canonical({**values, "ended": bool(values["ended"])})


class _Folded(NamedTuple):
    """Records that were told last, and their cases at a glance as they made them."""

    of: object
    cases: Mapping[str, Overview]


_thread = threading.local()


def overviews_after(entered: object, cases: Sequence[str]) -> Mapping[str, Overview]:
    """The cases at a glance after these records: as they were just folded, else as they are kept."""
    folded: _Folded | None = getattr(_thread, "folded", None)
    return folded.cases if folded is not None and folded.of is entered else _overviews(cases)


def case_overview(case: str) -> Overview | None:
    """A case at a glance; None when there is no such case."""
    return _overviews([case]).get(case)


def case_overviews(cases: Sequence[str]) -> dict[str, Overview]:
    """Cases at a glance, of those that there are."""
    return _overviews(cases)


def case_numbers(cases: Sequence[str]) -> dict[str, str]:
    """Case → its number, of those that there are."""
    return _pairs("case_id", "number", cases)


def cases_of_numbers(numbers: Sequence[str]) -> dict[str, str]:
    """Number → its case, of those that there are."""
    return _pairs("number", "case_id", numbers)


def _pairs(known: str, wanted: str, values: Sequence[str]) -> dict[str, str]:
    if not values:
        return {}
    marks = ", ".join(["%s"] * len(values))
    asked = f"SELECT {known}, {wanted} FROM projection_case WHERE {known} IN ({marks})"
    return dict(plain_sql.rows(asked, values))


def _after(before: Overview | None, rows: Sequence[Entered]) -> Overview:
    """The case after more records; from the beginning where one of them corrects an earlier one."""
    if any(one.record.corrects for one in rows):
        held = case_records(rows[0].record.case)
        return fold(one.record for one in held[: rows[-1].position + 1])
    records: Iterable[Record] = (one.record for one in rows)
    for record in records:
        before = begin(record) if before is None else advance(before, record)
    assert before is not None
    return before


def _overviews(cases: Sequence[str]) -> dict[str, Overview]:
    if not cases:
        return {}
    marks = ", ".join(["%s"] * len(cases))
    asked = f"SELECT {_NAMED} FROM projection_case WHERE case_id IN ({marks})"
    return {row[0]: _overview(row) for row in plain_sql.rows(asked, cases)}


def _overview(row: Sequence[Any]) -> Overview:
    """The columns stand in the order of its fields."""
    case, procedure, number, title, ends, reopens, *others, ended, counts = row
    known = (case, procedure, number, title, _steps(ends), _steps(reopens))
    return Overview._make((*known, *others, bool(ended), json.loads(counts)))


def _row(one: Overview) -> tuple[object, ...]:
    case, procedure, number, title, ends, reopens, *others = one[: len(_OPENED)]
    return (case, procedure, number, title, _list(ends), _list(reopens), *others, *_stands(one))


def _stands(one: Overview) -> tuple[object, ...]:
    return (
        one.first_step,
        one.first_at,
        one.last_step,
        one.last_at,
        one.last_recorded_at,
        one.position,
        one.ended,
        canonical_text(dict(one.counts)),
    )


@lru_cache(maxsize=256)
def _list(ends: tuple[str, ...]) -> str:
    """Cases of one procedure have the same ends."""
    return canonical_text(list(ends))


@lru_cache(maxsize=256)
def _steps(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))
