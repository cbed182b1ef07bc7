"""What keeps exams: a projection of their streams, and the seats and answers while people write.

An answer is there once `keep_answer` has returned: its transaction is committed, and it locks the seat, so that nothing
is added to what somebody is handing in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.db import connection, models, transaction
from django.db.models import F

from plumbline.apps.exams.models import (
    ExamAnswer,
    ExamPaper,
    ExamQuestion,
    ExamSeat,
    ExamSitting,
    WaitingQuestion,
)
from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.questions import Question
from plumbline.core.cases.reserved import EXAMS_OF
from plumbline.core.exams import question, sitting, written
from plumbline.core.exams.sitting import Stage
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.record import Record

_TABLES: Final[tuple[type[models.Model], ...]] = (ExamQuestion, ExamSitting, ExamPaper)
_KEEP: Final = """
INSERT INTO exam_answer (key, paper, item, choice, turn, saved_at) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (key) DO UPDATE SET choice = excluded.choice, turn = excluded.turn, saved_at = excluded.saved_at
WHERE exam_answer.turn < excluded.turn
"""


class ExamsProjection:
    """Questions, exams and papers by stream."""

    name = "exams"

    def apply(self, entered: Sequence[Entered]) -> None:
        """Make the rows of every stream touched anew."""
        last: dict[str, int] = {}
        for one in entered:
            if one.record.case.startswith(EXAMS_OF):
                last[one.record.case] = max(one.position, last.get(one.record.case, 0))
        new: list[models.Model] = []
        for stream, position in last.items():
            records = [held.record for held in case_records(stream)[: position + 1]]
            rows = list(_rows(stream, records))
            if len(records) == 1:
                new += rows
            elif question.is_question(stream):
                ExamQuestion.objects.filter(question=question.fold(records).id).delete()
                new += rows
            else:
                for row in rows:  # made with its opening, unless all records are folded anew
                    row.save()
        for table in _TABLES:
            own = [row for row in new if isinstance(row, table)]
            if own:
                table._default_manager.bulk_create(own, batch_size=400)

    def clear(self) -> None:
        """Remove every row."""
        for table in _TABLES:
            table._default_manager.all().delete()

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, by table and key."""
        for table in _TABLES:
            columns = [one.attname for one in table._meta.concrete_fields]
            for values in table._default_manager.order_by("key").values_list(*columns).iterator():
                row: dict[str, Json] = dict(zip(columns, values, strict=True))
                yield canonical({**row, "table": table._meta.db_table})


def _rows(stream: str, records: Sequence[Record]) -> Iterator[models.Model]:
    if question.is_question(stream):
        made = question.fold(records)
        yield from (_version(made.division, one) for one in made.versions)
    elif sitting.is_sitting(stream):
        yield _sitting(sitting.fold(records))
    elif written.is_paper(stream):
        yield _paper(written.fold(records))


def _version(division: str, one: question.Version) -> ExamQuestion:
    said = one.wording
    return ExamQuestion(
        key=one.item,
        question=one.question,
        number=one.number,
        division=division,
        state=one.state.value,
        kind=said.kind.value,
        text=said.text,
        options=canonical(list(said.options)).decode(),
        answer=said.key,
        basis=said.basis,
        bodies=f",{','.join(body.value for body in said.bodies)},",
        author=one.author,
        reviewer=one.reviewer,
        note=one.note,
    )


def _sitting(made: sitting.Sitting) -> ExamSitting:
    return ExamSitting(
        key=made.id,
        organ=made.organ,
        division=made.division,
        title=made.plan.title,
        purpose=made.plan.purpose.value,
        opens_at=made.plan.opens_at,
        closes_at=made.closes_at,
        stage=made.stage.value,
        watchers=f",{','.join(made.plan.watchers)}," if made.plan.watchers else "",
    )


def _paper(made: written.Paper) -> ExamPaper:
    return ExamPaper(
        key=made.id,
        sitting=made.sitting,
        unit=made.unit,
        handed_at=made.handed_at,
        right=made.marked.right if made.marked else None,
        passed=made.passed,
        waiting=made.waiting,
    )


# -- seats and answers


def place_seats(seats: Iterable[ExamSeat]) -> None:
    """Papers for their holders; with the records that open them."""
    ExamSeat.objects.bulk_create(seats, batch_size=400)


def seat_of(paper: str) -> ExamSeat | None:
    """The seat of a paper."""
    found: ExamSeat | None = ExamSeat.objects.filter(paper=paper).first()
    return found


def begin(seat: ExamSeat, *, now: int, due: int, questions: Sequence[str], salt: str) -> bool:
    """Begins a paper, unless it is begun or its exam is closed; whether it was. The exam's row is held meanwhile."""
    with transaction.atomic():
        open_ = ExamSitting.objects.select_for_update().filter(key=seat.sitting, stage=Stage.SET_UP.value)
        if not open_.exists():
            return False
        drawn = canonical(list(questions)).decode()
        waiting = ExamSeat.objects.filter(paper=seat.paper, began_at=None)
        return bool(waiting.update(began_at=now, due_at=due, questions=drawn, salt=salt))


def keep_answer(paper: str, item: str, choice: str, turn: int, now: int) -> tuple[str, int] | None:
    """Keeps an answer; None once it is there. What is kept instead, with its turn, where a newer one had come.

    Raises LookupError where the paper takes no more answers: handed in, not begun, or its time is up.
    """
    with transaction.atomic():
        taking = ExamSeat.objects.filter(paper=paper, handed_at=None, due_at__gt=now)
        if not taking.update(saves=F("saves") + 1, saved_at=now):
            raise LookupError(paper)
        key = f"{paper}/{item}"
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [key, paper, item, choice, turn, now])
            if cursor.rowcount == 1:
                return None
        held = ExamAnswer.objects.get(key=key)
        return None if held.choice == choice else (str(held.choice), int(held.turn))


def keep_form(paper: str, answers: Mapping[str, str], now: int) -> None:
    """Keeps a whole form over what is there. Raises LookupError as `keep_answer`."""
    with transaction.atomic():
        taking = ExamSeat.objects.filter(paper=paper, handed_at=None, due_at__gt=now)
        if not taking.update(saves=F("saves") + 1, saved_at=now):
            raise LookupError(paper)
        held = {row.item: row for row in ExamAnswer.objects.filter(paper=paper)}
        for item, choice in answers.items():
            known = held.get(item)
            if (known.choice if known else "") != choice:
                turn = known.turn + 1 if known else 1
                row = ExamAnswer(f"{paper}/{item}", paper, item, choice, turn, now)
                row.save(force_insert=known is None, force_update=known is not None)


def answers_of(paper: str) -> dict[str, ExamAnswer]:
    """What is answered, by version."""
    return {row.item: row for row in ExamAnswer.objects.filter(paper=paper)}


def answers_in(papers: Collection[str]) -> dict[str, dict[str, str]]:
    """What is answered in each of the papers, by version."""
    found: dict[str, dict[str, str]] = {paper: {} for paper in papers}
    rows = ExamAnswer.objects.filter(paper__in=list(papers)).values_list("paper", "item", "choice")
    for paper, item, choice in rows:
        found[paper][item] = choice
    return found


def claim(paper: str, saves: int, now: int) -> bool:
    """Hands a paper in as far as it was saved by then; False where something was saved since, or it is in already."""
    return bool(ExamSeat.objects.filter(paper=paper, handed_at=None, saves=saves).update(handed_at=now))


def extend(sitting_id: str, micros: int, paper: str = "", now: int = 0) -> None:
    """More time for all who write, or for one, whose time may have run out while the server was away."""
    seats = ExamSeat.objects.filter(sitting=sitting_id, handed_at=None).exclude(due_at=None)
    if not paper:
        seats.update(due_at=F("due_at") + micros)
        return
    for seat in seats.filter(paper=paper):
        ExamSeat.objects.filter(paper=paper).update(due_at=max(seat.due_at, now) + micros)


def seats_in(sitting_id: str) -> list[ExamSeat]:
    """The seats of an exam, by unit and holder."""
    return list(ExamSeat.objects.filter(sitting=sitting_id).order_by("unit", "holder"))


def open_seats(holder: str, now: int) -> list[tuple[str, str, int, int]]:
    """Paper, title, opening and closing instant of what the person has not handed in and may still."""
    return [
        (paper, title, opens, closes)
        for paper, title, opens, closes in _OPEN_SEATS(holder, Stage.SET_UP.value)
        if closes > now
    ]


_OPEN_SEATS = Question(
    lambda holder, stage: (
        ExamSeat.objects.filter(holder=holder, handed_at=None)
        .annotate(stage=_sitting_of("stage"), title=_sitting_of("title"))
        .annotate(opens=_sitting_of("opens_at"), closes=_sitting_of("closes_at"))
        .filter(stage=stage)
        .order_by("opens", "paper")
        .values_list("paper", "title", "opens", "closes")
    )
)


def _sitting_of(column: str) -> models.Subquery:
    return models.Subquery(ExamSitting.objects.filter(key=models.OuterRef("sitting")).values(column))


def waiting_seats(before: int) -> list[tuple[str, str, int, int]]:
    """Paper, holder, opening and closing instant of what is not handed in, of exams that close before an instant."""
    rows = ExamSitting.objects.filter(stage=Stage.SET_UP.value, closes_at__lt=before)
    times = {row.key: (int(row.opens_at), int(row.closes_at)) for row in rows}
    seats = ExamSeat.objects.filter(sitting__in=list(times), handed_at=None).order_by("paper")
    return [(seat.paper, seat.holder, *times[seat.sitting]) for seat in seats]


GONE: Final = "-"
"""What the holder of a seat begins with once the name was destroyed."""


def forget_holders(sitting_id: str) -> None:
    """Nobody's name stands at a paper of the exam any more."""
    ExamSeat.objects.filter(sitting=sitting_id).update(
        holder=models.functions.Concat(models.Value(GONE), "paper"), unit=""
    )


def holders_gone(sitting_id: str) -> bool:
    """Whether the names of the exam were destroyed."""
    return bool(ExamSeat.objects.filter(sitting=sitting_id, holder__startswith=GONE).exists())


def questions_of(seat: ExamSeat) -> tuple[str, ...]:
    """The versions that a paper has."""
    return tuple(json.loads(seat.questions))


# -- rows that wait


def keep_waiting(rows: Iterable[WaitingQuestion]) -> None:
    """Rows that wait to be mended; one that waits already is not kept twice."""
    WaitingQuestion.objects.bulk_create(rows, ignore_conflicts=True)


def drop_waiting(division: str, key: str) -> None:
    """A row became a question or was given up."""
    WaitingQuestion.objects.filter(division=division, key=key).delete()
