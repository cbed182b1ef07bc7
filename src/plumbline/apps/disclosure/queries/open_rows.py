"""What is public as rows: chosen and worded as a reader asks, and what open data tells of organisations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KT

from plumbline.apps.disclosure import store
from plumbline.apps.disclosure.models import Release
from plumbline.apps.disclosure.texts import nobody_in
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.publication import COLUMNS
from plumbline.core.ledger.canonical import canonical

AT_ONCE: Final = 500
_DAYS: Final = {"decided_on": "decided_day", "published_on": "published_day", "changed_on": "changed_day"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of the portal is asked for."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    newest_decided: bool = False
    page: int = 1


def chosen(rows: QuerySet[Release], asked: Asked, leave: str = "") -> QuerySet[Release]:
    """The rows of the kinds, organs and years that are asked for, but for one of these choices."""
    if asked.kinds and leave != "kind":
        rows = rows.filter(kind__in=asked.kinds)
    if asked.organs and leave != "organ":
        rows = rows.filter(organ__in=asked.organs)
    if asked.years and leave != "year":
        rows = rows.filter(year__in=asked.years)
    return rows


def open_rows(asked: Asked | None = None) -> Iterator[dict[str, str]]:
    """Decisions on organisations as the open data has them, newest first; of their content the code alone is read.

    `state` and `changed_on` tell of a correction; choices that are asked for are kept.
    """
    rows = _of_organisations(store.PUBLIC, asked)
    names = [one for one in COLUMNS if one not in ("key", "party_code", "decided_on", "published_on")]
    found = rows.order_by("-published_day", "case").values(
        *names, "stage", *_DAYS.values(), key=F("case"), party_code=KT("content__party_code")
    )
    for one in found.iterator(AT_ONCE):
        days = {name: _iso(one.pop(day)) for name, day in _DAYS.items()}
        told = {**one, **days}
        yield {
            **{name: str(told[name] or "") for name in COLUMNS},
            "state": one["stage"],
            "changed_on": days["changed_on"],
        }


def _of_organisations(stages: Iterable[str], asked: Asked | None) -> QuerySet[Release]:
    rows = Release.objects.filter(stage__in=stages).exclude(party="").exclude(published_day=None)
    return rows if asked is None else chosen(worded(rows, asked), asked)


def worded(rows: QuerySet[Release], asked: Asked) -> QuerySet[Release]:
    """The rows that hold every word."""
    for word in asked.text.split():
        rows = rows.filter(Q(words__contains=word))
    return rows


def _iso(day: int | None) -> str:
    return date_of(day).isoformat() if day is not None else ""


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A decision on an organisation that was taken back or has ended; of the latter its key alone is told."""

    key: str
    state: str
    day: int
    reason: str
    number: str = ""
    organ_name: str = ""


def gone_rows(asked: Asked | None = None) -> Iterator[GoneRow]:
    """The decisions on organisations that were taken back or have ended, the newest of these first."""
    rows = _of_organisations(store.GONE, asked)
    found = rows.order_by("-changed_day", "case").values_list(
        "case", "stage", "changed_day", "published_day", "reason", "number", "organ_name"
    )
    for case, stage, changed, published, reason, number, organ in found.iterator(AT_ONCE):
        day = changed or published
        if stage == "withdrawn":
            yield GoneRow(case, stage, day, nobody_in(reason), number, organ)
        else:
            yield GoneRow(case, stage, day, nobody_in(reason))


def fingerprint() -> str:
    """Of everything that is or was public: another one wherever a file of open data would be another."""
    told = hashlib.sha256()
    rows = Release.objects.exclude(published_day=None).order_by("case")
    for one in rows.values_list("case", "record", "stage", "changed_day", "reason").iterator(AT_ONCE):
        told.update(canonical(list(one)))
    return told.hexdigest()[:32]


def public_keys() -> Iterator[tuple[str, bool]]:
    """The key of everything that is or was public, and whether it is gone."""
    rows = Release.objects.filter(stage__in=(*store.PUBLIC, *store.GONE)).exclude(published_day=None)
    for case, stage in rows.order_by("case").values_list("case", "stage").iterator(AT_ONCE):
        yield case, stage in store.GONE
