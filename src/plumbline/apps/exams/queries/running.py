"""What those who run exams see: which there are, who writes, who has handed in, what was appealed. No marks of persons,
no camera, no whereabouts; of an exam before appointment nothing, unless they are one of the two it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db.models import Count

from plumbline.apps.exams import store
from plumbline.apps.exams.models import ExamAnswer, ExamPaper, ExamSitting
from plumbline.apps.exams.policies import DECIDE
from plumbline.apps.exams.queries.reading import paper_of, sitting_of, versions
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.exams.errors import ExamUnknown
from plumbline.core.exams.question import Version
from plumbline.core.exams.sitting import Purpose, Sitting, Stage
from plumbline.core.exams.written import Appeal

At: TypeAlias = Literal["absent", "writing", "over", "handed_in", "by_system"]


@dataclass(frozen=True, slots=True)
class SittingLine:
    """An exam in the list: how many are to sit it, began and handed in, and appeals that wait."""

    id: str
    title: str
    purpose: Purpose
    stage: Stage
    opens_at: int
    closes_at: int
    seats: int
    begun: int
    handed: int
    appeals: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Somebody who sits an exam and how far they are; `answered`: questions with an answer on the server."""

    paper: str
    name: str
    unit: str
    at: At
    began_at: int | None
    due_at: int | None
    saved_at: int | None
    answered: int
    of: int
    passed: bool | None
    """Only of an exam before appointment, for the two who see it, once it is marked."""


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal, with the question; it names nobody."""

    paper: str
    version: Version
    key: str
    appeal: Appeal


def sittings(person: Person, today: int) -> list[SittingLine]:
    """Exams of the person's district, the newest first; those before appointment for the two they name."""
    divisions = [one[:6] for one in visible(person, DECIDE, today).divisions]
    rows = ExamSitting.objects.filter(division__in=divisions).order_by("-opens_at", "key")
    return [_line(row) for row in rows if not row.watchers or f",{person.signs_as}," in row.watchers]


def visible_sitting(person: Person, sitting: str) -> Sitting:
    """An exam that may be shown to the person. Raises ExamUnknown."""
    made = sitting_of(sitting)
    if not made.is_shown_to(person.signs_as):
        raise ExamUnknown()
    return made


def place_of_sitting(sitting: str) -> Place:
    """Where an exam belongs. Raises ExamUnknown."""
    made = sitting_of(sitting)
    return Place(made.organ, made.division)


def proctor(made: Sitting, now: int) -> list[SeatLine]:
    """Who sits the exam and how far each is, by unit and name."""
    seats = store.seats_in(made.id)
    names = officer_names([one.holder for one in seats])
    counted = dict(
        ExamAnswer.objects.filter(paper__in=[one.paper for one in seats])
        .exclude(choice="")
        .values_list("paper")
        .annotate(n=Count("*"))
    )
    passed: dict[str, bool | None] = {}
    if made.plan.is_confidential:
        passed = dict(ExamPaper.objects.filter(sitting=made.id).values_list("key", "passed"))
    lines = []
    for one in seats:
        at: At = "absent"
        if one.handed_at is not None:
            is_late = one.due_at is not None and one.handed_at > one.due_at
            at = "by_system" if is_late and paper_of(one.paper).by_system else "handed_in"
        elif one.began_at is not None:
            at = "over" if one.due_at is not None and one.due_at <= now else "writing"
        lines.append(
            SeatLine(
                paper=one.paper,
                name="—" if one.holder.startswith(store.GONE) else names.get(one.holder, one.holder),
                unit=one.unit,
                at=at,
                began_at=one.began_at,
                due_at=one.due_at,
                saved_at=one.saved_at,
                answered=counted.get(one.paper, 0),
                of=made.plan.count,
                passed=passed.get(one.paper),
            )
        )
    return sorted(lines, key=lambda one: (one.unit, one.name, one.paper))


def appeals(made: Sitting) -> list[AppealLine]:
    """Every appeal of an exam, those that wait first."""
    papers = ExamPaper.objects.filter(sitting=made.id).exclude(handed_at=None).order_by("key")
    found: list[tuple[str, Appeal]] = []
    for key in papers.values_list("key", flat=True) if made.stage is not Stage.SET_UP else ():
        found += [(key, one) for one in paper_of(key).appeals]
    known = versions({one.item for _paper, one in found})
    lines = [
        AppealLine(paper, known[one.item], made.corrected.get(one.item, known[one.item].wording.key), one)
        for paper, one in found
    ]
    return sorted(lines, key=lambda line: (bool(line.appeal.decided_by), line.appeal.at))


def _line(row: ExamSitting) -> SittingLine:
    seats = store.seats_in(row.key)
    waiting = ExamPaper.objects.filter(sitting=row.key, waiting__gt=0).count()
    return SittingLine(
        row.key,
        row.title,
        Purpose(row.purpose),
        Stage(row.stage),
        row.opens_at,
        row.closes_at,
        len(seats),
        sum(one.began_at is not None for one in seats),
        sum(one.handed_at is not None for one in seats),
        waiting,
    )
