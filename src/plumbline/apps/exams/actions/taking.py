"""Sitting an exam: a paper begins, each answer is kept on the server as it is given, the paper is handed in.

Everything is asked by paper and person: a paper that is somebody else's does not exist. What was kept stays kept
whatever becomes of the server; handing in seals its hash, and asked again it answers that it is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from plumbline.apps.exams import store
from plumbline.apps.exams.actions.drafting import checked_seed, paper_draft
from plumbline.apps.exams.models import ExamSeat
from plumbline.apps.exams.queries.reading import own_seat, sitting_of, versions
from plumbline.apps.ledger_store.actions import Draft, enter
from plumbline.core.authority.person import Person
from plumbline.core.exams import written
from plumbline.core.exams.errors import AnswerMoved, AnswerUnfit, NotNow, PaperClosed
from plumbline.core.exams.paper import answers_hash, check_choice, chosen, draw_paper
from plumbline.core.exams.sitting import Stage
from plumbline.core.ledger.canonical import Json

_TRIES: Final = 20
"""How often a paper is handed in anew because an answer arrived meanwhile."""


class _Saved(Exception):
    """An answer was saved after those were read that are being handed in."""


def begin_paper(*, person: Person, paper: str, now: int, today: int) -> None:
    """Begins the person's paper: its questions are drawn and its time runs. Begun already, nothing changes.

    Raises PaperUnknown, NotNow.
    """
    seat = own_seat(person, paper, today)
    if seat.began_at is not None:
        return
    made = sitting_of(seat.sitting)
    if made.stage is not Stage.SET_UP or not made.plan.opens_at <= now < made.closes_at:
        raise NotNow(problem_zh="不在考试时间内", problem_en="this is not the time of the exam")
    bundle = draw_paper(made.items, checked_seed(made), paper, made.plan.count)
    store.begin(seat, now=now, due=made.due_at(now), questions=chosen(bundle), salt=secrets.token_hex(32))


def keep_answer(
    *, person: Person, paper: str, number: int, choice: str, turn: int, now: int, today: int
) -> int:
    """Keeps the answer to a question (`number` counts from 1); it is on the server once this returns, with the instant
    at which the paper ends.

    Raises PaperUnknown, PaperClosed, AnswerUnfit, AnswerMoved.
    """
    seat = own_seat(person, paper, today)
    item, letters = _fitting(seat, {number: choice})[0]
    try:
        newer = store.keep_answer(paper, item, letters, turn, now)
    except LookupError:
        raise _closed(paper) from None
    if newer is not None:
        raise AnswerMoved(number=number, held=newer[0], turn=newer[1])
    assert seat.due_at is not None
    return int(seat.due_at)


def keep_form(*, person: Person, paper: str, choices: Mapping[int, str], now: int, today: int) -> None:
    """Keeps a whole form, for pages without script and for what is handed in. Raises as `keep_answer`."""
    seat = own_seat(person, paper, today)
    try:
        store.keep_form(paper, dict(_fitting(seat, choices)), now)
    except LookupError:
        raise _closed(paper) from None


def hand_in(*, person: Person, paper: str, now: int, today: int) -> None:
    """Hands the paper in as it is saved; handed in already, nothing changes. Raises PaperUnknown, NotNow."""
    seat = own_seat(person, paper, today)
    if seat.began_at is None:
        raise NotNow(problem_zh="试卷还没有开始", problem_en="the paper is not begun")
    hand_in_saved(paper, organ=sitting_of(seat.sitting).organ, now=now, by_system=False)


def hand_in_saved(paper: str, *, organ: str, now: int, by_system: bool) -> None:
    """Seals what is saved. An answer that arrives meanwhile is in it, or comes too late and says so."""
    for _ in range(_TRIES):
        seat = store.seat_of(paper)
        assert seat is not None
        if seat.handed_at is not None:
            return
        saves = seat.saves

        def claim(saves: int = saves) -> None:
            if not store.claim(paper, saves, now):
                raise _Saved

        try:
            enter(handed_in(seat, organ, now, by_system), expected=None, now=now, along=claim)
        except _Saved:
            continue
        return
    raise NotNow(problem_zh="答案正在保存，请再交一次", problem_en="answers are being saved; hand in again")


def handed_in(seat: ExamSeat, organ: str, now: int, by_system: bool) -> Draft:
    """The record of handing in: the hash in the open, the answers as a personal value."""
    questions = store.questions_of(seat)
    answers = {item: row.choice for item, row in store.answers_of(seat.paper).items()}
    fields: dict[str, Json] = {
        "questions": list(questions),
        "answers_sha256": answers_hash(seat.paper, questions, answers, seat.salt),
        "by_system": by_system,
    }
    kept: dict[str, Json] = {item: answers.get(item, "") for item in questions}
    personal: dict[str, Json] = {written.ANSWERS: {"salt": seat.salt, "answers": kept}}
    return paper_draft(seat.paper, written.HAND_IN, fields, organ=organ, now=now, personal=personal)


def _fitting(seat: ExamSeat, choices: Mapping[int, str]) -> list[tuple[str, str]]:
    """Versions and the letters chosen, in their one writing. Raises AnswerUnfit."""
    questions = store.questions_of(seat)
    for number, choice in choices.items():
        if not 1 <= number <= len(questions):
            raise AnswerUnfit(number=number, choice=choice[:20])
    items = {number: questions[number - 1] for number in choices}
    known = versions(items.values())
    return [
        (items[number], check_choice(number, known[items[number]].wording, choice))
        for number, choice in choices.items()
    ]


def _closed(paper: str) -> PaperClosed:
    seat = store.seat_of(paper)
    if seat is None or seat.began_at is None:
        return PaperClosed(problem_zh="试卷还没有开始", problem_en="the paper is not begun")
    if seat.handed_at is not None:
        return PaperClosed(problem_zh="已经交卷", problem_en="it is handed in")
    return PaperClosed(problem_zh="答题时间已到", problem_en="its time is up")
