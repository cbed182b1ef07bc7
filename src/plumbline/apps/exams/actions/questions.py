"""The bank: writing, review by somebody else, withdrawal, import, and doubt where the law changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from plumbline.apps.exams import store
from plumbline.apps.exams.actions.drafting import draft, opening
from plumbline.apps.exams.models import ExamQuestion, WaitingQuestion
from plumbline.apps.exams.policies import BANK
from plumbline.apps.exams.queries.reading import question_of, version_of
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter, enter_all
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.exams.errors import QuestionUnknown
from plumbline.core.exams.question import (
    DOUBT,
    PROCEDURE,
    REVIEW,
    WITHDRAW,
    WRITE,
    State,
    Wording,
    check_review,
    check_stands,
    check_wording,
    cited,
    rests_on,
    stream_of,
    written_wording,
)
from plumbline.core.exams.sheet import QuestionRow, read_cells, read_questions
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.registers.cells import Cell

_LOT = 400
"""Questions entered at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a sheet: questions that now wait for review, rows that wait to be mended."""

    entered: int
    waiting: int


def write_question(
    *, person: Person, wording: Wording, now: int, today: int, question: str | None = None
) -> str:
    """Writes a question, or a new version of one; it waits for somebody else's review. The question's id."""
    check_access(person, BANK, None, today)
    check_wording(wording, shelf().registry)
    if question is None:
        id = uuid4().hex[:16]
        enter_all(_new(person, id, wording, now), now=now)
        return id
    made = question_of(question)
    _check_place(person, made.division, today)
    seen = len(case_records(stream_of(question)))
    enter(_draft(person, question, WRITE, {"wording": written_wording(wording)}, now), expected=seen, now=now)
    return question


def review_question(
    *, person: Person, question: str, version: int, passed: bool, note: str, now: int, today: int
) -> None:
    """Somebody other than the author passes a version, or returns it with the reason."""
    made = question_of(question)
    _check_place(person, made.division, today)
    check_review(made.version(version), person.signs_as, passed, note)
    fields: dict[str, Json] = {"version": version, "passed": passed, "note": note.strip()}
    seen = len(case_records(stream_of(question)))
    enter(_draft(person, question, REVIEW, fields, now), expected=seen, now=now)


def withdraw_question(
    *, person: Person, question: str, version: int, note: str, now: int, today: int
) -> None:
    """Takes a version out of use, with the reason; papers that have it keep it."""
    made = question_of(question)
    _check_place(person, made.division, today)
    check_stands(made.version(version))
    fields: dict[str, Json] = {"version": version, "note": note.strip()}
    seen = len(case_records(stream_of(question)))
    enter(_draft(person, question, WITHDRAW, fields, now), expected=seen, now=now)


def doubt_changed(*, person: Person, changed: str, note: str, now: int, today: int) -> int:
    """Puts every question in doubt that rests on an article which was changed or repealed; how many.

    `changed` is a citation (行政处罚法 §42). A question in doubt is drawn no more until a new version is passed.
    """
    check_access(person, BANK, None, today)
    registry = shelf().registry
    places = cited(changed, registry)
    rows = ExamQuestion.objects.filter(division__in=_divisions(person), state__in=_LIVE).order_by("key")
    touched = [
        one
        for one in map(version_of, rows)
        if any(rests_on(one.wording, place, registry) for place in places)
    ]
    said = f"{changed.strip()}：{note.strip()}"
    for start in range(0, len(touched), _LOT):
        drafts = [
            _draft(person, one.question, DOUBT, {"version": one.number, "note": said}, now)
            for one in touched[start : start + _LOT]
        ]
        enter_all([Wanted(one, None) for one in drafts], now=now)
    return len(touched)


_LIVE = (State.IN_USE.value, State.WAITING.value)


def import_questions(*, person: Person, rows: Sequence[Sequence[Cell]], now: int, today: int) -> Taken:
    """Takes a sheet in: what is right waits for review, what is wrong waits to be mended. Raises ColumnsMissing."""
    check_access(person, BANK, None, today)
    read = list(read_questions(rows, shelf().registry))
    good = [one.wording for one in read if one.wording is not None]
    for start in range(0, len(good), _LOT):
        wanted = [
            one
            for wording in good[start : start + _LOT]
            for one in _new(person, uuid4().hex[:16], wording, now)
        ]
        enter_all(wanted, now=now)
    wrong = [_waiting(person, one, now) for one in read if one.wording is None]
    store.keep_waiting(wrong)
    return Taken(len(good), len(wrong))


def mend_row(*, person: Person, key: str, cells: Mapping[str, str], now: int, today: int) -> str:
    """A row that waited becomes a question; its id. Raises what is still wrong in it."""
    division = waiting_row(person, key, today).division
    read = read_cells(0, cells, shelf().registry)
    if read.problem is not None:
        raise read.problem
    assert read.wording is not None
    id = write_question(person=person, wording=read.wording, now=now, today=today)
    store.drop_waiting(division, key)
    return id


def drop_row(*, person: Person, key: str, today: int) -> None:
    """A row that waited is given up."""
    store.drop_waiting(waiting_row(person, key, today).division, key)


def waiting_row(person: Person, key: str, today: int) -> WaitingQuestion:
    """A row that waits in the person's district. Raises QuestionUnknown."""
    check_access(person, BANK, None, today)
    row: WaitingQuestion | None = WaitingQuestion.objects.filter(key=key).first()
    if row is None:
        raise QuestionUnknown(named=key)
    _check_place(person, row.division, today)
    return row


def _new(person: Person, id: str, wording: Wording, now: int) -> list[Wanted]:
    stream, division = stream_of(id), _division(person)
    first = opening(person, stream, PROCEDURE, id, division, {}, organ=person.organ, now=now)
    second = _draft(person, id, WRITE, {"wording": written_wording(wording)}, now)
    return [Wanted(first, 0), Wanted(second, 1)]


def _draft(person: Person, question: str, step: str, fields: Mapping[str, Json], now: int) -> Draft:
    return draft(person, stream_of(question), step, fields, organ=person.organ, now=now)


def _waiting(person: Person, read: QuestionRow, now: int) -> WaitingQuestion:
    assert read.problem is not None
    cells: dict[str, Json] = dict(read.cells)
    division = _division(person)
    key = hashlib.sha256(canonical({"division": division, "cells": cells})).hexdigest()[:32]
    told = read.problem
    return WaitingQuestion(
        key=key,
        division=division,
        row=read.row,
        cells=cells,
        problem_zh=told.message("zh"),
        problem_en=told.message("en"),
        mend_zh=told.remedy("zh") or "",
        mend_en=told.remedy("en") or "",
        taken_at=now,
    )


def _division(person: Person) -> str:
    """The district whose bank it is."""
    return person.divisions[0][:6] if person.divisions else ""


def _divisions(person: Person) -> list[str]:
    return sorted({one[:6] for one in person.divisions})


def _check_place(person: Person, division: str, today: int) -> None:
    check_access(person, BANK, Place("", division), today)
