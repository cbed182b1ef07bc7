"""What somebody sees of the own exams: which there are, the paper being written, and what became of it.

Every question asks by holder: what is another's is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.exams import store
from plumbline.apps.exams.models import ExamSeat
from plumbline.apps.exams.queries.reading import own_seat, paper_of, sitting_of, versions
from plumbline.core.authority.person import Person
from plumbline.core.exams.errors import NotNow
from plumbline.core.exams.paper import draw_paper
from plumbline.core.exams.question import Version
from plumbline.core.exams.sitting import Sitting, Stage
from plumbline.core.exams.written import Appeal, Paper
from plumbline.core.oversight.draw import Bundle


@dataclass(frozen=True, slots=True)
class Mine:
    """An exam that the person sits: the paper, and how far it is."""

    paper: str
    sitting: Sitting
    began_at: int | None
    due_at: int | None
    handed_at: int | None


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question of the own paper. The key is given once the exam is closed; before that it is empty."""

    number: int
    version: Version
    choice: str
    turn: int
    key: str
    appeal: Appeal | None


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """The own paper with its questions, none before it is begun."""

    seat: Mine
    written: Paper
    questions: tuple[QuestionShown, ...]
    saved_at: int | None


def mine(person: Person) -> list[Mine]:
    """The person's exams, the newest first."""
    seats = ExamSeat.objects.filter(holder=person.signs_as)
    found = [_mine(one) for one in seats]
    return sorted(found, key=lambda one: (-one.sitting.plan.opens_at, one.paper))


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A paper that may still be handed in, with when its exam opens and closes."""

    paper: str
    name: str
    """The title of the exam for its holder; the holder's name where all of an exam are told."""
    opens_at: int
    closes_at: int


def open_seats(person: Person, now: int) -> list[OpenSeat]:
    """What the person has yet to sit or to hand in."""
    return [OpenSeat(*row) for row in store.open_seats(person.signs_as, now)]


def waiting_seats(before: int) -> list[OpenSeat]:
    """What anybody has yet to hand in, of the exams that close before an instant, by holder."""
    return [OpenSeat(*row) for row in store.waiting_seats(before)]


def own_paper(person: Person, paper: str, today: int) -> OwnPaper:
    """The person's paper. Raises AccessRefused, PaperUnknown."""
    seat = own_seat(person, paper, today)
    known, made = paper_of(paper), _mine(seat)
    questions, answers = store.questions_of(seat), store.answers_of(paper)
    there = versions(questions)
    over = made.sitting.stage is not Stage.SET_UP
    shown = []
    for number, item in enumerate(questions, 1):
        answer = answers.get(item)
        key = made.sitting.corrected.get(item, there[item].wording.key) if over else ""
        choice, turn = (answer.choice, answer.turn) if answer else ("", 0)
        shown.append(QuestionShown(number, there[item], choice, turn, key, known.appeal(item)))
    return OwnPaper(made, known, tuple(shown), seat.saved_at)


def own_bundle(person: Person, paper: str, today: int) -> Bundle:
    """What makes the draw of the own paper again, once the exam is closed. Raises PaperUnknown, NotNow."""
    seat = own_seat(person, paper, today)
    made = sitting_of(seat.sitting)
    if not made.seed or seat.began_at is None:
        raise NotNow(
            problem_zh="考试结束后公布种子", problem_en="the seed is published when the exam is closed"
        )
    return draw_paper(made.items, made.seed, paper, made.plan.count)


def _mine(seat: ExamSeat) -> Mine:
    return Mine(seat.paper, sitting_of(seat.sitting), seat.began_at, seat.due_at, seat.handed_at)
