"""Keeping files: each act is a record of the case, refused before it would say what is not so.

`now` is microseconds since 1970-01-01 UTC, `seen` the number of records of the case that the person saw (None: at the
end). Raises AccessRefused, KeepingError, FileDeskError, and CaseMoved when somebody else acted meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from plumbline.apps.case_file.errors import (
    ArchiveNumberTaken,
    BorrowerMissing,
    NothingToDeliver,
    RetentionMissing,
)
from plumbline.apps.case_file.policies import FILE_KEEP, FILES_DELIVER
from plumbline.apps.case_file.queries import archive_numbers_borne
from plumbline.apps.case_file.retention import Retention, retentions, set_retention
from plumbline.apps.case_file.store import number_there
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.numbering import ARCHIVE_SERIES, Reserved, past_borne, reserve, until_taken
from plumbline.apps.documents.actions import hold_series
from plumbline.apps.documents.errors import NumberMoved
from plumbline.apps.ledger_store.actions import Draft, Receipt, Wanted, enter, enter_all, new_id
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.core.authority.access import Access, check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.keeping import (
    Keeping,
    check_archive,
    check_deliver,
    check_lend,
    check_return,
    read_keeping,
)
from plumbline.core.cases.reserved import ARCHIVE_FILE, DELIVER_FILE, LEND_FILE, RETURN_FILE
from plumbline.core.clocks.civil import date_of
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation

__all__ = [
    "Archiving",
    "Lending",
    "Retention",
    "archive_file",
    "case_draft",
    "deliver_files",
    "lend_file",
    "open_file",
    "return_file",
    "set_retention",
]


@dataclasses.dataclass(frozen=True, slots=True)
class Archiving:
    """What is written when a file is archived. Without a `number` the next of the organ's register is taken; without a
    `retention` that of the organ for the procedure.
    """

    number: str = ""
    retention: Retention | None = None
    place: str = ""
    remark: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Lending:
    """A loan: to which unit, whom, what for, until which day (days since 1970-01-01).

    `officer` is the number of an officer of the organ who takes it; then their name is the register's. Empty: somebody
    from outside.
    """

    unit: str
    borrower: str
    purpose: str
    until: int
    officer: str = ""


def archive_file(
    *, person: Person, case: str, archiving: Archiving, seen: int | None = None, now: int
) -> Receipt:
    """Puts the file of an ended case into the organ's archives; done again, it says what is changed."""
    file, keeping = open_file(person, case, FILE_KEEP, now)
    opening = file.history.opening
    kept = archiving.retention or retentions(opening.organ).get(opening.procedure)
    if kept is None or not kept.basis.strip():
        raise RetentionMissing()
    ended = file.docket.end_of(file.history.folded(now)) is not None
    check_archive(keeping, ended=ended, retention=kept.term)
    number = archiving.number.strip() or (keeping.archived.archive_number if keeping.archived else "")
    if number:
        _check_free(opening.organ, number, case)
    fields: dict[str, Json] = {"retention": kept.term, "basis": kept.basis.strip()}
    fields |= {name: said.strip() for name, said in _written(archiving).items() if said.strip()}

    def attempt() -> Receipt:
        taken = [] if number else _next_numbers(file, now)
        named = fields | {"archive_number": number or str(taken[-1][0].number)}
        draft = case_draft(file, person, ARCHIVE_FILE, now, named)

        def along() -> None:
            hold_series(opening.organ, ARCHIVE_SERIES[0], 0)  # whichever year a typed number names
            if number:
                _check_free(opening.organ, number, case)
            elif taken != _next_numbers(file, now):
                raise NumberMoved(number=str(taken[-1][0].number))
            for reserved, bearer in taken:
                reserved.take(case=bearer, by=draft.entered_by, now=now)

        return enter(draft, expected=_expected(file, seen), now=now, along=along)

    return until_taken(attempt)


def lend_file(*, person: Person, case: str, lending: Lending, seen: int | None = None, now: int) -> Receipt:
    """Lends the file; who takes it is held beside the record."""
    file, keeping = open_file(person, case, FILE_KEEP, now)
    organ = file.history.opening.organ
    borrower = dict(colleagues_of(organ)).get(lending.officer, lending.borrower).strip()
    if not (lending.unit.strip() and borrower and lending.purpose.strip()):
        raise BorrowerMissing()
    check_lend(keeping, day=file.docket.calendar.local_day(now), until=lending.until)
    fields: dict[str, Json] = {
        "unit": lending.unit.strip(),
        "purpose": lending.purpose.strip(),
        "until": date_of(lending.until).isoformat(),
        "officer": lending.officer,
    }
    draft = case_draft(file, person, LEND_FILE, now, fields)
    draft = dataclasses.replace(draft, personal={"borrower": borrower})
    return enter(draft, expected=_expected(file, seen), now=now)


def return_file(*, person: Person, case: str, remark: str = "", seen: int | None = None, now: int) -> Receipt:
    """The file came back."""
    file, keeping = open_file(person, case, FILE_KEEP, now)
    fields: dict[str, Json] = {"loan": check_return(keeping).record}
    if remark.strip():
        fields["remark"] = remark.strip()
    return enter(case_draft(file, person, RETURN_FILE, now, fields), expected=_expected(file, seen), now=now)


def deliver_files(*, person: Person, cases: Sequence[str], list_number: str, receiver: str, now: int) -> int:
    """Delivers files to the archives with one list, all or none; how many. It cannot be taken back."""
    if not cases or not list_number.strip() or not receiver.strip():
        raise NothingToDeliver()
    wanted = []
    for case in dict.fromkeys(cases):
        file, keeping = open_file(person, case, FILES_DELIVER, now)
        check_deliver(keeping)
        fields: dict[str, Json] = {"list_number": list_number.strip(), "receiver": receiver.strip()}
        wanted.append(Wanted(case_draft(file, person, DELIVER_FILE, now, fields), file.history.position))
    return len(enter_all(wanted, now=now))


def open_file(person: Person, case: str, policy: Access, now: int) -> tuple[CaseFile, Keeping]:
    """The case and what became of its file, for whom the policy lets in."""
    file = read_case(case)
    check_access(person, policy, file.place, file.docket.calendar.local_day(now))
    opening = file.history.opening
    return file, read_keeping(opening.number, file.history.sealed, file.docket.calendar.local_day)


def _check_free(organ: str, number: str, case: str) -> None:
    """No other file of the organ bears the archive number; raises ArchiveNumberTaken."""
    if other := number_there(organ, number, case):
        raise ArchiveNumberTaken(archive_number=number, number=other)


def _next_numbers(file: CaseFile, now: int) -> list[tuple[Reserved, str]]:
    """The next number that no file bears, for this case, behind those that files bear by hand or from an old system,
    each for the case that bears it: the register goes without a gap past them.
    """
    organ, case = file.history.opening.organ, file.history.opening.case
    kind, word = ARCHIVE_SERIES
    year = date_of(file.docket.calendar.local_day(now)).year
    following = reserve(organ=organ, kind=kind, series=word, year=year)
    return past_borne(
        following,
        case,
        lambda texts: {text: bearer for text, (bearer, _of) in archive_numbers_borne(organ, texts).items()},
    )


def _written(archiving: Archiving) -> dict[str, str]:
    return {"place": archiving.place, "remark": archiving.remark}


def _expected(file: CaseFile, seen: int | None) -> int:
    return file.history.position if seen is None else seen


def case_draft(file: CaseFile, person: Person, step: str, now: int, fields: Mapping[str, Json]) -> Draft:
    """A record of the case that the person enters and confirms now."""
    name = person.officer or person.account
    return Draft(
        id=new_id(now),
        case=file.history.opening.case,
        step=step,
        at=Moment(written_instant(now), "microsecond"),
        organ=file.history.opening.organ,
        entered_by=name,
        pack=f"sha256:{file.docket.procedure.content_hash}",
        by=(Actor(name, person.role.in_packs),),
        confirmations=(Confirmation(name, now),),
        fields=fields,
    )
