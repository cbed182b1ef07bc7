"""Reading of checked texts: frozen values for pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Value

from plumbline.apps.legality.errors import TextUnknown
from plumbline.apps.legality.models import CheckedText, TextMark
from plumbline.apps.legality.policies import TEXTS
from plumbline.core.authority.access import check_access, visible
from plumbline.core.authority.person import Person, Place

PAGE = 20


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text in the list: how many marks, how many not decided, how many accepted."""

    id: int
    title: str
    kind: str
    maker: str
    by: str
    at: int
    marks: int
    waiting: int
    accepted: int


@dataclass(frozen=True, slots=True)
class MarkView:
    """A mark with what was decided."""

    place: int
    pattern: str
    start: int
    end: int
    severity: str
    basis: tuple[str, ...]
    says: str
    english: str
    lowered: bool
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class TextView:
    """A text with its marks."""

    id: int
    title: str
    kind: str
    maker: str
    text: str
    digest: str
    by: str
    at: int
    marks: tuple[MarkView, ...]


def texts(person: Person, words: str, page: int, today: int) -> tuple[list[TextLine], int]:
    """The texts of the person's organ, newest first, and how many there are."""
    rows = CheckedText.objects.filter(organ__in=visible(person, TEXTS, today).organs)
    if words:
        rows = rows.filter(title__contains=words)
    return _lines(rows, page), rows.count()


def texts_of_review(case: str) -> list[TextLine]:
    """The texts that were checked for a review, newest first."""
    return _lines(CheckedText.objects.filter(case=case), 1)


def _lines(rows: QuerySet[CheckedText], page: int) -> list[TextLine]:
    counted = rows.annotate(
        n=Count("marks"),
        waiting=Count("marks", filter=Q(marks__decision="")),
        accepted=Count("marks", filter=Q(marks__decision="accepted")),
    ).order_by("-at", "-id")[(page - 1) * PAGE : page * PAGE]
    return [
        TextLine(row.pk, row.title, row.kind, row.maker, row.by, row.at, row.n, row.waiting, row.accepted)
        for row in counted
    ]


def text(person: Person, wanted: int, today: int) -> TextView:
    """One text; raises TextUnknown, AccessRefused."""
    row = CheckedText.objects.filter(pk=wanted).first()
    if row is None:
        raise TextUnknown()
    check_access(person, TEXTS, Place(row.organ, row.division), today)
    return TextView(row.pk, row.title, row.kind, row.maker, row.text, row.digest, row.by, row.at, _marks(row))


def place_of_text(wanted: int) -> Place:
    """Where a text belongs; raises TextUnknown."""
    row = CheckedText.objects.filter(pk=wanted).values_list("organ", "division").first()
    if row is None:
        raise TextUnknown()
    return Place(*row)


def decided(pattern: str) -> tuple[int, int]:
    """How often reviewers of this site accepted and rejected marks of a pattern."""
    found = TextMark.objects.filter(pattern=pattern).aggregate(
        yes=Count(Value(1), filter=Q(decision="accepted")), no=Count(Value(1), filter=Q(decision="rejected"))
    )
    return found["yes"], found["no"]


def _marks(row: CheckedText) -> tuple[MarkView, ...]:
    return tuple(
        MarkView(
            one.place,
            one.pattern,
            one.start,
            one.end,
            one.severity,
            tuple(one.basis),
            one.says,
            one.english,
            one.lowered,
            one.decision,
            one.reason,
        )
        for one in row.marks.order_by("place")
    )
