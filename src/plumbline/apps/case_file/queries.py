"""Reading the files of cases that have ended: lists, the loan book, what stands on a list for the archives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from django.db.models import Q, QuerySet

from plumbline.apps.case_file.models import FileLoan, KeptFile
from plumbline.apps.case_file.policies import FILES_READ
from plumbline.apps.case_file.retention import Retention, retentions
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.people.queries.colleagues import bearing, names_of
from plumbline.apps.people.queries.taken_out import TakenOut
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.keeping import Keeping, read_keeping
from plumbline.core.clocks.civil import date_of

__all__ = ["Retention", "retentions"]
PAGE: Final = 50
State = Literal["all", "to_archive", "kept", "lent", "late", "delivered"]
STATES: Final[tuple[State, ...]] = ("all", "to_archive", "kept", "lent", "late", "delivered")


@dataclass(frozen=True, slots=True)
class FilesAsked:
    """What of the files is asked for."""

    state: State = "all"
    year: int | None = None
    procedure: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in a list; days count from 1970-01-01."""

    case: str
    number: str
    title: str
    procedure: str
    organ: str
    ended_day: int
    archive_number: str
    retention: str
    place: str
    archived_day: int | None
    out_until: int | None
    out_unit: str
    list_number: str
    delivered_day: int | None


@dataclass(frozen=True, slots=True)
class FileList:
    """One page of the files, how many there are, and how many in each state."""

    lines: tuple[FileLine, ...]
    total: int
    page: int
    counts: dict[State, int]


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A line of the loan book; `borrower` is empty where the name was destroyed."""

    record: str
    case: str
    number: str
    archive_number: str
    unit: str
    borrower: str
    purpose: str
    day: int
    until: int
    returned_day: int | None
    officer: str | None = None


def archive_numbers_borne(organ: str, numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By archive number, the id and number of the case of the organ whose file bears it."""
    rows = KeptFile.objects.filter(organ=organ, archive_number__in=sorted(set(numbers) - {""}))
    return {number: (case, of) for number, case, of in rows.values_list("archive_number", "case", "number")}


def keeping_of(file: CaseFile) -> Keeping:
    """What became of the file of a case."""
    opening = file.history.opening
    return read_keeping(opening.number, file.history.sealed, file.docket.calendar.local_day)


def files(person: Person, asked: FilesAsked, today: int) -> FileList:
    """The files that the person may see, the newest first."""
    rows = _narrowed(_seen(KeptFile.objects.all(), person, today), asked)
    counts = {state: rows.filter(_in(state, today)).count() for state in STATES}
    chosen = rows.filter(_in(asked.state, today)).order_by("-ended_day", "number_key", "case")
    total = counts[asked.state]
    page = min(max(asked.page, 1), max((total + PAGE - 1) // PAGE, 1))
    start = (page - 1) * PAGE
    return FileList(tuple(map(_line, chosen[start : start + PAGE])), total, page, counts)


def years(person: Person, today: int) -> list[int]:
    """The years in which cases ended, newest first."""
    rows = _seen(KeptFile.objects.all(), person, today)
    return sorted(set(rows.values_list("ended_year", flat=True)), reverse=True)


def closed_in(organ: str, year: int) -> tuple[FileLine, ...]:
    """Every file of an organ whose case ended in the year, in the order of archive numbers, then of the days."""
    rows = KeptFile.objects.filter(organ=organ, ended_year=year)
    return tuple(map(_line, rows.order_by("archive_key", "ended_day", "number_key")))


def loans(person: Person, today: int, *, open_only: bool) -> tuple[LoanLine, ...]:
    """The loan book: what is out, by the day on which it must be back; then what came back, newest first."""
    rows = _seen(FileLoan.objects.all(), person, today)
    out = list(rows.filter(returned_day=None).order_by("until", "record"))
    back = (
        [] if open_only else list(rows.exclude(returned_day=None).order_by("-returned_day", "record")[:500])
    )
    return loan_lines([*out, *back])


def loans_of(case: str) -> tuple[LoanLine, ...]:
    """The loans of one file, newest first."""
    return loan_lines(FileLoan.objects.filter(case=case).order_by("-day", "record"))


def borrowed_by(officer: str, organ: str) -> tuple[TakenOut, ...]:
    """The organ's files that somebody took and that are out.

    They are told by number; an entry that tells a name alone counts where nobody else of the organ bears the name.
    """
    names = {name for name in names_of(officer) - {""} if not set(bearing(name, organ)) - {officer}}
    rows = FileLoan.objects.filter(organ=organ, returned_day=None).order_by("until", "record")
    return tuple(
        TakenOut(
            f"借阅案卷 {one.number}，应于 {date_of(one.until).isoformat()} 归还",
            f"file of {one.number} borrowed, to be back on {date_of(one.until).isoformat()}",
            url_of("case_file:keeping", case=one.case),
        )
        for one in loan_lines(rows)
        if one.officer == officer or (one.officer is None and one.borrower.strip() in names)
    )


def loan_lines(rows: Iterable[FileLoan]) -> tuple[LoanLine, ...]:
    """Rows with the names of those who took the files, as far as they are held."""
    found = list(rows)
    values = personal_values([row.record for row in found])
    names = {place.record: str(one.value) for place, one in values.items() if place.name == "borrower"}
    return tuple(
        LoanLine(
            row.record,
            row.case,
            row.number,
            row.archive_number,
            row.unit,
            names.get(row.record, ""),
            row.purpose,
            row.day,
            row.until,
            row.returned_day,
            row.officer,
        )
        for row in found
    )


def _seen(rows: QuerySet, person: Person, today: int) -> QuerySet:
    what = visible(person, FILES_READ, today)
    wanted = Q(organ__in=what.organs)
    for division in what.divisions:
        wanted |= Q(division__startswith=division)
    return rows.filter(wanted)


def _narrowed(rows: QuerySet, asked: FilesAsked) -> QuerySet:
    if asked.year is not None:
        rows = rows.filter(ended_year=asked.year)
    if asked.procedure:
        rows = rows.filter(procedure=asked.procedure)
    for word in asked.text.split():
        rows = rows.filter(
            Q(number__icontains=word)
            | Q(archive_number__icontains=word)
            | Q(title__icontains=word)
            | Q(place__icontains=word)
            | Q(list_number__icontains=word)
        )
    return rows


def _in(state: State, today: int) -> Q:
    match state:
        case "to_archive":
            return Q(archived_day=None)
        case "kept":
            return Q(archived_day__isnull=False, delivered_day=None, out_until=None)
        case "lent":
            return Q(out_until__isnull=False)
        case "late":
            return Q(out_until__lt=today)
        case "delivered":
            return Q(delivered_day__isnull=False)
        case _:
            return Q()


def _line(row: KeptFile) -> FileLine:
    return FileLine(
        row.case,
        row.number,
        row.title,
        row.procedure,
        row.organ,
        row.ended_day,
        row.archive_number,
        row.retention,
        row.place,
        row.archived_day,
        row.out_until,
        row.out_unit,
        row.list_number,
        row.delivered_day,
    )
