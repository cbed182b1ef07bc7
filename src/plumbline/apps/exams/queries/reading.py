"""Questions, exams and papers read from their streams."""

from __future__ import annotations

import json
from collections.abc import Collection

from plumbline.apps.exams import store
from plumbline.apps.exams.models import ExamQuestion, ExamSeat
from plumbline.apps.exams.policies import TAKE
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.exams import question, sitting, written
from plumbline.core.exams.errors import PaperUnknown
from plumbline.core.exams.question import Body, Kind, State, Version, Wording


def question_of(question_id: str) -> question.Question:
    """A question with its versions. Raises QuestionUnknown."""
    return question.fold([held.record for held in case_records(question.stream_of(question_id))])


def sitting_of(sitting_id: str) -> sitting.Sitting:
    """An exam. Raises ExamUnknown."""
    return sitting.fold([held.record for held in case_records(sitting.stream_of(sitting_id))])


def paper_of(paper_id: str) -> written.Paper:
    """What became of a paper. Raises PaperUnknown."""
    return written.fold([held.record for held in case_records(written.stream_of(paper_id))])


def versions(items: Collection[str]) -> dict[str, Version]:
    """Versions by their names."""
    return {row.key: version_of(row) for row in ExamQuestion.objects.filter(key__in=list(items))}


def version_of(row: ExamQuestion) -> Version:
    """The version that a row shows."""
    wording = Wording(
        Kind(row.kind),
        row.text,
        tuple(json.loads(row.options)),
        row.answer,
        row.basis,
        tuple(Body(one) for one in row.bodies.strip(",").split(",")),
    )
    return Version(row.question, row.number, wording, row.author, State(row.state), row.reviewer, row.note)


def own_seat(person: Person, paper: str, today: int) -> ExamSeat:
    """The seat of a paper that is the person's own. Raises AccessRefused, PaperUnknown."""
    check_access(person, TAKE, None, today)
    seat = store.seat_of(paper)
    if seat is None or seat.holder != person.signs_as:
        raise PaperUnknown()
    return seat
