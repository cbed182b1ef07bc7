"""What keeps the list of files: a projection of the records of cases that have ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db import models as fields

from plumbline.apps.case_file.models import FileLoan, KeptFile
from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_overview, case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.history import Opening
from plumbline.core.cases.keeping import KEEPING_STEPS, Keeping, read_keeping
from plumbline.core.clocks.civil import date_of
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import LOG_CASE
from plumbline.core.registers.register import is_entry

TABLES: Final[tuple[type[fields.Model], ...]] = (KeptFile, FileLoan)


class FilesProjection:
    """The file of each case that has ended."""

    name = "files"

    def apply(self, entered: Sequence[Entered]) -> None:
        """Make the rows of every case touched anew that has ended, or may have ended no more."""
        last: dict[str, int] = {}
        corrected: set[str] = set()
        for record, position, _ in entered:
            if record.case != LOG_CASE and not is_entry(record.case):
                last[record.case] = max(position, last.get(record.case, 0))
                if record.corrects:
                    corrected.add(record.case)
        for case, position in last.items():
            if case in corrected or _has_file(case):
                self._remake(case, position)

    def _remake(self, case: str, position: int) -> None:
        records = [one.record for one in case_records(case) if one.position <= position]
        if records[0].fields.get("procedure") not in shelf().packs.versions:
            return
        for table in TABLES:
            table._default_manager.filter(case=case).delete()
        for row in rows_of(records):
            row.save(force_insert=True)

    def clear(self) -> None:
        """Remove every row."""
        for table in TABLES:
            table._default_manager.all().delete()

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, by table and key."""
        for table in TABLES:
            names = [field.attname for field in table._meta.concrete_fields]
            rows = table._default_manager.values_list(*names)
            for row in sorted(rows.iterator(), key=lambda values: str(values[0])):
                values: dict[str, Json] = dict(zip(names, row, strict=True))
                yield canonical({**values, "table": table._meta.db_table})


def _has_file(case: str) -> bool:
    known = case_overview(case)
    return known is not None and (known.ended or not KEEPING_STEPS.isdisjoint(known.counts))


def rows_of(records: Sequence[Record]) -> Iterable[fields.Model]:
    """The rows of a case as of its last entry; none while it runs."""
    docket, history = history_of(records, shelf())
    ended = docket.end_of(history.folded(records[-1].recorded_at))
    if ended is None:
        return
    opening = history.opening
    keeping = read_keeping(opening.number, records, docket.calendar.local_day)
    yield _file(keeping, opening, ended.day)
    for loan in keeping.loans:
        yield FileLoan(
            record=loan.record,
            case=opening.case,
            number=opening.number,
            archive_number=keeping.archived.archive_number if keeping.archived else "",
            organ=opening.organ,
            division=opening.division,
            unit=loan.unit,
            purpose=loan.purpose,
            day=loan.day,
            until=loan.until,
            returned_day=loan.returned,
        )


def _file(keeping: Keeping, opening: Opening, ended_day: int) -> KeptFile:
    archived, out, delivery = keeping.archived, keeping.out, keeping.delivery
    return KeptFile(
        case=opening.case,
        number=opening.number,
        title=opening.title,
        procedure=opening.procedure,
        organ=opening.organ,
        division=opening.division,
        ended_day=ended_day,
        ended_year=date_of(ended_day).year,
        archive_number=archived.archive_number if archived else "",
        retention=archived.retention if archived else "",
        place=archived.place if archived else "",
        archived_day=archived.day if archived else None,
        out_until=out.until if out else None,
        out_unit=out.unit if out else "",
        list_number=delivery.list_number if delivery else "",
        delivered_day=delivery.day if delivery else None,
    )


def number_there(organ: str, archive_number: str, besides: str) -> str | None:
    """The number of another case of the organ whose file bears this archive number."""
    rows = KeptFile.objects.filter(organ=organ, archive_number=archive_number).exclude(case=besides)
    found: str | None = rows.values_list("number", flat=True).first()
    return found
