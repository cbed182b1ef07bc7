"""What keeps the list of files: a projection of the records of cases that have ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models as fields

from plumbline.apps.case_file.models import FileLoan, KeptFile
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.history import Opening
from plumbline.core.cases.keeping import KEEPING_STEPS, Keeping, read_keeping
from plumbline.core.cases.number_order import order_key
from plumbline.core.cases.overview import Overview
from plumbline.core.cases.reserved import CANCEL_OPENING
from plumbline.core.clocks.civil import date_of
from plumbline.core.ledger.record import Record


class FilesProjection(ReplacedRows):
    """The file of each case that has ended, or may have ended no more."""

    name = "files"
    tables = (KeptFile, FileLoan)

    def concerns(self, case: Overview) -> bool:
        """Whether it has ended or was kept."""
        return case.ended or not KEEPING_STEPS.isdisjoint(case.counts)

    def rows(self, records: Sequence[Record]) -> Iterable[fields.Model]:
        """The rows of a case as of its last entry; none while it runs."""
        return rows_of(records)


def rows_of(records: Sequence[Record]) -> Iterable[fields.Model]:
    """The rows of a case as of its last entry; none while it runs."""
    docket, history = history_of(records, shelf())
    ended = docket.end_of(history.folded(records[-1].recorded_at))
    if ended is None:
        return
    opening = history.opening
    keeping = read_keeping(opening.number, records, docket.calendar.local_day)
    if (
        ended.step == CANCEL_OPENING and keeping.archived is None
    ):  # nobody owes a file of what was never a case
        return
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
            officer=loan.officer,
            day=loan.day,
            until=loan.until,
            returned_day=loan.returned,
        )


def _file(keeping: Keeping, opening: Opening, ended_day: int) -> KeptFile:
    archived, out, delivery = keeping.archived, keeping.out, keeping.delivery
    return KeptFile(
        case=opening.case,
        number=opening.number,
        number_key=order_key(opening.number),
        title=opening.title,
        procedure=opening.procedure,
        organ=opening.organ,
        division=opening.division,
        ended_day=ended_day,
        ended_year=date_of(ended_day).year,
        archive_number=archived.archive_number if archived else "",
        archive_key=order_key(archived.archive_number) if archived else "",
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
