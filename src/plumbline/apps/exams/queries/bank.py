"""The bank as lists show it, and every citation in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plumbline.apps.exams.models import ExamQuestion, WaitingQuestion
from plumbline.apps.exams.policies import BANK
from plumbline.apps.exams.queries.reading import question_of, version_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.exams.errors import QuestionUnfit
from plumbline.core.exams.question import Body, Question, State, Version, cited, is_in_force
from plumbline.core.law.citation import Citation

_GONE = (State.REPLACED.value,)


@dataclass(frozen=True, slots=True)
class BankLine:
    """A version in the list; `is_stale`: an edition that it cites is no longer in force."""

    version: Version
    is_stale: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row of a sheet that waits to be mended."""

    key: str
    row: int
    cells: Mapping[str, str]
    problem_zh: str
    problem_en: str
    mend_zh: str
    mend_en: str


def bank(person: Person, today: int, *, state: str = "", body: str = "", words: str = "") -> list[BankLine]:
    """The versions that the person may see, by article; those replaced by a newer one only when asked for."""
    rows = ExamQuestion.objects.filter(division__in=_divisions(person, today))
    rows = rows.filter(state=state) if state else rows.exclude(state__in=_GONE)
    if body:
        rows = rows.filter(bodies__contains=f",{body},")
    if words:
        rows = rows.filter(text__contains=words) | rows.filter(basis__contains=words)
    found = [version_of(row) for row in rows.order_by("basis", "key")]
    return [BankLine(one, is_stale(one, today)) for one in found]


def bank_counts(person: Person, today: int) -> dict[str, int]:
    """How many versions stand where."""
    rows = ExamQuestion.objects.filter(division__in=_divisions(person, today))
    return dict(Counter(rows.values_list("state", flat=True)))


def is_stale(version: Version, today: int) -> bool:
    """Whether an instrument that the question cites has no edition in force on the day."""
    registry = shelf().registry
    try:
        found = cited(version.wording.basis, registry)
    except QuestionUnfit:
        return True
    return not all(is_in_force(one, registry, date_of(today)) for one in found)


def no_longer_in_force(person: Person, today: int) -> list[Version]:
    """Versions in use or waiting that cite what is no longer in force."""
    live = (State.IN_USE, State.WAITING)
    return [one.version for one in bank(person, today) if one.version.state in live and one.is_stale]


def history_of(question: str) -> Question:
    """A question with all its versions. Raises QuestionUnknown."""
    return question_of(question)


def place_of_question(question: str) -> Place:
    """The district whose bank holds it. Raises QuestionUnknown."""
    return Place("", question_of(question).division)


def waiting_rows(person: Person, today: int) -> list[WaitingRow]:
    """Rows of sheets that wait in the person's district, oldest first."""
    rows = WaitingQuestion.objects.filter(division__in=_divisions(person, today)).order_by("taken_at", "row")
    return [
        WaitingRow(row.key, row.row, row.cells, row.problem_zh, row.problem_en, row.mend_zh, row.mend_en)
        for row in rows
    ]


def citations() -> Iterator[tuple[str, Citation]]:
    """Every citation of every version in use or waiting, with the name of the version: what a change of law touches."""
    registry = shelf().registry
    live = [State.IN_USE.value, State.WAITING.value, State.DOUBTED.value]
    for key, basis in ExamQuestion.objects.filter(state__in=live).order_by("key").values_list("key", "basis"):
        try:
            yield from ((key, one) for one in cited(basis, registry))
        except QuestionUnfit:
            continue


def bodies() -> tuple[Body, ...]:
    """The kinds of body there are."""
    return tuple(Body)


def _divisions(person: Person, today: int) -> list[str]:
    return [one[:6] for one in visible(person, BANK, today).divisions]
