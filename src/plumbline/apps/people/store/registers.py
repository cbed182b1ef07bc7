"""Entries and certificates, found by number, organ and words; the rows are projections and never written here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from plumbline.apps.people.models import Absence, CertificateRow, Duty, RegisterEntry
from plumbline.apps.questions import Question
from plumbline.core.authority.access import Visible


def entry(case: str) -> RegisterEntry | None:
    """The entry of that case."""
    found: RegisterEntry | None = RegisterEntry.objects.filter(case=case).first()
    return found


_NAMES = Question(
    lambda register, codes: RegisterEntry.objects.filter(register=register, code__in=codes).values_list(
        "code", "name"
    )
)
_SPANS = Question(
    lambda officers: (
        CertificateRow.objects.filter(officer__in=officers)
        .order_by("officer", "first", "number")
        .values_list("officer", "kind", "spans")
    )
)


def names(register: str, codes: Collection[str]) -> dict[str, str]:
    """Names by number, of those of these numbers that are registered."""
    return dict(_NAMES(register, codes))


def spans_of(officers: Collection[str]) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Officer, kind and the days on which it counts, of each certificate of these officers."""
    return _SPANS(officers)


def codes_there(register: str, codes: Collection[str]) -> set[str]:
    """Which of these numbers are taken, ended entries included: a number is given once."""
    found: set[str] = set()
    for chunk in _chunks(list(codes)):
        rows = RegisterEntry.objects.filter(register=register, code__in=chunk)
        found.update(rows.values_list("code", flat=True))
    return found


def division_of(organ: str) -> str:
    """The division of a registered organ; empty where there is none."""
    found = (
        RegisterEntry.objects.filter(register="organ", code=organ).values_list("division", flat=True).first()
    )
    return str(found or "")


def standing_certificates(visible: Visible) -> Iterable[tuple[CertificateRow, RegisterEntry]]:
    """Certificates that stand, with their officers, as far as `visible` reaches."""
    rows = RegisterEntry.objects.filter(_reach(visible), register="officer", ended_on__isnull=True)
    officers = {row.code: row for row in rows}
    for one in CertificateRow.objects.filter(ended=False).order_by("number"):
        if one.officer in officers:
            yield one, officers[one.officer]


def standing_officers(visible: Visible) -> dict[str, int]:
    """Officers in enforcement, as far as `visible` reaches, with how many records each has."""
    rows = RegisterEntry.objects.filter(_reach(visible), register="officer", ended_on__isnull=True)
    return dict(rows.values_list("code", "position"))


def certificates_there(numbers: Collection[str]) -> dict[str, str]:
    """Certificate number → officer, for those of these numbers that are taken."""
    found: dict[str, str] = {}
    for chunk in _chunks(list(numbers)):
        found.update(CertificateRow.objects.filter(number__in=chunk).values_list("number", "officer"))
    return found


def certificates_of(officers: Collection[str] | None) -> Iterable[CertificateRow]:
    """The certificates of these officers, of all where None."""
    rows = CertificateRow.objects.order_by("officer", "first", "number")
    found: Iterable[CertificateRow] = rows if officers is None else rows.filter(officer__in=list(officers))
    return found


def officers_there(officers: Collection[str] | None) -> Iterable[str]:
    """The numbers of officers registered, of these where given."""
    if officers is not None:
        return names("officer", officers)
    found: Iterable[str] = RegisterEntry.objects.filter(register="officer").values_list("code", flat=True)
    return found


def find(
    register: str, visible: Visible, words: str, filters: dict[str, Any], ended: bool | None
) -> QuerySet[RegisterEntry]:
    """Entries in reach that hold the words in number, name or values; a filter compares one value."""
    rows = RegisterEntry.objects.filter(_reach(visible), register=register)
    for word in words.split():
        rows = rows.filter(Q(code__icontains=word) | Q(name__icontains=word) | Q(organ__icontains=word))
    for name, value in filters.items():
        if name in ("organ", "code"):
            rows = rows.filter(**{name: value})
        elif value is False:
            rows = rows.exclude(**{f"values__{name}": True})
        else:
            rows = rows.filter(**{f"values__{name}": value})
    return rows if ended is None else rows.filter(ended_on__isnull=not ended)


def _reach(visible: Visible) -> Q:
    if visible.everything:
        return Q()
    wanted = Q(pk__in=())
    if visible.organs:
        wanted |= Q(organ__in=list(visible.organs))
    for beginning in visible.divisions:
        wanted |= Q(division__startswith=beginning)
    return wanted


def absences_on(accounts: Collection[str] | None, first: Any, last: Any) -> Iterable[Absence]:
    """Absences that touch the span, of these accounts or of all."""
    rows = Absence.objects.filter(first__lte=last, last__gte=first).order_by("first", "record")
    found: Iterable[Absence] = rows if accounts is None else rows.filter(account__in=list(accounts))
    return found


def duties_on(organ: str, first: Any, last: Any) -> Iterable[Duty]:
    """Duties of an organ that touch the span."""
    found: Iterable[Duty] = Duty.objects.filter(organ=organ, first__lte=last, last__gte=first).order_by(
        "first", "record"
    )
    return found


def posts_of(account: str, day: dt.date) -> tuple[list[Absence], list[Duty]]:
    """Absences of others in which the account stands in, and its own duties, that last beyond the day."""
    absences = [Absence(*row) for row in _STOOD_IN(account)]
    duties = [Duty(*row) for row in _DUTIES(account)]
    return [one for one in absences if one.last >= day], [one for one in duties if one.last >= day]


_STOOD_IN = Question(
    lambda account: Absence.objects.filter(deputy=account).order_by("first", "record").values_list()
)
_DUTIES = Question(
    lambda account: Duty.objects.filter(account=account).order_by("first", "record").values_list()
)


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), 500):
        yield values[start : start + 500]
