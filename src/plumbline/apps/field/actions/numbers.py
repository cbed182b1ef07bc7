"""Numbers for papers made in the street: set aside as a block without gap, used once, the rest given back as void."""

from __future__ import annotations

import datetime as dt
from typing import Final
from uuid import uuid4

from django.db import transaction

from plumbline.apps.casework.numbering import document_word
from plumbline.apps.casework.papers import kind_of_paper
from plumbline.apps.documents.actions import take_number, void_number
from plumbline.apps.documents.queries import SET_ASIDE
from plumbline.apps.field import store
from plumbline.apps.field.errors import NothingUnused, NotTheOfficer, TooManyNumbers
from plumbline.apps.field.models import FieldNumber
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of
from plumbline.core.reports.document_number import DocumentNumber, read_number

DECISION: Final = "当场行政处罚决定书"
"""The paper that is filled in on the spot and bears a number (处罚法 §52)."""
MOST: Final = 50
RETURNED: Final = "现场预留编号，未使用退回"
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def reserve_numbers(*, person: Person, count: int, now: int, today: int, kind: str = DECISION) -> list[str]:
    """Sets the next numbers of the organ aside; raises NotTheOfficer, TooManyNumbers, NoDocumentWord."""
    if person.officer is None:
        raise NotTheOfficer()
    if not 1 <= count <= MOST:
        raise TooManyNumbers(most=MOST)
    known = kind_of_paper(kind)
    assert known is not None
    word, block = document_word(person.organ), uuid4().hex
    with transaction.atomic():
        numbers = [
            take_number(
                organ=person.organ,
                kind=known.id,
                authority=word,
                series=known.series,
                case_id=f"{SET_ASIDE}{person.officer}",
                by=person.officer,
                at=_EPOCH + dt.timedelta(microseconds=now),
                year=date_of(today).year,
            )
            for _ in range(count)
        ]
        told = {"organ": person.organ, "kind": kind, "officer": person.officer, "block": block}
        FieldNumber.objects.bulk_create(
            FieldNumber(number=str(one), n=one.n, taken_at=now, **told) for one in numbers
        )
    return [str(one) for one in numbers]


def use_number(number: str, *, kind: str, case: str) -> None:
    """The number stands on a paper of the case. One that another case bears stays with it, and one that was given back
    stays void: conflicts tell of both.
    """
    FieldNumber.objects.filter(pk=number, kind=kind, case="", returned_at=None).update(case=case)


def return_numbers(*, person: Person, now: int) -> list[str]:
    """Gives back what was not used: it stays taken and is void with its reason. Raises NothingUnused."""
    at = _EPOCH + dt.timedelta(microseconds=now)
    with transaction.atomic():
        unused = [one for one in store.numbers_of(person.signs_as) if not one.case]
        if not unused:
            raise NothingUnused()
        for row in unused:
            void_number(_read(row), reason=RETURNED, by=person.signs_as, at=at)
            row.returned_at = now
            row.save()
    return [row.number for row in unused]


def _read(row: FieldNumber) -> DocumentNumber:
    known, found = kind_of_paper(row.kind), read_number(row.number)
    assert known is not None
    return DocumentNumber(found.words.removesuffix(known.series), known.series, found.year, found.n)
