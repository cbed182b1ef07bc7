"""Reading: the register of numbers, documents as files, case files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from plumbline.apps.documents import store
from plumbline.apps.documents.case_file import FilePaper, VolumeData, case_file_pdf
from plumbline.apps.documents.models import NumberTaken, NumberVoided
from plumbline.apps.documents.render_docx import docx_of
from plumbline.apps.documents.render_pdf import pdf_of, pictures_of
from plumbline.apps.documents.scans import Scan
from plumbline.apps.documents.signing import SealReport, seals_of
from plumbline.core.reports.document_number import DocumentNumber

__all__ = [
    "FilePaper",
    "NumberEntry",
    "Scan",
    "SealReport",
    "VolumeData",
    "case_file_pdf",
    "docx_of",
    "next_number",
    "number_register",
    "number_years",
    "pdf_of",
    "pictures_of",
    "seals_of",
    "voided",
]


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """A line of the register. `void_reason` is empty for a valid number."""

    number: DocumentNumber
    organ: str
    kind: str
    case_id: str
    taken_by: str
    taken_at: dt.datetime
    void_reason: str = ""
    voided_by: str = ""
    voided_at: dt.datetime | None = None


def next_number(*, organ: str, kind: str, authority: str, series: str, year: int) -> DocumentNumber:
    """The number that would come next. It is nobody's until it is taken: `actions.take_this`."""
    return DocumentNumber(authority, series, year, store.last(organ, kind, year) + 1)


def voided(organ: str, papers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of numbers that papers of an organ carry (kind and number as written), those that are void, with the reason."""
    rows = store.find_all(organ, papers)
    voids = store.voidings(rows) if rows else {}
    return {
        str(DocumentNumber(row.authority, row.series, row.year, row.n)): voids[row.id].reason
        for row in rows
        if row.id in voids
    }


def number_years(organ: str) -> list[int]:
    """Years in which the organ took numbers, newest first."""
    return sorted(set(NumberTaken.objects.filter(organ=organ).values_list("year", flat=True)), reverse=True)


def number_register(organ: str, year: int, kind: str | None = None) -> list[NumberEntry]:
    """The numbers of an organ in a year, in order of kind and number, voided ones among them."""
    rows = NumberTaken.objects.filter(organ=organ, year=year).order_by("kind", "n")
    if kind is not None:
        rows = rows.filter(kind=kind)
    taken = list(rows)
    voided = store.voidings(taken)
    return [_entry(row, voided) for row in taken]


def _entry(row: NumberTaken, voided: dict[int, NumberVoided]) -> NumberEntry:
    void = voided.get(row.id)
    return NumberEntry(
        number=DocumentNumber(row.authority, row.series, row.year, row.n),
        organ=row.organ,
        kind=row.kind,
        case_id=row.case_id,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        void_reason=void.reason if void else "",
        voided_by=void.voided_by if void else "",
        voided_at=void.voided_at if void else None,
    )
