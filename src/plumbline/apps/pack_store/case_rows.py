"""Projections that make the rows of a case anew from all its records whenever one of them is entered.

Rows depend on the records alone, as of the last one, so that a rebuild gives the same bytes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from django.db.models import Model

from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.questions import take_out
from plumbline.core.cases.reserved import is_beside
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import LOG_CASE
from plumbline.core.registers.register import is_entry


class CaseRows(ABC):
    """What the projections of cases share; the log's own case and the registers are none."""

    name: ClassVar[str]
    tables: ClassVar[tuple[type[Model], ...]]

    def apply(self, entered: Sequence[Entered]) -> None:
        """Make the rows of every case touched anew."""
        last: dict[str, int] = {}
        corrected: set[str] = set()
        for one in entered:
            case = one.record.case
            if case != LOG_CASE and not is_entry(case) and not is_beside(case):
                last[case] = max(one.position, last.get(case, 0))
                if one.record.corrects:
                    corrected.add(case)
        known = shelf().packs.versions
        for case, position in last.items():
            if case in corrected or self.concerns(case):
                records = [one.record for one in case_records(case) if one.position <= position]
                if records[0].fields.get("procedure") in known:
                    self.remake(case, records)

    def concerns(self, case: str) -> bool:
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
    """Rows that are all put in anew."""

    def remake(self, case: str, records: Sequence[Record]) -> None:
        """Take the rows of the case out, put the new ones in."""
        for table in self.tables:
            take_out(table, case=case)
        for row in self.rows(records):
            row.save(force_insert=True)

    @abstractmethod
    def rows(self, records: Sequence[Record]) -> Iterable[Model]:
        """The rows of a case as of its last record."""
