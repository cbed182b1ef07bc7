"""Reading: the register of numbers, documents as files, case files."""

from __future__ import annotations

from collections.abc import Iterable

from plumbline.apps.documents import store
from plumbline.apps.documents.case_file import FilePaper, VolumeData, case_file_pdf
from plumbline.apps.documents.case_marks import OUTSIDE, SET_ASIDE
from plumbline.apps.documents.outside import Run, run_text, run_until
from plumbline.apps.documents.queries.register import (
    PAGE,
    STATES,
    NumberEntry,
    RegisterAsked,
    RegisterLine,
    RegisterPage,
    SeriesStanding,
    State,
    entry_of,
    every_line,
    number_kinds,
    number_register,
    number_years,
    register_page,
    series_standing,
)
from plumbline.apps.documents.render_docx import docx_of
from plumbline.apps.documents.render_pdf import pdf_of, pictures_of
from plumbline.apps.documents.scans import Scan
from plumbline.apps.documents.signing import SealReport, seals_of
from plumbline.core.reports.document_number import DocumentNumber

__all__ = [
    "OUTSIDE",
    "PAGE",
    "SET_ASIDE",
    "STATES",
    "FilePaper",
    "NumberEntry",
    "RegisterAsked",
    "RegisterLine",
    "RegisterPage",
    "Run",
    "Scan",
    "SealReport",
    "SeriesStanding",
    "State",
    "VolumeData",
    "case_file_pdf",
    "docx_of",
    "entry_of",
    "every_line",
    "next_number",
    "number_kinds",
    "number_register",
    "number_years",
    "pdf_of",
    "pictures_of",
    "register_page",
    "run_text",
    "seals_of",
    "series_standing",
    "used_until",
    "voided",
]


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


def used_until(*, organ: str, kind: str, authority: str, series: str, year: int, last: int) -> Run:
    """The numbers that a statement would enter: from the next one to the last one used outside.

    Raises NotBehindTheLast, TooManyOutside.
    """
    return run_until(next_number(organ=organ, kind=kind, authority=authority, series=series, year=year), last)
