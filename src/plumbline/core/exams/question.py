"""A question of the bank: its versions, who wrote and who reviewed each, the article it rests on.

The stream is `exam:question:` with an id. A version is drawn only while somebody other than its author has passed it,
no newer one has been passed, and no change of law has put it in doubt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from plumbline.core.cases.reserved import EXAMS_OF, OPEN_CASE
from plumbline.core.exams.errors import NotNow, OwnQuestion, QuestionUnfit, QuestionUnknown
from plumbline.core.law.citation import Citation
from plumbline.core.law.errors import CitationError, UnknownInstrument
from plumbline.core.law.registry import LawRegistry
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record

PROCEDURE: Final = "exam.question"
WRITE: Final = "write_question"
REVIEW: Final = "review_question"
DOUBT: Final = "doubt_question"
WITHDRAW: Final = "withdraw_question"
LETTERS: Final = "ABCDEF"
_QUESTIONS: Final = f"{EXAMS_OF}question:"


class Kind(StrEnum):
    """How a question is answered: one option, every right option and no other, right or wrong."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"


class Body(StrEnum):
    """For whom a question is; `all` stands in every paper's list."""

    ALL = "all"
    LEADING = "leading"
    ENFORCEMENT = "enforcement"
    REVIEW = "review"
    SUB_DISTRICT = "sub_district"


class State(StrEnum):
    """Where a version stands."""

    WAITING = "waiting"
    RETURNED = "returned"
    IN_USE = "in_use"
    DOUBTED = "doubted"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a version says: the question, its options in their order, the letters that are right, article, bodies."""

    kind: Kind
    text: str
    options: tuple[str, ...]
    key: str
    basis: str
    bodies: tuple[Body, ...] = (Body.ALL,)

    @property
    def letters(self) -> str:
        """The letters of the options."""
        return LETTERS[: len(self.options)]


@dataclass(frozen=True, slots=True)
class Version:
    """A version: `number` counts from 1, `item` is its name in lists that are drawn from."""

    question: str
    number: int
    wording: Wording
    author: str
    state: State = State.WAITING
    reviewer: str = ""
    note: str = ""
    """Why it was returned, put in doubt or withdrawn."""

    @property
    def item(self) -> str:
        """Question and version in one word."""
        return f"{self.question}@{self.number}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its records make it."""

    id: str
    division: str
    versions: tuple[Version, ...] = field(default=())

    def version(self, number: int) -> Version:
        """A version by number. Raises QuestionUnknown."""
        if not 1 <= number <= len(self.versions):
            raise QuestionUnknown(named=f"{self.id}@{number}")
        return self.versions[number - 1]

    @property
    def newest(self) -> Version:
        """The version written last."""
        return self.versions[-1]


def stream_of(question: str) -> str:
    """The stream of a question."""
    return f"{_QUESTIONS}{question}"


def is_question(stream: str) -> bool:
    """Whether a stream is a question's."""
    return stream.startswith(_QUESTIONS)


def named(item: str) -> tuple[str, int]:
    """Question and number of a version named in a list. Raises QuestionUnknown."""
    question, at, number = item.partition("@")
    if not at or not number.isdecimal():
        raise QuestionUnknown(named=item)
    return question, int(number)


def check_wording(wording: Wording, registry: LawRegistry) -> tuple[Citation, ...]:
    """The citations that a question rests on. Raises QuestionUnfit, telling the first thing to mend."""
    if len(wording.text.strip()) < 4:
        raise _unfit("没有写题干", "it has no text", "写明题干", "write the question")
    least = 2 if wording.kind is Kind.JUDGE else 3
    most = 2 if wording.kind is Kind.JUDGE else len(LETTERS)
    texts = [one.strip() for one in wording.options]
    if not least <= len(texts) <= most or not all(texts) or len(set(texts)) != len(texts):
        mend = (f"填写 {least} 至 {most} 个互不相同的选项", f"give {least} to {most} options, none twice")
        raise _unfit("选项不全或者重复", "options are missing or stand twice", *mend)
    right = set(wording.key)
    wanted = len(right) >= 2 if wording.kind is Kind.MULTIPLE else len(right) == 1
    if not wanted or not right <= set(wording.letters) or len(right) != len(wording.key):
        mend = (
            "单选、判断题答案为一个字母，多选题为两个以上字母",
            "one letter, or two and more where several options are right",
        )
        raise _unfit(f"答案“{wording.key}”与选项不符", f"the key “{wording.key}” does not fit", *mend)
    if not wording.bodies:
        raise _unfit("没有选适用对象", "it is for nobody", "至少选一类对象", "choose at least one kind")
    return cited(wording.basis, registry)


def cited(basis: str, registry: LawRegistry) -> tuple[Citation, ...]:
    """The articles in a basis. Raises QuestionUnfit where there is none, or none that the law library knows."""
    mend = ("写法如：行政处罚法 §42", "write for example: 行政处罚法 §42")
    try:
        found = registry.read(basis) if basis.strip() else ()
    except (CitationError, UnknownInstrument) as error:
        raise _unfit(error.message("zh"), error.message("en"), *mend) from None
    if not found or any(one.place.whole for one in found):
        raise _unfit("没有写明依据的条文", "it cites no article", *mend)
    return tuple(found)


def rests_on(wording: Wording, changed: Citation, registry: LawRegistry) -> bool:
    """Whether the question cites the changed place, something in it, or something that holds it."""
    try:
        own = cited(wording.basis, registry)
    except QuestionUnfit:
        return False
    return any(
        one.instrument == changed.instrument
        and (changed.place.whole or one.covers(changed.place) or changed.covers(one.place))
        for one in own
    )


def is_in_force(citation: Citation, registry: LawRegistry, on: dt.date) -> bool:
    """Whether an edition holds on the day of what is cited; an edition cited by its own key holds in its own time."""
    edition = registry.edition(citation.instrument, on)
    return edition is not None and edition.holds_on(on)


def written_wording(wording: Wording) -> dict[str, Json]:
    """The wording as a record holds it."""
    return {
        "kind": wording.kind.value,
        "text": wording.text,
        "options": list(wording.options),
        "key": wording.key,
        "basis": wording.basis,
        "bodies": [one.value for one in wording.bodies],
    }


def read_wording(said: Mapping[str, Any]) -> Wording:
    """The wording of a record."""
    return Wording(
        Kind(said["kind"]),
        said["text"],
        tuple(said["options"]),
        said["key"],
        said["basis"],
        tuple(Body(one) for one in said["bodies"]),
    )


def fold(records: Sequence[Record]) -> Question:
    """The question of a stream. Raises QuestionUnknown for records that are none of a question."""
    if not records or records[0].step != OPEN_CASE or records[0].fields.get("procedure") != PROCEDURE:
        raise QuestionUnknown(named=records[0].case if records else "")
    first = records[0]
    made = Question(first.case.removeprefix(_QUESTIONS), str(first.fields["division"]))
    for record in records[1:]:
        made = _after(made, record, dict(record.fields))
    return made


def _after(made: Question, record: Record, said: dict[str, Any]) -> Question:
    if record.step == WRITE:
        number = len(made.versions) + 1
        new = Version(made.id, number, read_wording(said["wording"]), record.entered_by)
        return replace(made, versions=(*made.versions, new))
    version = made.version(said["version"])
    match record.step:
        case "review_question":
            state = State.IN_USE if said["passed"] else State.RETURNED
            if said["passed"]:
                made = _each(
                    made, {State.IN_USE, State.DOUBTED, State.WAITING}, State.REPLACED, version.number
                )
            seen = replace(version, state=state, reviewer=record.entered_by, note=said["note"])
        case "doubt_question":
            seen = replace(version, state=State.DOUBTED, note=said["note"])
        case "withdraw_question":
            seen = replace(version, state=State.WITHDRAWN, note=said["note"])
        case _:
            return made
    return _put(made, seen)


def _each(made: Question, states: set[State], to: State, below: int) -> Question:
    """Versions before `below` that stand in these states come to stand in another."""
    for one in made.versions[: below - 1]:
        if one.state in states:
            made = _put(made, replace(one, state=to))
    return made


def _put(made: Question, version: Version) -> Question:
    place = version.number - 1
    return replace(made, versions=(*made.versions[:place], version, *made.versions[place + 1 :]))


def check_review(version: Version, by: str, passed: bool, note: str) -> None:
    """Raises NotNow, OwnQuestion, QuestionUnfit: somebody else reviews what waits; returning needs a reason."""
    if version.state is not State.WAITING:
        raise NotNow(problem_zh="这一版本已经审核", problem_en="this version was reviewed already")
    if version.author == by:
        raise OwnQuestion()
    if not passed and len(note.strip()) < 2:
        raise _unfit("退回没有写明理由", "it is returned without a reason", "写明理由", "say why")


def check_stands(version: Version) -> None:
    """Raises NotNow: only what waits or is in use can be put in doubt or withdrawn."""
    if version.state not in (State.WAITING, State.IN_USE, State.DOUBTED):
        raise NotNow(problem_zh="这一版本已不在用", problem_en="this version is no longer in use")


def _unfit(zh: str, en: str, mend_zh: str, mend_en: str) -> QuestionUnfit:
    return QuestionUnfit(problem_zh=zh, problem_en=en, mend_zh=mend_zh, mend_en=mend_en)
