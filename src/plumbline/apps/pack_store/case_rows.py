"""Projections that make the rows of a case anew from all its records whenever one of them is entered.

Rows depend on the records alone, as of the last one, so that a rebuild gives the same bytes.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from django.db.models import Model

from plumbline.apps.ledger_store.projections import Entered, overviews_after
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import records_before, remember_for
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.questions import make_it
from plumbline.core.cases.overview import Overview
from plumbline.core.cases.reserved import is_beside
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import LOG_CASE
from plumbline.core.registers.register import is_entry

_CASES, _ROWS = 500, 400
"""How many cases and rows one statement names."""


class _Told(NamedTuple):
    """Records that projections are being told of: those of each case that may have rows, the cases with a correction
    among them, the cases at a glance, and all records of the cases read so far.
    """

    of: object
    cases: Mapping[str, Sequence[Entered]]
    corrected: Collection[str]
    glances: Mapping[str, Overview]
    read: dict[str, Sequence[Record]]

    def records(self, case: str) -> Sequence[Record]:
        """The records of a case up to the last one told, read once for all projections."""
        if case not in self.read:
            new = self.cases[case]
            before = records_before(new[0].record)
            if before is not None and len(before) == new[0].position:
                self.read[case] = (*before, *(one.record for one in new))
            else:
                last = new[-1].position
                self.read[case] = [one.record for one in case_records(case) if one.position <= last]
        return self.read[case]


_thread = threading.local()


def _told(entered: Sequence[Entered]) -> _Told:
    """What all projections of cases ask of these records, found once."""
    known: _Told | None = getattr(_thread, "told", None)
    if known is None or known.of is not entered:
        cases: dict[str, list[Entered]] = {}
        for one in entered:
            case = one.record.case
            if case != LOG_CASE and not is_entry(case) and not is_beside(case):
                cases.setdefault(case, []).append(one)
        corrected = {one.record.case for one in entered if one.record.corrects}
        glances = overviews_after(entered, list(cases))
        known = _thread.told = _Told(entered, cases, corrected, glances, {})
    return known


class Case(NamedTuple):
    """A case whose rows are made: its records up to the last one told; `is_new`: it was opened with them."""

    id: str
    records: Sequence[Record]
    is_new: bool


class CaseRows(ABC):
    """What the projections of cases share; the log's own case and the registers are none."""

    name: ClassVar[str]
    tables: ClassVar[tuple[type[Model], ...]]

    def apply(self, entered: Sequence[Entered]) -> None:
        """Make the rows of every case touched anew."""
        remember_for(entered)
        told, known = _told(entered), shelf().packs.versions
        found: list[Case] = []
        for case, new in told.cases.items():
            if case in told.corrected or self.concerns(told.glances[case]):
                records = told.records(case)
                if records[0].fields.get("procedure") in known:
                    found.append(Case(case, records, new[0].position == 0))
        self.remake_all(found)

    def remake_all(self, cases: Sequence[Case]) -> None:
        """Put the rows of these cases anew."""
        for one in cases:
            self.remake(one.id, one.records)

    def concerns(self, case: Overview) -> bool:
        """Whether the case has rows here; a case that was corrected is looked at in any event."""
        return True

    @abstractmethod
    def remake(self, case: str, records: Sequence[Record]) -> None:
        """Put the rows of a case, as of its last record, in place of those that are there."""

    def clear(self) -> None:
        """Remove every row."""
        for table in self.tables:
            table._default_manager.all().delete()

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, by table and key."""
        for table in self.tables:
            names = [field.attname for field in table._meta.concrete_fields]
            rows = table._default_manager.order_by("pk").values_list(*names)
            for row in sorted(rows.iterator(), key=lambda values: str(values[0])):
                values: dict[str, Json] = dict(zip(names, row, strict=True))
                yield canonical({**values, "table": table._meta.db_table})


class ReplacedRows(CaseRows):
    """Rows that are all put in anew, those of many cases together."""

    def remake_all(self, cases: Sequence[Case]) -> None:
        """Take the rows of the cases out, put the new ones in."""
        if len(cases) == 1:
            self.remake(cases[0].id, cases[0].records)
            return
        held = [one.id for one in cases if not one.is_new]
        rows: dict[type[Model], list[Model]] = {table: [] for table in self.tables}
        for one in cases:
            for row in self.rows(one.records):
                rows[type(row)].append(row)
        for table, made in rows.items():
            for at in range(0, len(held), _CASES):
                table._default_manager.filter(case__in=held[at : at + _CASES]).delete()
            if made:
                table._default_manager.bulk_create(made, batch_size=_ROWS)

    def remake(self, case: str, records: Sequence[Record]) -> None:
        """Bring the rows of the case to what they are."""
        made: dict[type[Model], list[Model]] = {table: [] for table in self.tables}
        for row in self.rows(records):
            made[type(row)].append(row)
        for table, rows in made.items():
            make_it(table, rows, case=case)

    @abstractmethod
    def rows(self, records: Sequence[Record]) -> Iterable[Model]:
        """The rows of a case as of its last record."""
