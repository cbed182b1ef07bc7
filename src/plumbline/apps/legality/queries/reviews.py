"""Reading of the review desk: the queue, one review, what a case says for its questionnaire, the workload."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import Final

from django.db.models import Count, F, Q, QuerySet, Value

from plumbline.apps.legality.models import ReviewFile
from plumbline.apps.legality.policies import REVIEW_READ
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.colleagues import reviewing_staff
from plumbline.apps.questions import Question
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person

PAGE: Final = 20
STAFF_SHARE: Final = "legal-review-staff-share"
"""The dated figure of how many reviewers there are for an officer."""
WAITING: Final = ("submitted", "reviewing")
TABS: Final[Mapping[str, Q]] = {
    "waiting": Q(stage__in=WAITING),
    "unit": Q(stage__in=("begun", "returned", "objected", "reworked", "coordinated")),
    "agreed": Q(stage="agreed"),
    "warned": Q(hurried=True) | Q(pushed=True),
    "ended": Q(stage="ended"),
}


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in the queue. Instants are µs UTC, days count from 1970-01-01."""

    case: str
    procedure: str
    source: str
    number: str
    cause: str
    organ: str
    kind: str
    stage: str
    round: int
    submitted_at: int | None
    pages: int | None
    reviewer: str
    result: str
    opinion_at: int | None
    due_day: int | None
    hurried: bool
    pushed: bool
    offline: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the queue is asked for."""

    tab: str = "waiting"
    procedure: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ReviewList:
    """A page of the queue, how many there are, and counts by tab."""

    lines: tuple[ReviewLine, ...]
    total: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Load:
    """What lies with a reviewer: work, no grade. `waiting` now; since a day opinions given, of which how many did not
    agree, early and offline ones; `days` the days between file and opinion, in their middle.
    """

    organ: str
    reviewer: str
    waiting: int
    given: int
    objected: int
    hurried: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Staffing:
    """Reviewers and officers of an organ, and how many reviewers it should have at least."""

    organ: str
    reviewers: int
    officers: int
    least: int


_COLUMNS = tuple(ReviewLine.__dataclass_fields__)
_DAY: Final = 86_400_000_000


def reviews(person: Person, asked: Asked, today: int) -> ReviewList:
    """The reviews in reach; those waiting longest first."""
    rows = _reached(person, today)
    if asked.procedure:
        rows = rows.filter(procedure=asked.procedure)
    if asked.text:
        rows = rows.filter(Q(number__contains=asked.text) | Q(cause__contains=asked.text))
    counted = rows.aggregate(**{name: Count(Value(1), filter=what) for name, what in TABS.items()})
    chosen = rows.filter(TABS.get(asked.tab, TABS["waiting"]))
    order = (F("due_day").asc(nulls_last=True), F("submitted_at").asc(nulls_last=True), "number")
    start = (asked.page - 1) * PAGE
    lines = chosen.order_by(*order).values_list(*_COLUMNS)[start : start + PAGE]
    return ReviewList(tuple(ReviewLine(*one) for one in lines), counted.get(asked.tab, 0), counted)


def review_of(case: str) -> ReviewLine | None:
    """The review of that case."""
    return next((ReviewLine(*one) for one in _REVIEW(case)), None)


def reviews_of_source(source: str) -> tuple[ReviewLine, ...]:
    """The reviews of the decision of a case, newest last."""
    return tuple(ReviewLine(*one) for one in _OF_SOURCE(source))


_REVIEW = Question(lambda case: ReviewFile.objects.filter(case=case).order_by("case").values_list(*_COLUMNS))
_OF_SOURCE = Question(
    lambda source: (
        ReviewFile.objects.filter(source=source).order_by("submitted_at", "case").values_list(*_COLUMNS)
    )
)


def workload(person: Person, since: dt.date, today: int) -> list[Load]:
    """What lies with each reviewer in reach, and what each organ has that nobody has taken up."""
    start = (since - dt.date(1970, 1, 1)).days * _DAY
    held: dict[tuple[str, str], list[ReviewLine]] = {}
    for row in _reached(person, today).order_by("organ", "reviewer", "case").values_list(*_COLUMNS):
        one = ReviewLine(*row)
        held.setdefault((one.organ, one.reviewer), []).append(one)
    return [_load(organ, reviewer, lines, start) for (organ, reviewer), lines in held.items()]


def staffing(person: Person, today: int) -> list[Staffing]:
    """Whether each organ in reach has as many reviewers as it should have in principle (118号 (十一))."""
    share = shelf().packs.figures.ask(STAFF_SHARE, today, None, ())
    if not isinstance(share, Decimal | int):
        return []
    told = reviewing_staff(visible(person, REVIEW_READ, today), today)
    return [
        Staffing(name, reviewers, officers, ceil(officers * share))
        for _code, name, reviewers, officers in told
    ]


def _load(organ: str, reviewer: str, lines: Sequence[ReviewLine], start: int) -> Load:
    given = [one for one in lines if one.opinion_at is not None and one.opinion_at >= start]
    took = sorted(
        (one.opinion_at - one.submitted_at) // _DAY
        for one in given
        if one.opinion_at is not None and one.submitted_at is not None and one.opinion_at >= one.submitted_at
    )
    return Load(
        organ,
        reviewer,
        sum(one.stage in WAITING for one in lines),
        len(given),
        sum(one.result not in ("agree", "lawful") for one in given),
        sum(one.hurried for one in given),
        took[len(took) // 2] if took else None,
    )


def _reached(person: Person, today: int) -> QuerySet[ReviewFile]:
    what = visible(person, REVIEW_READ, today)
    if what.everything:
        return ReviewFile.objects.all()
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return ReviewFile.objects.filter(reached)
