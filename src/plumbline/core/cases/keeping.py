"""The file of a case once the case has ended: archived, lent and returned, delivered to the archives.

Steps of the system, sealed in the case itself, all text, days as YYYY-MM-DD:

    archive_case_file   archive_number, retention (`permanent` or years), basis, place, remark
    lend_case_file      unit, purpose, until, officer (by number; empty: somebody from outside); who takes it is a
                        personal value (`borrower`)
    return_case_file    loan (the record of the loan), remark
    deliver_case_file   list_number, receiver

No text read states how long a file is kept or in which form an archive number is written: both are the organ's own, and
`basis` says which of its tables was followed. `at` says when it happened. Of two archivings the later counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plumbline.core.cases.keeping_errors import (
    AlreadyLent,
    Delivered,
    LoanTooLong,
    NotEnded,
    NotKept,
    NotLent,
    RetentionUnknown,
)
from plumbline.core.cases.reserved import ARCHIVE_FILE, DELIVER_FILE, LEND_FILE, RETURN_FILE, VOID_ACT
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.errors import Language
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record

PERMANENT: Final = "permanent"
MOST_YEARS: Final = 200
KEEPING_STEPS: Final = frozenset({ARCHIVE_FILE, LEND_FILE, RETURN_FILE, DELIVER_FILE})
LocalDay = Callable[[int], int]
"""The day on which an instant falls in the pack's zone."""


@dataclass(frozen=True, slots=True)
class Archived:
    """Where and how long a file is kept; `retention` as `read_retention` takes it."""

    record: str
    day: int
    archive_number: str
    retention: str
    basis: str
    place: str


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan; `returned` is the day on which the file came back."""

    record: str
    day: int
    unit: str
    purpose: str
    until: int
    returned: int | None = None
    officer: str | None = None
    """Which officer of the organ took it; empty: somebody from outside. None: the entry told a name alone."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The file went to the archives."""

    record: str
    day: int
    list_number: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """What became of the file of a case."""

    number: str
    archived: Archived | None = None
    loans: tuple[Loan, ...] = ()
    delivery: Delivery | None = None

    @property
    def out(self) -> Loan | None:
        """The loan that is open."""
        return next((one for one in self.loans if one.returned is None), None)


def read_keeping(number: str, records: Sequence[Record], local_day: LocalDay) -> Keeping:
    """What the records of a case say of its file; `number` is the case's."""
    void = {one.corrects for one in records if one.step == VOID_ACT}
    found = Keeping(number)
    for record in records:
        if record.step in KEEPING_STEPS and record.id not in void:
            found = _after(found, record, local_day(record.at.earliest))
    return found


def check_archive(keeping: Keeping, *, ended: bool, retention: str) -> None:
    """Raises NotEnded, Delivered or RetentionUnknown."""
    if not ended:
        raise NotEnded(number=keeping.number)
    read_retention(retention)
    _check_here(keeping)


def check_lend(keeping: Keeping, *, day: int, until: int) -> None:
    """Raises NotKept, Delivered, AlreadyLent or LoanTooLong."""
    _check_kept(keeping)
    if until < day:
        raise LoanTooLong(until=date_of(until).isoformat(), day=date_of(day).isoformat())
    _check_in(keeping)


def check_return(keeping: Keeping) -> Loan:
    """The loan that is open; raises NotLent."""
    if keeping.out is None:
        raise NotLent(number=keeping.number)
    return keeping.out


def check_deliver(keeping: Keeping) -> None:
    """Raises NotKept, Delivered, or AlreadyLent while it is out."""
    _check_kept(keeping)
    _check_in(keeping)


def read_retention(text: str) -> int | None:
    """Years, None for ever; raises RetentionUnknown.

    >>> read_retention("30"), read_retention("permanent")
    (30, None)
    """
    if text == PERMANENT:
        return None
    if not text.isdecimal() or len(text) > 4 or not 0 < int(text) <= MOST_YEARS:
        raise RetentionUnknown(value=text)
    return int(text)


def retention_word(text: str, language: Language) -> str:
    """A retention in words; empty where none is stated.

    >>> retention_word("30", "zh"), retention_word("permanent", "zh")
    ('30年', '永久')
    """
    if not text:
        return ""
    years = read_retention(text)
    if years is None:
        return "永久" if language == "zh" else "permanent"
    return f"{years}年" if language == "zh" else f"{years} years"


def _check_here(keeping: Keeping) -> None:
    if keeping.delivery is not None:
        gone = keeping.delivery
        raise Delivered(number=keeping.number, list_number=gone.list_number, receiver=gone.receiver)


def _check_kept(keeping: Keeping) -> None:
    if keeping.archived is None:
        raise NotKept(number=keeping.number)
    _check_here(keeping)


def _check_in(keeping: Keeping) -> None:
    if keeping.out is not None:
        loan = keeping.out
        raise AlreadyLent(number=keeping.number, unit=loan.unit, until=date_of(loan.until).isoformat())


def _after(found: Keeping, record: Record, day: int) -> Keeping:
    fields = {name: _text(value) for name, value in record.fields.items()}
    match record.step:
        case str(step) if step == ARCHIVE_FILE:
            kept = (fields.get(name, "") for name in ("archive_number", "retention", "basis", "place"))
            return replace(found, archived=Archived(record.id, day, *kept))
        case str(step) if step == LEND_FILE:
            until, purpose = parse_day(fields["until"]), fields.get("purpose", "")
            loan = Loan(record.id, day, fields["unit"], purpose, until, officer=fields.get("officer"))
            return replace(found, loans=(*found.loans, loan))
        case str(step) if step == RETURN_FILE:
            loans = tuple(
                replace(one, returned=day) if one.record == fields["loan"] else one for one in found.loans
            )
            return replace(found, loans=loans)
        case _:
            return replace(
                found, delivery=Delivery(record.id, day, fields["list_number"], fields["receiver"])
            )


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
