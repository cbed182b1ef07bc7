"""Where a review stands, by its records: the steps are the same in the packs of every kind of review.

A review goes in rounds: submitted, sent back for what is missing or reviewed, an opinion with items; where the opinion
does not agree the unit reworks the paper and submits it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.core.facts.record import Record
from plumbline.core.ledger.canonical import Json
from plumbline.core.review.questions import Answer, Said

ENFORCEMENT: Final = "legal.review"
CONTRACT: Final = "legality.contract"
NORMATIVE: Final = "legality.normative"
PAPER: Final = "legality.paper"
REVIEWS: Final = (ENFORCEMENT, CONTRACT, NORMATIVE, PAPER)
"""The procedures of the review desk."""

QUESTIONS: Final[Mapping[str, str]] = {
    ENFORCEMENT: "enforcement",
    CONTRACT: "contract",
    NORMATIVE: "normative",
    PAPER: "paper",
}
"""The set of questions that each asks."""

CLASSIFIERS: Final = ("normative_test", "decision_test")
"""The two sets of questions by which a paper is classified."""

AGREED: Final = ("agree", "lawful")
HURRIED: Final = "time-to-review"
PUSHED: Final = "not-pushed-at-the-last-minute"

_STAGES: Final[Mapping[str, str]] = {
    "submit": "submitted",
    "supplement": "returned",
    "supplemented": "submitted",
    "review": "reviewing",
    "rework": "reworked",
    "disagreement": "coordinated",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands: `stage`, the round, who reviews, the opinion that stood last."""

    stage: str = "begun"
    round: int = 0
    submitted: Record | None = None
    opinion: Record | None = None
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the reviewer wants mended."""

    no: int
    text: str
    effect: str = "fix"
    question: str = ""


@dataclass(frozen=True, slots=True)
class Handled:
    """What the unit did with an item: adopted, or not and why."""

    no: int
    adopted: bool
    why: str = ""


def standing(acts: Iterable[Record], *, ended: bool = False) -> Standing:
    """The standing after these acts, in the order in which they were entered."""
    found = Standing()
    for act in acts:
        found = _after(found, act)
    return (
        found if not ended else Standing("ended", found.round, found.submitted, found.opinion, found.reviewer)
    )


def _after(found: Standing, act: Record) -> Standing:
    stage, number, submitted = found.stage, found.round, found.submitted
    opinion, reviewer = found.opinion, found.reviewer
    if act.step == "submit":
        said = act.fields.get("round")
        number = said if isinstance(said, int) else number + 1
        submitted, reviewer = act, ""
    if act.step in ("review", "supplement", "opinion") and act.by:
        reviewer = act.by[0].officer
    if act.step == "opinion":
        opinion = act
        stage = "agreed" if act.fields.get("result") in AGREED else "objected"
    return Standing(_STAGES.get(act.step, stage), number, submitted, opinion, reviewer)


def written_answers(answers: Iterable[Answer]) -> list[Json]:
    """Answers as their record keeps them."""
    return [{"question": one.question, "said": one.said.value, "why": one.why} for one in answers]


def read_answers(written: Json) -> dict[str, Answer]:
    """The answers of a record; what is no answer is left out."""
    known = {said.value for said in Said}
    return {
        str(row.get("question")): Answer(
            str(row.get("question")), Said(str(row.get("said"))), str(row.get("why") or "")
        )
        for row in _rows(written)
        if row.get("said") in known
    }


def written_items(items: Iterable[Item]) -> list[Json]:
    """Items as the record of an opinion keeps them."""
    return [{"no": one.no, "text": one.text, "effect": one.effect, "question": one.question} for one in items]


def read_items(written: Json) -> tuple[Item, ...]:
    """The items of an opinion."""
    return tuple(
        Item(
            _number(row),
            str(row.get("text") or ""),
            str(row.get("effect") or "fix"),
            str(row.get("question")),
        )
        for row in _rows(written)
    )


def written_handled(handled: Iterable[Handled]) -> list[Json]:
    """What was done with items, as the record of a reworking keeps it."""
    return [{"no": one.no, "adopted": one.adopted, "why": one.why} for one in handled]


def read_handled(written: Json) -> dict[int, Handled]:
    """What was done with each item, by its number."""
    return {
        _number(row): Handled(_number(row), row.get("adopted") is True, str(row.get("why") or ""))
        for row in _rows(written)
    }


def left_open(items: Sequence[Item], handled: Mapping[int, Handled]) -> list[Item]:
    """The items to which there is no answer, or a refusal without its reason."""
    return [
        one
        for one in items
        if one.no not in handled or not (handled[one.no].adopted or len(handled[one.no].why.strip()) >= 2)
    ]


def _rows(written: Json) -> list[Mapping[str, Json]]:
    return [row for row in written if isinstance(row, Mapping)] if isinstance(written, list | tuple) else []


def _number(row: Mapping[str, Json]) -> int:
    said = row.get("no")
    return said if isinstance(said, int) else 0
